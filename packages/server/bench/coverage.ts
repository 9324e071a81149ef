import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import pino from 'pino';
import sql from 'sql-template-tag';
import { startServer } from '../src/app.ts';
import { createRandom } from '../src/demonstration/random.ts';
import { ENTITIES } from '../src/entities.ts';
import { ESTIMATE_RULES } from '../src/network/travel-estimate.ts';
import { openDatabase } from '../src/platform/database.ts';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';
import { NO_AREA, NO_BUILDING, NO_POINT, writeDistrict } from '../test/coverage-district.ts';

// How soon coverage is answered over HTTP, under ever other thresholds, days, hours and items, beside plain SQL over the same pairs in the
// same run: the ratio matters, not the milliseconds. `npm run bench -- coverage --areas 20000 --points 1000`

const { values } = parseArgs({
  options: {
    areas: { type: 'string', default: '20000' },
    buildings: { type: 'string', default: '500' },
    points: { type: 'string', default: '1000' },
    questions: { type: 'string', default: '200' },
    sql: { type: 'string', default: '5' },
  },
});
const [areas, buildings, points] = [Number(values.areas), Number(values.buildings), Number(values.points)];
const questions = Number(values.questions);

const TOWNS = [...Array(20).keys()].map((town) => `town ${town}`);
const ITEMS = [...Array(40).keys()].map((item) => `I${item}`);
const TODAY = new Date('2026-06-24T02:00:00Z');
const DEGREES = 0.3;

const SHARE =
  '{ covered { numerator denominator value } coveredTwice { numerator value } undetermined notStated }';
const FIGURES = `figures { residents ${SHARE} enterprises ${SHARE} keyBuildings ${SHARE} demandAreas ${SHARE} }`;
const COVERAGE = `query ($where: CoverageInput!) { coverage(bureau: "BENCH", where: $where) {
  on pointsOpen basis { source } ${FIGURES} buildingReach { inside { value } withinTenMinutesWalk { value } }
  groups { townOrStreet ${FIGURES} } equity { worstTownOrStreet spread dissimilarity } exceptions { pairsNotComputed unreachablePlaces } } }`;
const MAP = `query ($where: CoverageInput!) { coverageMap(bureau: "BENCH", where: $where) {
  demandAreas { codes nearestMinutes secondMinutes } keyBuildings { codes nearestMinutes } points { code isOpen longitude latitude } } }`;
const GAPS = `query ($where: CoverageInput!) { coverageGaps(bureau: "BENCH", where: $where, first: 25) { totalCount
  edges { node { place { code residents } reason nearestMinutes closedBy { point { code } on } } } } }`;
const PROGRESS = `query ($where: CoverageInput!) { coverageProgress(bureau: "BENCH", where: $where) {
  series { on figures { residents ${SHARE} } causes { code } } openings { point { code } added { residents } aloneToday { residents } } pace { perMonth } } }`;

