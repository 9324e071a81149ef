import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, { type Request, type Router } from 'express';
import { LRUCache } from 'lru-cache';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { finishWhateverHappens } from '../platform/abandoned-work.ts';
import { Refusal } from '../platform/refusal.ts';
import { type PlaceGeometryRow, placeGeometries } from './coverage-facts.sql.ts';

interface Document {
  readonly etag: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

/** Bureaux whose places stay in the process: 20,000 outlines are some 10 MB. */
const MOST_DOCUMENTS = 4;
const compress = promisify(gzip);

/**
 * `GET /map/places.geojson?bureau=CODE`: every demand area and key building of a bureau as GeoJSON (RFC 7946, WGS-84), by its outline, or
 * its point where it has none. It changes with the bureau's data alone: its ETag is their version.
 */
export function placesMap(contextOf: (request: Request) => RequestContext): Router {
  const router = express.Router();
  const documents = new LRUCache<string, Promise<Document>>({ max: MOST_DOCUMENTS });
  router.get('/places.geojson', async (request, response) => {
    const context = contextOf(request);
    if (!context.principal.isAllowed('READER')) {
      throw new Refusal('FORBIDDEN');
    }
    const code = request.query['bureau'];
    const scope = await enterBureau(context, typeof code === 'string' ? code : '');
    const etag = `"${scope.id}-${scope.bureau.dataVersion}"`;
    const headers = { etag, 'cache-control': 'private, no-cache' };
    if (request.get('if-none-match') === etag) {
      response.status(304).set(headers).vary('accept-encoding').end();
      return;
    }
    const found = documents.get(etag) ?? finishWhateverHappens(() => writeDocument(context, scope.id, etag));
    documents.set(etag, found);
    // A failure is told, and is not kept.
    found.catch(() => documents.delete(etag));
    const { plain, compressed } = await found;
    response.set(headers).vary('accept-encoding').type('application/geo+json');
    if (request.acceptsEncodings('gzip') === 'gzip') {
      response.set('content-encoding', 'gzip').send(compressed);
    } else {
      response.send(plain);
    }
  });
  return router;
}

async function writeDocument({ pool }: RequestContext, bureauId: number, etag: string): Promise<Document> {
  const { rows } = await pool.query<PlaceGeometryRow>(placeGeometries(bureauId));
  const features = rows.map(({ position, outline, ...properties }) => ({
    type: 'Feature',
    geometry: outline ?? { type: 'Point', coordinates: position },
    properties: { ...properties, longitude: position[0], latitude: position[1] },
  }));
  const plain = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
  return { etag, plain, compressed: await compress(plain) };
}
