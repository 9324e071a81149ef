import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { addBureau } from '../src/bureau/add-bureau.ts';
import { ENTITIES } from '../src/entities.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext, type RequestContext } from '../src/identity/request-context.ts';
import { readConfig } from '../src/platform/config.ts';
import { openStore } from '../src/platform/open-store.ts';
import { type RowScope, withinScope } from '../src/platform/row-scope.ts';
import { createSchema } from '../src/schema.ts';

// What row-level security costs a question: the same ones within a scope and as the owner of the tables, side by side in one run.
// `npm run bench -- row-scope [applications]`

const applications = Number(process.argv[2] ?? 300_000);
const ROUNDS = 9;
const POINTS = 40;

const QUESTIONS: Readonly<Record<string, string>> = {
  'turnaround of a month by point': `{ turnaround(bureau: "ONE", period: { from: "2021-06-01", to: "2021-06-30" }, groupBy: SERVICE_POINT) { groups { key { code } figures { decided } } } }`,
  'turnaround of a quarter': `{ turnaround(bureau: "ONE", period: { from: "2021-04-01", to: "2021-06-30" }) { total { decided } } }`,
  'caseload of a month by point': `{ caseload(bureau: "ONE", period: { from: "2021-06-01", to: "2021-06-30" }, groupBy: SERVICE_POINT) { groups { key { code } figures { received backlog } } } }`,
  'caseload by month': `{ caseload(bureau: "ONE", period: { from: "2020-01-01", to: "2021-12-31" }, groupBy: MONTH) { groups { key { code } figures { received backlog } } } }`,
  'newest applications': `{ applications(bureau: "ONE", sort: NEWEST_RECEIVED, first: 25) { edges { node { caseKey } } } }`,
  'one application with its events': `{ application(bureau: "ONE", caseKey: "ONE-500") { caseKey events { type } } }`,
};

const folder = await mkdtemp(join(tmpdir(), 'service-circle-bench-'));
const database = await openStore(
  readConfig({
    DATA_FOLDER: folder,
    ...(process.env['DATABASE_URL'] && { DATABASE_URL: process.env['DATABASE_URL'] }),
  }),
  ENTITIES,
  { share: false },
);
try {
  for (const code of ['ONE', 'OTHER']) {
    await addBureau(database.pool, {
      code,
      nameZh: '局',
      nameEn: 'Bureau',
      timeZone: 'Asia/Shanghai',
      calendarCode: 'CN',
      standardHours: [{ open: '09:00', close: '17:00' }],
    });
  }
  await fill();
  const { rows } = await database.pool.query<{ bureauId: number; pointIds: number[] }>(
    `select b.id as "bureauId", array_agg(p.id) filter (where p.code < 'P-10') as "pointIds"
     from bureau b join service_point p on p.bureau_id = b.id where b.code = 'ONE' group by b.id`,
  );
  const { bureauId = 0, pointIds = [] } = rows[0] ?? {};
  const scopes: Readonly<Record<string, RowScope>> = {
    owner: 'OWNER',
    bureau: { bureaus: [bureauId], servicePointIds: null },
    'every bureau': { bureaus: 'ALL', servicePointIds: null },
    officer: { bureaus: [bureauId], servicePointIds: pointIds },
  };
  const schema = createSchema();
  process.stdout.write(
    `${applications} applications in each of 2 bureaux, ${pointIds.length} of ${POINTS} points the officer's; median of ${ROUNDS} rounds, milliseconds (ratio to the owner)\n\n| question | ${Object.keys(scopes).join(' | ')} |\n|${'---|'.repeat(Object.keys(scopes).length + 1)}\n`,
  );
  for (const [name, source] of Object.entries(QUESTIONS)) {
    const times = new Map<string, number[]>(Object.keys(scopes).map((scope) => [scope, []]));
    for (let round = -2; round < ROUNDS; round += 1) {
      for (const [scopeName, scope] of Object.entries(scopes)) {
        const took = await timed(() => graphql({ schema, source, contextValue: contextIn(scope) }));
        if (round >= 0) {
          times.get(scopeName)?.push(took);
        }
      }
    }
    const medians = [...times.values()].map(medianOf);
    const [owner = 1] = medians;
    process.stdout.write(
      `| ${name} | ${medians.map((median) => `${median.toFixed(1)} (${(median / owner).toFixed(2)})`).join(' | ')} |\n`,
    );
  }
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit();

function contextIn(scope: RowScope): RequestContext {
  const context = createRequestContext({ database, principal: new Principal('OPERATOR') });
  return { ...context, pool: withinScope(database.pool, scope) };
}

async function timed(work: () => Promise<{ readonly errors?: readonly Error[] }>): Promise<number> {
  const start = performance.now();
  const { errors } = await work();
  if (errors?.[0]) {
    throw errors[0];
  }
  return performance.now() - start;
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Two years of applications, evenly over the points; one in twenty is open still. */
async function fill(): Promise<void> {
  await database.pool.query(
    `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, provenance, content_hash)
     select b.id, 'P-' || lpad(n::text, 2, '0'), '点', 'Point', 'BANK', 'POINT', 'SYNTHETIC', ''
     from bureau b, generate_series(0, $1::int - 1) n where b.code in ('ONE', 'OTHER')`,
    [POINTS],
  );
  await database.pool.query(
    `insert into import_run (bureau_id, profile_name, profile_version, record_kind, file_name, file_bytes, status, started_at, actor)
     select id, 'bench', 1, 'CASE_TABLE', 'f', 1, 'SUCCEEDED', now(), 'bench' from bureau where code in ('ONE', 'OTHER')`,
  );
  await database.pool.query(
    `insert into application_record (bureau_id, case_key, service_point_id, import_run_id, changed_by_run_id, touched_by_run_id, source_row,
       content_hash, state, received_at, received_on, decided_at, decided_on, closed_at, closed_on, bureau_minutes, applicant_minutes,
       excluded_minutes, promised_due_at, promised_due_on)
     select b.id, b.code || '-' || n, p.id, r.id, r.id, r.id, n, '', case when n % 20 = 0 then 'RECEIVED' else 'CLOSED' end, t.at, t.at::date,
       t.ended, t.ended::date, t.ended, t.ended::date, n % 5000, 0, 0, t.at + interval '9 days', (t.at + interval '9 days')::date
     from bureau b join import_run r on r.bureau_id = b.id and r.profile_name = 'bench'
     cross join generate_series(1, $1::int) n
     cross join lateral (select timestamptz '2020-01-01 02:00Z' + n * interval '2 years' / $1::int as at) s
     cross join lateral (select s.at, case when n % 20 > 0 then s.at + (n % 12) * interval '1 day' end as ended) t
     join service_point p on p.bureau_id = b.id and p.code = 'P-' || lpad((n % $2::int)::text, 2, '0')`,
    [applications, POINTS],
  );
  await database.pool.query(
    `insert into application_event (bureau_id, application_id, type, occurred_at, ordinal, content_hash, import_run_id, source_row)
     select bureau_id, id, 'RECEIVED', received_at, 1, '', import_run_id, source_row from application_record`,
  );
  await database.pool.query('vacuum analyze');
}
