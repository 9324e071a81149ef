import express, { type Request, type Response, type Router } from 'express';
import { coerceInputValue, type GraphQLSchema, isInputType } from 'graphql';
import type { Logger } from 'pino';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import { type AuditedWork, onRecord } from '../platform/audited.ts';
import { writeCsv } from '../platform/csv-download.ts';
import { Refusal, RequestRefusal } from '../platform/refusal.ts';
import { MOST_SHEET_ROWS, writeXlsx } from '../platform/xlsx-download.ts';
import { type ApplicationChoice, countChosen, readApplications } from './application.service.ts';
import type { ApplicationSort } from './application.type.ts';
import { exportNotes } from './application-export.notes.ts';
import { EXPORT_LANGUAGES, EXPORT_TEXTS, type ExportLanguage } from './application-export.texts.ts';
import { applicationColumns } from './application-export.ts';
import { dimensionNames } from './dimension.ts';
import type { ApplicationSelection, ScopeFilter } from './scope-filter.type.ts';

export interface ExportOptions {
  /** Its input types are those of the parameters: the list and its file refuse the same things. */
  readonly schema: GraphQLSchema;
  readonly contextOf: (request: Request) => RequestContext;
  /** Of the measures among the columns: they are defined downstream of the applications. */
  readonly definitions: readonly MeasureDefinition[];
  readonly logger: Logger;
}

/** Each holds a connection to the database for as long as the reader takes: the pages need the others. */
export const MOST_EXPORTS_AT_ONCE = 2;
/** A reader that takes nothing for so long has gone away. */
const STALLED_AFTER_MS = 60_000;
/** When to try again, while others are being written. */
const RETRY_AFTER_SECONDS = 10;

/**
 * Whole lists as files: `GET /applications.csv` or `.xlsx` with `?bureau=…&lang=…&sort=…&scope=…&where=…`, where `scope` and `where` are the API's
 * ScopeFilter and ApplicationSelection as JSON. The file is written while it is read from the database. When that fails midway
 * the connection is cut, which every reader of HTTP knows as a file that is not whole.
 */
export function applicationExports(options: ExportOptions): Router {
  const router = express.Router();
  let running = 0;
  router.get(['/applications.csv', '/applications.xlsx'], async (request, response) => {
    if (running >= MOST_EXPORTS_AT_ONCE) {
      throw new RequestRefusal('BUSY', undefined, new Map([['retry-after', String(RETRY_AFTER_SECONDS)]]));
    }
    const context = options.contextOf(request);
    const sendAlone = () => {
      running += 1;
      return send(context, request, response, options).finally(() => {
        running -= 1;
      });
    };
    try {
      await onRecord(context, exportOf(request), sendAlone);
    } catch (error) {
      if (!response.headersSent) {
        throw error;
      }
      // The reader left, or the file is cut off: the connection is closed already.
      options.logger.warn({ err: error }, 'an export ended early');
    }
  });
  return router;
}

/** What goes on record: which rows, by what was asked. */
function exportOf(request: Request): AuditedWork {
  const asked = ['scope', 'where'].map((name) => [name, textOf(request, name)]);
  return {
    action: 'APPLICATIONS_EXPORTED',
    bureauCode: textOf(request, 'bureau'),
    subject: { file: request.path.slice(1), ...Object.fromEntries(asked) },
  };
}

async function send(
  context: RequestContext,
  request: Request,
  response: Response,
  { schema, definitions }: ExportOptions,
): Promise<void> {
  if (!context.principal.isAllowed('READER')) {
    throw new Refusal('FORBIDDEN');
  }
  const bureau = await enterBureau(context, textOf(request, 'bureau') ?? '');
  const language = languageOf(textOf(request, 'lang'));
  const choice: ApplicationChoice = {
    scope: inputOf<ScopeFilter>(request, schema, 'scope', 'ScopeFilter'),
    where: inputOf<ApplicationSelection>(request, schema, 'where', 'ApplicationSelection'),
    sort: sortOf(request, schema),
  };
  const isWorkbook = request.path.endsWith('.xlsx');
  const count = isWorkbook ? await countChosen(context, bureau, choice) : 0;
  if (count >= MOST_SHEET_ROWS) {
    throw new Refusal(
      'TOO_MANY_ROWS',
      `A sheet has at most ${MOST_SHEET_ROWS} rows: take the CSV, or choose fewer.`,
    );
  }
  const texts = EXPORT_TEXTS[language];
  const names = await dimensionNames(context, bureau);
  const address = `${request.protocol}://${request.get('host')}${request.originalUrl}`;
  const notes = isWorkbook
    ? await exportNotes(context, bureau, { choice, names, language, count, address, definitions })
    : [];
  const columns = applicationColumns(bureau, names, language);
  const applications = readApplications(context, bureau, choice);
  // The first rows are awaited before anything is sent, so that what the database refuses is told as such.
  const first = await applications.next();
  response.attachment(`${bureau.bureau.code}_${texts.title}_${bureau.today}.${isWorkbook ? 'xlsx' : 'csv'}`);
  if (request.method === 'HEAD') {
    await applications.return(undefined);
    response.end();
    return;
  }
  response.setTimeout(STALLED_AFTER_MS, () => response.destroy());
  const batches = resumed(first, applications);
  await (isWorkbook
    ? writeXlsx({ columns, batches, notes, sheetNames: texts.sheets }, response)
    : writeCsv(batches, columns, response));
}

/** The items of a generator whose first was taken already. */
async function* resumed<Item>(
  first: IteratorResult<Item, unknown>,
  rest: AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  if (!first.done) {
    try {
      yield first.value;
      yield* rest;
    } finally {
      await rest.return(undefined);
    }
  }
}

function textOf(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' ? value : null;
}

function languageOf(asked: string | null): ExportLanguage {
  return EXPORT_LANGUAGES.find((language) => language === asked) ?? 'zh-CN';
}

function sortOf(request: Request, schema: GraphQLSchema): ApplicationSort {
  const asked = textOf(request, 'sort');
  return asked === null
    ? 'NEWEST_RECEIVED'
    : coerced<ApplicationSort>(asked, schema, 'ApplicationSort', 'sort');
}

/** A parameter as the API's input of that type; null: not given. @throws Refusal BAD_USER_INPUT */
function inputOf<Input>(
  request: Request,
  schema: GraphQLSchema,
  parameter: string,
  typeName: string,
): Input | null {
  const text = textOf(request, parameter);
  if (text === null) {
    return null;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(`${parameter} is not JSON.`);
  }
  return value === null ? null : coerced<Input>(value, schema, typeName, parameter);
}

function coerced<Input>(value: unknown, schema: GraphQLSchema, typeName: string, parameter: string): Input {
  const type = schema.getType(typeName);
  if (!isInputType(type)) {
    throw new TypeError(`${typeName} is an input type of the schema.`);
  }
  return coerceInputValue(value, type, (path, _invalid, error) => {
    throw badInput(`${[parameter, ...path].join('.')}: ${error.message}`);
  }) as Input;
}

function badInput(message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message);
}
