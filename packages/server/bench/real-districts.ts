import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENTITIES } from '../src/entities.ts';
import { readExtract } from '../src/network/osm-extract.ts';
import { openDatabase } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import { hasPortoAlegre, POA_EXTRACT, POA_POINTS, portoAlegreCells } from '../test/porto-alegre.ts';
import { runQuery } from '../test/run-query.ts';

// Two real places from file to figure by the operator's own commands, each a process of its own, and the tables of docs/coverage.md from
// what the API then answers: `npm run bench -- real-districts` (or with POA or LI, the one alone). © OpenStreetMap contributors, ODbL; the grid of
// Porto Alegre with its population is that of ipeaGIT/r5r.

const SERVER = fileURLToPath(new URL('../', import.meta.url));
const LIECHTENSTEIN = fileURLToPath(
  new URL('../../../../shared/data/osm-liechtenstein/liechtenstein-latest.osm.pbf', import.meta.url),
);
const MODES = ['WALK', 'DRIVE'] as const;
const MINUTES = [15, 30, 45] as const;
const MEMORY_POLL_MILLISECONDS = 50;

const [only] = process.argv.slice(2);

if (!hasPortoAlegre || !existsSync(LIECHTENSTEIN)) {
  print('skipped: the shared data (r5r-poa, osm-liechtenstein) are not beside the project');
  process.exit();
}
const folder = await mkdtemp(join(tmpdir(), 'service-circle-real-'));
await chmod(folder, 0o755);
const server = await startEmbeddedPostgres(folder, { share: false });
try {
  if (only !== 'LI') {
    await measurePortoAlegre();
  }
  if (only !== 'POA') {
    await measureLiechtenstein();
  }
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

async function measurePortoAlegre(): Promise<void> {
  const cells = portoAlegreCells();
  const points = cells.filter(({ hasService }) => hasService).slice(0, POA_POINTS);
  const areas = await writeCsv('cells.csv', 'code,name_zh,kind,residents,longitude,latitude', [
    ...cells.map(({ code, residents, position }) => [code, code, 'GRID_CELL', residents, ...position]),
  ]);
  const servicePoints = await writePoints('poa-points.csv', points);
  await command(
    'bureau',
    'add',
    'POA',
    '--name-zh',
    '阿雷格里港',
    '--time-zone',
    'America/Sao_Paulo',
    '--calendar',
    'MON_FRI',
  );
  await command('import', areas, '--profile', 'demand-areas', '--bureau', 'POA');
  await command('import', servicePoints, '--profile', 'service-points', '--bureau', 'POA');
  await computeOn('POA', POA_EXTRACT);
  await printCoverage('POA', 'residents');
}

async function measureLiechtenstein(): Promise<void> {
  const buildings = join(folder, 'buildings.geojson');
  await command(
    'bureau',
    'add',
    'LI',
    '--name-zh',
    '列支敦士登',
    '--time-zone',
    'Europe/Vaduz',
    '--calendar',
    'MON_FRI',
  );
  await command('network', 'buildings', LIECHTENSTEIN, '--out', buildings);
  await command('import', buildings, '--profile', 'key-buildings', '--bureau', 'LI');
  await command(
    'import',
    await writePoints('li-points.csv', await publicPlaces(LIECHTENSTEIN)),
    '--profile',
    'service-points',
    '--bureau',
    'LI',
  );
  await computeOn('LI', LIECHTENSTEIN);
  await printCoverage('LI', 'keyBuildings');
}

async function computeOn(bureau: string, extract: string): Promise<void> {
  await command('network', 'load', extract, '--name', bureau.toLowerCase());
  await command('network', 'use', bureau.toLowerCase(), '--bureau', bureau);
  await command('network', 'travel-times', '--bureau', bureau, '--mode', MODES.join(','));
}

interface PlacedPoint {
  readonly code: string;
  readonly position: readonly [longitude: number, latitude: number];
}

/** Schools, post offices and town halls of an extract stand for service points; one that is a way, by the mean of its nodes. */
async function publicPlaces(extract: string): Promise<PlacedPoint[]> {
  const where = new Map<number, readonly [number, number]>();
  const points: PlacedPoint[] = [];
  for await (const elements of readExtract(extract)) {
    for (const element of elements) {
      if (element.type === 'node') {
        where.set(element.id, [element.lon, element.lat]);
      }
      if (
        element.type === 'relation' ||
        !/^(school|post_office|townhall)$/.test(element.tags?.['amenity'] ?? '')
      ) {
        continue;
      }
      const corners = (element.type === 'node' ? [element.id] : element.refs.slice(1)).flatMap(
        (id) => where.get(id) ?? [],
      );
      const mean = (axis: 0 | 1) =>
        corners.filter((_, index) => index % 2 === axis).reduce((sum, degrees) => sum + degrees, 0) /
        (corners.length / 2);
      points.push({ code: `${element.type}/${element.id}`, position: [mean(0), mean(1)] });
    }
  }
  return points;
}

function writePoints(name: string, points: readonly PlacedPoint[]): Promise<string> {
  return writeCsv(
    name,
    'code,name_zh,kind,status_history,longitude,latitude',
    points.map(({ code, position }) => [code, code, 'SERVICE_HALL', 'OPERATING 2021-01-01', ...position]),
  );
}

async function writeCsv(
  name: string,
  header: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`);
  return path;
}

/** Runs the operator's command, and prints what it prints with its time and the most memory it held (on Linux). */
async function command(...args: string[]): Promise<void> {
  const started = performance.now();
  const child = spawn(process.execPath, [...TYPESCRIPT_LOADER, join(SERVER, 'src/cli.ts'), ...args], {
    env: {
      ...process.env,
      DATABASE_URL: server.url,
      DATA_FOLDER: folder,
      TSX_TSCONFIG_PATH: join(SERVER, 'tsconfig.json'),
    },
    stdio: ['ignore', 'inherit', 'ignore'],
  });
  let peakMegabytes = 0;
  const poll = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakMegabytes = Math.max(peakMegabytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, MEMORY_POLL_MILLISECONDS);
  const [code] = await once(child, 'close');
  clearInterval(poll);
  print(
    `> ${args.slice(0, 2).join(' ')} … ${((performance.now() - started) / 1000).toFixed(1)} s, ${Math.round(peakMegabytes)} MB\n`,
  );
  if (code !== 0) {
    throw new Error(`${args.join(' ')} ended with ${String(code)}.`);
  }
}

async function printCoverage(bureau: string, figure: 'residents' | 'keyBuildings'): Promise<void> {
  const database = await openDatabase({ url: server.url, entities: ENTITIES });
  try {
    print(
      `| ${bureau} | ${MINUTES.map((minutes) => `${minutes} min`).join(' | ')} |\n|---|${'---|'.repeat(MINUTES.length)}`,
    );
    for (const mode of MODES) {
      const shares: string[] = [];
      for (const thresholdMinutes of MINUTES) {
        const { coverage } = await runQuery<{
          coverage: { figures: Record<string, { covered: { numerator: number; denominator: number } }> };
        }>(
          database,
          `query ($bureau: ID!, $where: CoverageInput!) { coverage(bureau: $bureau, where: $where) {
             figures { ${figure} { covered { numerator denominator } } } } }`,
          { bureau, where: { mode, thresholdMinutes } },
        );
        const { numerator = 0, denominator = 0 } = coverage.figures[figure]?.covered ?? {};
        shares.push(`${((100 * numerator) / denominator).toFixed(2)} % (${numerator} of ${denominator})`);
      }
      print(`| ${mode} | ${shares.join(' | ')} |`);
    }
  } finally {
    await database.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
