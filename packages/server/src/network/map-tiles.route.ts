import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Request, type Router } from 'express';
import type { RequestContext } from '../identity/request-context.ts';
import { Refusal } from '../platform/refusal.ts';
import { tileFile } from './map-tiles.ts';

/** Of a network, which is a folder too. */
export const NETWORK_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;

/** Where everything of a network is kept. */
export function networkFolder(dataFolder: string, name: string): string {
  return join(dataFolder, 'networks', name);
}

/** Where its map tiles are kept. */
export function mapFolder(dataFolder: string, name: string): string {
  return join(networkFolder(dataFolder, name), 'map');
}

const COORDINATE = /^\d{1,7}$/;

/**
 * The map of a loaded network: `GET /networks/NAME/Z/X/Y.mvt`, Mapbox vector tiles with the layers roads, waterways, water and buildings;
 * the network's attribution stands wherever they show. 204: nothing there; 404: no such network. The data are public; who asks must be a reader all the same.
 */
export function mapTiles(dataFolder: string, contextOf: (request: Request) => RequestContext): Router {
  const router = express.Router();
  router.get('/networks/:name/:z/:x/:y.mvt', async (request, response) => {
    if (!contextOf(request).principal.isAllowed('READER')) {
      throw new Refusal('FORBIDDEN');
    }
    const { name, z, x, y } = request.params;
    const folder = NETWORK_NAME.test(name) ? mapFolder(dataFolder, name) : null;
    if (folder === null || !(await exists(folder))) {
      throw new Refusal('NETWORK_NOT_FOUND');
    }
    // A network may be loaded anew under its name: a tile is asked for again each time, and seldom sent.
    response.set('cache-control', 'private, no-cache');
    const file = [z, x, y].every((each) => COORDINATE.test(each))
      ? tileFile(folder, Number(z), Number(x), Number(y))
      : null;
    if (file === null || !(await exists(file))) {
      response.status(204).end();
      return;
    }
    response.set({ 'content-type': 'application/vnd.mapbox-vector-tile', 'content-encoding': 'gzip' });
    response.sendFile(file, { cacheControl: false });
  });
  return router;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
