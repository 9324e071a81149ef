import express, { type Request, type Router } from 'express';
import { LRUCache } from 'lru-cache';
import { type BureauScope, enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { securityHeaders } from '../platform/endpoint/security-headers.ts';
import { Refusal } from '../platform/refusal.ts';
import { rowIdOf } from '../platform/row-id.ts';
import { NOTICE_END, NOTICE_START } from './pages/frame.tsx';
import { PAGE_POLICY } from './public-site/public-pages.route.ts';
import { contentOf, type PublishedRow } from './release.sql.ts';
import { readContent } from './release-draft.ts';
import type { ReleaseFile } from './release-file.ts';
import { HTML_TYPE, writeRelease } from './write-release.ts';

type Files = ReadonlyMap<string, ReleaseFile>;

/** Releases whose files stay in the process: someone looks at one, page by page. */
const MOST_PREVIEWS = 2;
const NOTICE = `<p class="correction-notice" role="note">预览：这里显示的不是公开发布的页面。 · A preview: this is not the published page.</p>`;

/**
 * `GET /releases/BUREAU/ID/…`: a release as its readers would see it, for those who prepare and publish it, whatever its state. What is kept in
 * the process is asked for anew by whom it may be seen.
 */
export function releasePreview(contextOf: (request: Request) => RequestContext): Router {
  const router = express.Router();
  const written = new LRUCache<string, Files>({ max: MOST_PREVIEWS });
  router.get('/releases/:bureau/:id/*path', securityHeaders(PAGE_POLICY), async (request, response) => {
    const { bureau = '', id = '', path = [] } = request.params;
    const context = contextOf(request);
    if (!context.principal.isAllowed('RELEASER')) {
      throw new Refusal('FORBIDDEN');
    }
    const scope = await enterBureau(context, String(bureau));
    const key = `${scope.id}:${rowIdOf(String(id))}`;
    const files = written.get(key) ?? (await writePreview(context, scope, rowIdOf(String(id))));
    written.set(key, files);
    const file = files.get([path].flat().join('/'));
    if (!file) {
      throw new Refusal('NOT_FOUND');
    }
    response.set('content-type', file.contentType).send(Buffer.from(file.bytes));
  });
  return router;
}

/** @throws Refusal NOT_FOUND */
async function writePreview({ pool }: RequestContext, scope: BureauScope, id: number): Promise<Files> {
  const { rows } = await pool.query<Pick<PublishedRow, 'content'>>(contentOf(scope.id, id));
  if (!rows[0]) {
    throw new Refusal('NOT_FOUND');
  }
  return new Map(writeRelease(readContent(rows[0].content)).map((file) => [file.path, withNotice(file)]));
}

function withNotice(file: ReleaseFile): ReleaseFile {
  if (file.contentType !== HTML_TYPE) {
    return file;
  }
  const page = Buffer.from(file.bytes).toString('utf8');
  const marked = page.replace(NOTICE_START + NOTICE_END, NOTICE_START + NOTICE + NOTICE_END);
  return { ...file, bytes: Buffer.from(marked, 'utf8') };
}
