import { once } from 'node:events';
import type { Request, Response, Router } from 'express';
import express from 'express';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { AuditAction } from '../platform/audit-trail.ts';
import { onRecord } from '../platform/audited.ts';
import { Refusal } from '../platform/refusal.ts';
import { rowIdOf } from '../platform/row-id.ts';
import type { ImportContext } from './import-desk.service.ts';
import { writeRefusedRows } from './refused-rows.ts';

/** A type that no form of another site can send without being asked first (CORS preflight), and nobody allows. */
const UPLOAD_TYPE = 'application/octet-stream';

/**
 * What is too large for GraphQL: files in, refused rows out.
 * POST /api/import-files?bureau=CODE&name=FILE, body = the bytes of the file, answers { id, name, bytes }.
 * GET /api/import-runs/ID/refused-rows?bureau=CODE, the refused rows in the form of their file.
 */
export function importRoutes(contextOf: (request: Request) => ImportContext): Router {
  const router = express.Router();
  router.post('/import-files', guarded(contextOf, 'FILE_UPLOADED', receive));
  router.get('/import-runs/:id/refused-rows', guarded(contextOf, 'REFUSED_ROWS_EXPORTED', sendRefusedRows));
  return router;
}

type Handler = (context: ImportContext, request: Request, response: Response) => Promise<void>;

/** Only for those who may import, into a bureau that they may see; on record. */
function guarded(
  contextOf: (request: Request) => ImportContext,
  action: AuditAction,
  handle: Handler,
): express.RequestHandler {
  return async (request, response) => {
    const context = contextOf(request);
    const bureauCode = textOf(request.query['bureau']);
    const subject = { run: textOf(request.params['id']) || null };
    await onRecord(context, { action, bureauCode, subject }, async () => {
      if (!context.principal.isAllowed('IMPORTER')) {
        throw new Refusal('FORBIDDEN');
      }
      await handle(context, request, response);
    });
  };
}

async function receive(context: ImportContext, request: Request, response: Response): Promise<void> {
  if (request.headers['content-type'] !== UPLOAD_TYPE) {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `A file is sent as ${UPLOAD_TYPE}.`);
  }
  const scope = await enterBureau(context, textOf(request.query['bureau']));
  const { id, name, bytes } = await context.importFiles.receive(request, {
    bureauId: scope.id,
    name: textOf(request.query['name']),
    actor: context.principal.actor,
    now: context.clock(),
  });
  response.status(201).json({ id, name, bytes });
}

async function sendRefusedRows(context: ImportContext, request: Request, response: Response): Promise<void> {
  const scope = await enterBureau(context, textOf(request.query['bureau']));
  const found = await writeRefusedRows(
    context.pool,
    scope.id,
    rowIdOf(String(request.params['id'])),
    (about) => {
      response.status(200).type(about.mediaType).attachment(about.fileName);
      return response;
    },
  );
  if (!found) {
    throw new Refusal('RUN_NOT_FOUND');
  }
  if (!response.writableFinished) {
    await once(response, 'finish');
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