const random = createRandom(20_260_624);
const folder = await mkdtemp(join(tmpdir(), 'service-circle-bench-'));
await chmod(folder, 0o755);
const postgres = await startEmbeddedPostgres(folder, { share: false });
const database = await openDatabase({ url: postgres.url, entities: ENTITIES });
try {
  await migrate(database.pool);
  await fill();
  await createPairs();
  const server = await startServer({
    database,
    port: 0,
    isOperator: true,
    dashboardFolder: null,
    dataFolder: folder,
    logger: pino({ level: 'silent' }),
    clock: () => TODAY,
  });
  try {
    await measure(server.url);
  } finally {
    await server.close();
  }
} finally {
  await database.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

function at(): { longitude: number; latitude: number } {
  return { longitude: 108.2 + random.next() * DEGREES, latitude: 22.7 + random.next() * DEGREES };
}

function oneOf<Value>(from: readonly Value[]): Value {
  const found = from[Math.floor(random.next() * from.length)];
  if (found === undefined) {
    throw new RangeError('Nothing to choose from.');
  }
  return found;
}

function day(): string {
  return `${2021 + Math.floor(random.next() * 6)}-${String(1 + Math.floor(random.next() * 12)).padStart(2, '0')}-01`;
}

async function fill(): Promise<void> {
  await writeDistrict(database.pool, {
    code: 'BENCH',
    areas: Array.from({ length: areas }, (_, index) => ({
      ...NO_AREA,
      code: `A${index}`,
      town: oneOf(TOWNS),
      residents: Math.floor(random.next() * 200),
      enterprises: Math.floor(random.next() * 20),
      ...at(),
    })),
    buildings: Array.from({ length: buildings }, (_, index) => ({
      ...NO_BUILDING,
      code: `B${index}`,
      town: oneOf(TOWNS),
      ...at(),
    })),
    points: Array.from({ length: points }, (_, index) => ({
      ...NO_POINT,
      code: `P${index}`,
      ...at(),
      openingHours:
        random.next() < 0.5
          ? null
          : [1, 2, 3, 4, 5, 6].map((weekday) => ({
              weekday,
              open: oneOf(['08:00', '09:30']),
              close: '18:00',
            })),
      handledItemCodes: random.next() < 0.5 ? null : ITEMS.filter(() => random.next() < 0.3),
      statuses: [['OPERATING', day()]] as const,
    })),
    items: ITEMS,
  });
}

/** The same travel times as a table of pairs, as one would keep them in SQL: only those within four hours, with an index. */
async function createPairs(): Promise<void> {
  const { detourFactor, metresPerSecond } = ESTIMATE_RULES.WALK;
  const started = performance.now();
  await database.pool.query(sql`
    create table bench_pair as
    select a.id as area_id, p.id as point_id, t.seconds::int as seconds
    from demand_area a cross join service_point p,
      lateral (select round(2 * 6371008.8 * asin(least(1, sqrt(
        power(sin(radians(p.latitude - a.latitude) / 2), 2)
        + cos(radians(a.latitude)) * cos(radians(p.latitude)) * power(sin(radians(p.longitude - a.longitude) / 2), 2))))
        * ${detourFactor}::float8 / ${metresPerSecond}::float8) as seconds) t
    where t.seconds <= 14400`);
  await database.pool.query('create index on bench_pair (seconds, point_id) include (area_id)');
  await database.pool.query('analyze');
  const { rows } = await database.pool.query<{ pairs: number }>('select count(*) as pairs from bench_pair');
  print(
    `${areas} demand areas, ${buildings} key buildings, ${points} points; ${rows[0]?.pairs} pairs in SQL, made in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
}

interface Where {
  readonly mode: 'WALK';
  readonly thresholdMinutes: number;
  readonly on?: string;
  readonly at?: { readonly weekday: number; readonly time: string };
  readonly serviceItem?: string;
}

/** A threshold alone, as a reader who moves the slider asks; or everything at once. */
function question(kind: 'threshold' | 'everything'): Where {
  const thresholdMinutes = 5 + Math.floor(random.next() * 116);
  return kind === 'threshold'
    ? { mode: 'WALK', thresholdMinutes }
    : {
        mode: 'WALK',
        thresholdMinutes,
        on: day(),
        at: {
          weekday: 1 + Math.floor(random.next() * 6),
          time: `${String(8 + Math.floor(random.next() * 10)).padStart(2, '0')}:${String(Math.floor(random.next() * 60)).padStart(2, '0')}`,
        },
        ...(random.next() < 0.5 ? { serviceItem: oneOf(ITEMS) } : {}),
      };
}

async function measure(url: string): Promise<void> {
  const ask = async (query: string, where: Where) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { where } }),
    });
    const answer = (await response.json()) as { errors?: unknown; data: unknown };
    if (answer.errors) {
      throw new Error(JSON.stringify(answer.errors));
    }
    return answer.data;
  };
  const first = await timed(() => ask(COVERAGE, question('threshold')));
  print(`first answer, with the facts and the matrix of pairs made: ${first.toFixed(0)} ms`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const run = async (name: string, query: string, kind: 'threshold' | 'everything', count = questions) => {
    const times: number[] = [];
    delay.reset();
    delay.enable();
    const before = process.cpuUsage();
    for (let each = 0; each < count; each++) {
      const where = question(kind);
      times.push(await timed(() => ask(query, where)));
    }
    delay.disable();
    const { user, system } = process.cpuUsage(before);
    print(
      `${name}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, longest ${Math.max(...times).toFixed(1)} ms; ${((user + system) / 1000 / count).toFixed(1)} ms of CPU each, asking included; the process was held at most ${(delay.max / 1e6).toFixed(0)} ms (${count} questions)`,
    );
    return quantile(times, 0.5);
  };
  await run('coverage, another threshold', COVERAGE, 'threshold');
  const answered = await run('coverage, another day, hour, item and threshold', COVERAGE, 'everything');
  await run('coverage of every place (map)', MAP, 'everything', 40);
  await run('gap list, first page', GAPS, 'everything', 40);
  await run('progress, another threshold', PROGRESS, 'threshold', 5);
  const times: number[] = [];
  for (let each = 0; each < Number(values.sql); each++) {
    const where = question('everything');
    const answer = (await ask(COVERAGE, where)) as {
      coverage: { figures: { residents: { covered: { numerator: number } } } };
    };
    let covered = -1;
    times.push(
      await timed(async () => {
        covered = await coveredBySql(where);
      }),
    );
    const ours = answer.coverage.figures.residents.covered.numerator;
    if (covered !== ours) {
      throw new Error(`SQL says ${covered}, the answer ${ours}: ${JSON.stringify(where)}`);
    }
  }
  const plain = quantile(times, 0.5);
  print(
    `the same by plain SQL over the pairs (covered and twice, by town): p50 ${plain.toFixed(0)} ms; ratio ${(plain / answered).toFixed(0)}; the answers agree`,
  );
  print(`peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

async function coveredBySql({ thresholdMinutes, on, at: open, serviceItem }: Where): Promise<number> {
  const { rows } = await database.pool.query<{ covered: number }>(sql`
    with open_point as (
      select p.id as point_id from service_point p
      where (select s.status from service_point_status s
             where s.service_point_id = p.id and s.valid_from <= ${on}::date and s.superseded_by_run_id is null
             order by s.valid_from desc limit 1) = 'OPERATING'
        and (${serviceItem ?? null}::text is null or p.handled_item_codes is null or ${serviceItem ?? null}::text = any (p.handled_item_codes))
        and case when p.opening_hours is null then ${open?.weekday}::int <= 5 and ${open?.time}::text >= '09:00' and ${open?.time}::text < '17:00'
            else exists (select from jsonb_to_recordset(p.opening_hours) as h (weekday int, open text, close text)
                         where h.weekday = ${open?.weekday}::int and h.open <= ${open?.time}::text and h.close > ${open?.time}::text) end
    ), within as (
      select pair.area_id, count(*) as points from bench_pair pair join open_point using (point_id)
      where pair.seconds <= ${thresholdMinutes * 60} group by 1
    )
    select a.town_or_street, coalesce(sum(a.residents) filter (where w.points >= 1), 0) as covered,
      sum(a.residents) filter (where w.points >= 2) as twice, sum(a.residents) as residents
    from demand_area a left join within w on w.area_id = a.id group by 1`);
  return rows.reduce((sum, row) => sum + row.covered, 0);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
