import { once } from 'node:events';
import type { Request, Response, Router } from 'express';
import express from 'express';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { AuditAction } from '../platform/audit-trail.ts';
import { onRecord } from '../platform/audited.ts';
import { Refusal } from '../platform/refusal.ts';
import type { ImportContext } from './import-desk.service.ts';
import { UploadTooLarge } from './import-files.ts';
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

/** @returns the code of a refusal that was told already */
type Handler = (
  context: ImportContext,
  request: Request,
  response: Response,
) => Promise<{ readonly code: string } | undefined>;

/** Only for those who may import, into a bureau that they may see; what a person can act on is said with its code. */
function guarded(
  contextOf: (request: Request) => ImportContext,
  action: AuditAction,
  handle: Handler,
): express.RequestHandler {
  return (request, response, next) => {
    const context = contextOf(request);
    const work = {
      action,
      bureauCode: textOf(request.query['bureau']),
      subject: { run: textOf(request.params['id']) || null },
    };
    onRecord(context, work, () => {
      if (!context.principal.isAllowed('IMPORTER')) {
        throw new Refusal('FORBIDDEN');
      }
      return handle(context, request, response);
    }).catch((error: unknown) => {
      if (error instanceof Refusal) {
        const { code } = error.extensions;
        response.status(code === 'FORBIDDEN' ? 403 : 404).json({ code });
      } else if (request.destroyed) {
        // The sender went away: there is nobody to tell.
      } else {
        next(error);
      }
    });
  };
}

function refuse(response: Response, status: number, code: string): { readonly code: string } {
  response.status(status).json({ code });
  return { code };
}

const receive: Handler = async (context, request, response) => {
  if (request.headers['content-type'] !== UPLOAD_TYPE) {
    return refuse(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
  }
  const scope = await enterBureau(context, textOf(request.query['bureau']));
  try {
    const { id, name, bytes } = await context.importFiles.receive(request, {
      bureauId: scope.id,
      name: textOf(request.query['name']),
      actor: context.principal.actor,
      now: context.clock(),
    });
    response.status(201).json({ id, name, bytes });
    return undefined;
  } catch (error) {
    if (error instanceof UploadTooLarge) {
      return refuse(response, 413, 'UPLOAD_TOO_LARGE');
    }
    throw error;
  }
};

const sendRefusedRows: Handler = async (context, request, response) => {
  const scope = await enterBureau(context, textOf(request.query['bureau']));
  const found = await writeRefusedRows(context.pool, scope.id, Number(request.params['id']), (about) => {
    response.status(200).type(about.mediaType).attachment(about.fileName);
    return response;
  });
  if (!found) {
    return refuse(response, 404, 'RUN_NOT_FOUND');
  }
  if (!response.writableFinished) {
    await once(response, 'finish');
  }
  return undefined;
};

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
