import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { computeTravelTimes } from '../src/network/compute-travel-times.ts';
import { loadExtract, OSM_TERMS } from '../src/network/load-network.ts';
import { assignNetwork, requireNetwork } from '../src/network/network.sql.ts';
import { openEngine } from '../src/network/open-engine.ts';
import type { RoutingEngine } from '../src/network/routing-engine.ts';
import { TRAVEL_MODES } from '../src/network/travel-mode.ts';
import { createPool } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import {
  addPortoAlegre,
  hasPortoAlegre,
  POA_EXTRACT,
  POA_POINTS,
  portoAlegreCells,
} from '../test/porto-alegre.ts';

// All cells of central Porto Alegre × 100 points, by the engine and into PostgreSQL, against the engine's own single routes in the same
// run. `npm run bench -- travel-times --routes 500`

const { values } = parseArgs({ options: { routes: { type: 'string', default: '500' } } });
const ENGINES = 2;
const AGREED_SECONDS = 2;

if (!hasPortoAlegre) {
  print('skipped: the shared data (r5r-poa) are not beside the project');
  process.exit();
}
const folder = await mkdtemp(join(tmpdir(), 'service-circle-travel-'));
await chmod(folder, 0o755);
const server = await startEmbeddedPostgres(folder, { share: false });
const pool = createPool(server.url, 6);
try {
  await migrate(pool);
  const now = () => new Date();
  const started = performance.now();
  await loadExtract(
    { pool, dataFolder: folder, name: 'poa', terms: OSM_TERMS, now, onProgress: () => undefined },
    POA_EXTRACT,
  );
  print(`network loaded, tiles of routing and of the map: ${seconds(started)} s`);
  const bureauId = await addPortoAlegre({ pool });
  const network = await requireNetwork(pool, 'poa');
  await assignNetwork(pool, bureauId, network.id);
  const engines: RoutingEngine[] = [];
  for (let count = 0; count < ENGINES; count++) {
    engines.push(await openEngine(network, folder));
  }
  for (const mode of TRAVEL_MODES) {
    const from = performance.now();
    const cpu = process.cpuUsage();
    const [outcome] = await computeTravelTimes({
      pool,
      bureauId,
      networkId: network.id,
      modes: [mode],
      engines,
      actor: 'bench',
      now,
    });
    const pairsComputed = outcome?.pairsComputed ?? 0;
    const wall = (performance.now() - from) / 1000;
    const used = process.cpuUsage(cpu);
    const cores = (used.user + used.system) / 1e6 / wall;
    print(
      `${mode}: ${pairsComputed} pairs in ${wall.toFixed(1)} s = ${Math.round((pairsComputed / wall) * 60)} a minute, on ${cores.toFixed(1)} cores of work`,
    );
    await compareWithRoutes(mode);
  }
  print(`peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);

  async function compareWithRoutes(mode: (typeof TRAVEL_MODES)[number]): Promise<void> {
    const [engine] = engines;
    const cells = portoAlegreCells();
    const points = cells.filter(({ hasService }) => hasService).slice(0, POA_POINTS);
    if (!engine) {
      return;
    }
    const onRoads = async (places: typeof cells) =>
      (
        await engine.locate(
          mode,
          places.map(({ position }) => position),
        )
      ).flatMap((snap) => (snap ? [snap.position] : []));
    const [sources, targets] = [await onRoads(cells), await onRoads(points)];
    const rows = await engine.matrix(mode, sources, targets);
    const random = lehmer(20_211_222);
    const apart: number[] = [];
    let routeMilliseconds = 0;
    while (apart.length < Number(values.routes)) {
      const row = Math.floor(random() * sources.length);
      const column = Math.floor(random() * targets.length);
      const [source, target] = [sources[row], targets[column]];
      if (!source || !target) {
        continue;
      }
      const time = rows[row]?.[column] ?? null;
      const began = performance.now();
      const route = await engine.route(mode, source, target);
      routeMilliseconds += performance.now() - began;
      apart.push(
        time === null || route === null ? (time === route ? 0 : Infinity) : Math.abs(time - route.seconds),
      );
    }
    const over = apart.filter((each) => each > AGREED_SECONDS).length;
    print(
      `  against ${apart.length} single routes: ${over} more than ${AGREED_SECONDS} s apart, the worst ${Math.max(...apart).toFixed(1)} s; a route takes ${(routeMilliseconds / apart.length).toFixed(1)} ms`,
    );
  }
} finally {
  await pool.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

/** Park and Miller's generator, so that every run draws the same pairs. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
