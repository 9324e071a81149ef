import { createHash } from 'node:crypto';
import type { Router } from 'express';
import express from 'express';
import type { RequestContext } from '../identity/request-context.ts';
import { findNetwork, findTile } from './network.sql.ts';

/** A tile changes only when its network is loaded anew under the same name. */
const MAX_AGE_SECONDS = 3600;

/** GET /networks/NAME/Z/X/Y.mvt: what the map draws, for every reader; 204 where there is nothing to draw. */
export function networkRoutes(contextOf: () => RequestContext): Router {
  const router = express.Router();
  router.get('/networks/:name/:zoom/:x/:y.mvt', (request, response, next) => {
    const { pool, principal } = contextOf();
    if (!principal.isAllowed('READER')) {
      response.status(403).json({ code: 'FORBIDDEN' });
      return;
    }
    const { name, ...numbers } = request.params;
    const [zoom, x, y] = [numbers.zoom, numbers.x, numbers.y].map((text) =>
      /^\d{1,8}$/.test(text) ? Number(text) : -1,
    );
    if (zoom === undefined || x === undefined || y === undefined || Math.min(zoom, x, y) < 0) {
      response.status(400).json({ code: 'NOT_A_TILE' });
      return;
    }
    const send = async () => {
      const network = await findNetwork(pool, name);
      if (!network) {
        response.status(404).json({ code: 'NETWORK_NOT_FOUND' });
        return;
      }
      const tile = await findTile(pool, network.id, { zoom, x, y });
      response.set('cache-control', `private, max-age=${MAX_AGE_SECONDS}`);
      if (!tile) {
        response.status(204).end();
        return;
      }
      response
        .type('application/vnd.mapbox-vector-tile')
        .set('etag', `"${createHash('sha256').update(tile).digest('base64url').slice(0, 22)}"`)
        .send(tile);
    };
    send().catch(next);
  });
  return router;
}
