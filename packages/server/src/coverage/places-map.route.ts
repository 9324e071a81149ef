import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, { type Request, type Router } from 'express';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type PlaceGeometryRow, placeGeometries } from './coverage-facts.sql.ts';

export interface PlacesMapOptions {
  readonly contextOf: (request: Request) => RequestContext;
  readonly logger: Logger;
}

interface Document {
  readonly etag: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

const HTTP_STATUS: Readonly<Record<string, number>> = { BUREAU_NOT_FOUND: 404, FORBIDDEN: 403 };
/** Bureaux whose places stay in the process: 20,000 outlines are some 10 MB. */
const MOST_DOCUMENTS = 4;
const compress = promisify(gzip);

/**
 * `GET /map/places.geojson?bureau=CODE`: every demand area and key building of a bureau as GeoJSON (RFC 7946, WGS-84), by its outline, or
 * its point where it has none. It changes with the bureau's data alone: its ETag is their version.
 */
export function placesMap({ contextOf, logger }: PlacesMapOptions): Router {
  const router = express.Router();
  const documents = new LRUCache<string, Promise<Document>>({ max: MOST_DOCUMENTS });
  router.get('/places.geojson', async (request, response) => {
    try {
      const context = contextOf(request);
      if (!context.principal.isAllowed('READER')) {
        throw new GraphQLError('This is not open to you.', { extensions: { code: 'FORBIDDEN' } });
      }
      const code = request.query['bureau'];
      const scope = await enterBureau(context, typeof code === 'string' ? code : '');
      const etag = `"${scope.id}-${scope.bureau.dataVersion}"`;
      response.set({ etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
      if (request.get('if-none-match') === etag) {
        response.status(304).end();
        return;
      }
      const found = documents.get(etag) ?? writeDocument(context, scope.id, etag);
      documents.set(etag, found);
      // A failure is told, and is not kept.
      found.catch(() => documents.delete(etag));
      const { plain, compressed } = await found;
      response.type('application/geo+json');
      if (request.acceptsEncodings('gzip') === 'gzip') {
        response.set('content-encoding', 'gzip').send(compressed);
      } else {
        response.send(plain);
      }
    } catch (error) {
      const code = error instanceof GraphQLError ? String(error.extensions['code']) : 'INTERNAL_SERVER_ERROR';
      if (!(error instanceof GraphQLError)) {
        logger.error({ err: error }, 'the places of a map were not written');
      }
      response.status(HTTP_STATUS[code] ?? 500).removeHeader('etag');
      response.json({
        error: {
          code,
          message:
            error instanceof GraphQLError
              ? error.message
              : 'Something went wrong on our side; it has been logged.',
        },
      });
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
