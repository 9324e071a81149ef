import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../src/demonstration/random.ts';
import { undoRun } from '../src/imports/undo-run.ts';
import { markInterruptedSitingRuns } from '../src/siting/scenario.sql.ts';
import { NO_AREA, NO_BUILDING, NO_POINT, writeDistrict } from './coverage-district.ts';
import { type QueryOptions, runQuery, tryQuery } from './run-query.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

// A row of areas on the equator, a tenth of a degree apart: on foot none is within half an hour of another. P1 stands at A1. Residents are
// 100, 80, 60, 40 and 20, so that every best plan can be told by hand.

const CLOCK = { clock: () => new Date('2026-06-24T02:00:00Z') };
const RESIDENTS = [100, 80, 60, 40, 20];

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await writeDistrict(database.pool, {
    code: 'ROW',
    areas: RESIDENTS.map((residents, index) => ({
      ...NO_AREA,
      code: `A${index + 1}`,
      town: index < 2 ? 'east' : 'west',
      residents,
      enterprises: index,
      longitude: index / 10,
      latitude: 0,
    })),
    buildings: [{ ...NO_BUILDING, code: 'B1', town: 'east', longitude: 0.105, latitude: 0 }],
    points: [
      { ...NO_POINT, code: 'P1', longitude: 0, latitude: 0 },
      {
        ...NO_POINT,
        code: 'P2',
        longitude: 0.4,
        latitude: 0,
        statuses: [['PREPARING', '2026-01-01']],
      },
    ],
    items: [],
  });
  const random = createRandom(6);
  await writeDistrict(database.pool, {
    code: 'LARGE',
    areas: Array.from({ length: 1500 }, (_, index) => ({
      ...NO_AREA,
      code: `A${index}`,
      residents: random.integer(1, 1000),
      longitude: 108 + random.next() / 4,
      latitude: 22 + random.next() / 4,
    })),
    buildings: [],
    points: [],
    items: [],
  });
});
afterAll(() => database.close());

const ANSWER = `answer {
  sites { key standing rule cost } solution { status stoppedBy objective bound gap open }
  today { coveredWeight totalWeight } plan { objective coveredWeight newPoints cost broken { kind } }
  opening { steps { site gain coveredWeight } } towns { townOrStreet coveredBefore coveredAfter gained }
  places { code coveredBefore coveredAfter minutesAfter } reachedToday { residents keyBuildings } reachedByPlan { residents }
  whole { residents enterprises keyBuildings } basis { source }
  infeasibility { beyondReach { kind subject } remedies { changes { kind subject asked instead } } }
  pick { loss relativeLoss onlyInPick onlyInBest pick { coveredWeight } }
  curve { points { newPoints solution { objective } } todayValue }
  alternatives { plans { loss without instead } } sensitivity { cases { thresholdMinutes planChanges } }
}`;
const SCENARIO = `id name status staleBecause savedBy decision { importRunId openings { site pointCode opensOn } }
  comments { text writtenBy } runs { status issues { code where } progress { phase } ${ANSWER} }`;

interface Step {
  site: string;
  gain: number;
}
interface Answer {
  solution: {
    status: string;
    stoppedBy: string | null;
    objective: number | null;
    bound: number | null;
    gap: number | null;
    open: string[];
  };
  plan: { coveredWeight: number; newPoints: number; cost: number } | null;
  today: { coveredWeight: number; totalWeight: number };
  opening: { steps: Step[] } | null;
  towns: { townOrStreet: string; coveredBefore: number; coveredAfter: number; gained: number }[];
  places: { code: string; coveredAfter: number }[];
  reachedToday: object;
  reachedByPlan: object;
  whole: object;
  basis: { source: string };
  infeasibility: {
    remedies: { changes: { kind: string; subject: string; asked: number; instead: number }[] }[];
  } | null;
  pick: { loss: number; onlyInPick: string[]; onlyInBest: string[]; pick: { coveredWeight: number } } | null;
  curve: { points: { newPoints: number; solution: { objective: number } }[]; todayValue: number };
  alternatives: { plans: { loss: number; without: string[]; instead: string[] }[] } | null;
  sensitivity: { cases: { thresholdMinutes: number; planChanges: boolean }[] } | null;
}
interface Scenario {
  id: string;
  status: string;
  staleBecause: string[];
  decision: { importRunId: string; openings: { site: string; pointCode: string; opensOn: string }[] } | null;
  comments: object[];
  runs: { status: string; issues: { code: string; where: string }[]; answer: Answer | null }[];
}
type Change = { scenario?: Scenario; code?: string; issues?: { code: string; where: string }[] };

/** Areas alone as candidates; the point in preparation is left out. */
const QUESTION = { atKeyBuildings: false, preparingPoints: 'LEFT_OUT', newPoints: 2 };
const CHANGE = `{ ... on SitingScenarioChanged { scenario { ${SCENARIO} } } ... on SitingRefused { code issues { code where } } }`;

async function change(field: string, args: Record<string, unknown>, types: string): Promise<Change> {
  const names = Object.keys(args);
  const data = await runQuery<Record<string, Change>>(
    database,
    `mutation (${types}) { it: ${field}(${names.map((name) => `${name}: $${name}`).join(', ')}) ${CHANGE} }`,
    args,
    CLOCK,
  );
  return data['it'] ?? {};
}

const save = (name: string, question: object = {}, bureau = 'ROW', id: string | null = null) =>
  change(
    'saveSitingScenario',
    { bureau, name, question: { ...QUESTION, ...question }, id },
    '$bureau: ID!, $name: String!, $question: SitingQuestionInput!, $id: ID',
  );
const start = (id: string, timeLimitSeconds = 60, bureau = 'ROW') =>
  change(
    'runSitingScenario',
    { bureau, id, timeLimitSeconds },
    '$bureau: ID!, $id: ID!, $timeLimitSeconds: Int!',
  );
const decide = (id: string, openings: object[]) =>
  change(
    'decideSitingScenario',
    { bureau: 'ROW', id, openings },
    '$bureau: ID!, $id: ID!, $openings: [SitingOpeningInput!]!',
  );

async function read(id: string, bureau = 'ROW'): Promise<Scenario> {
  const { sitingScenario } = await runQuery<{ sitingScenario: Scenario }>(
    database,
    `query ($bureau: ID!, $id: ID!) { sitingScenario(bureau: $bureau, id: $id) { ${SCENARIO} } }`,
    { bureau, id },
    CLOCK,
  );
  return sitingScenario;
}

/** The scenario once its run has ended; what is looked at meanwhile is little. */
async function ended(id: string, bureau = 'ROW'): Promise<Scenario> {
  for (;;) {
    const { sitingScenario } = await runQuery<{ sitingScenario: { status: string } }>(
      database,
      `query ($bureau: ID!, $id: ID!) { sitingScenario(bureau: $bureau, id: $id) { status } }`,
      { bureau, id },
      CLOCK,
    );
    if (sitingScenario.status !== 'RUNNING') {
      return read(id, bureau);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

let scenarios = 0;
/** Saves a question under a name of its own and solves it. */
async function solved(question: object = {}): Promise<Scenario> {
  scenarios += 1;
  const { scenario } = await save(`scenario ${scenarios}`, question);
  await start(scenario?.id ?? '');
  return ended(scenario?.id ?? '');
}

const answerOf = ({ runs }: Scenario): Answer => runs[0]?.answer as Answer;

async function attempt(
  question: object,
  options: QueryOptions = {},
): Promise<{ answer?: Answer; code?: string; issues?: { code: string; where: string }[] }> {
  const { sitingTrial } = await runQuery<{ sitingTrial: { answer?: Answer; code?: string } }>(
    database,
    `query ($question: SitingQuestionInput!) { sitingTrial(bureau: "ROW", question: $question) {
       ... on SitingTried { ${ANSWER} } ... on SitingRefused { code issues { code where } } } }`,
    { question: { ...QUESTION, ...question } },
    { ...CLOCK, ...options },
  );
  return sitingTrial;
}

describe('an answer', () => {
  it('names the best places in order, with what each adds, who gains, the curve, and the proof', async () => {
    const scenario = await solved({ ownPick: ['DEMAND_AREA:A4', 'DEMAND_AREA:A5'] });
    expect(scenario.status).toBe('SOLVED');
    const answer = answerOf(scenario);
    expect(answer.solution).toEqual({
      status: 'OPTIMAL',
      stoppedBy: null,
      objective: 240,
      bound: 240,
      gap: 0,
      open: ['POINT:P1', 'DEMAND_AREA:A2', 'DEMAND_AREA:A3'],
    });
    expect(answer.basis.source).toBe('ESTIMATE');
    expect(answer.today).toMatchObject({ coveredWeight: 100, totalWeight: 300 });
    expect(answer.opening?.steps.map(({ site, gain }) => [site, gain])).toEqual([
      ['DEMAND_AREA:A2', 80],
      ['DEMAND_AREA:A3', 60],
    ]);
    expect(answer.towns).toEqual([
      { townOrStreet: 'east', coveredBefore: 100, coveredAfter: 180, gained: 80 },
      { townOrStreet: 'west', coveredBefore: 0, coveredAfter: 60, gained: 60 },
    ]);
    expect(answer.places.filter(({ coveredAfter }) => coveredAfter === 0).map(({ code }) => code)).toEqual([
      'A4',
      'A5',
    ]);
    // The building is 556 m from A2, so that it is reached by the plan too.
    expect([answer.whole, answer.reachedToday, answer.reachedByPlan]).toEqual([
      { residents: 300, enterprises: 10, keyBuildings: 1 },
      { residents: 100, keyBuildings: 0 },
      { residents: 240 },
    ]);
    expect(answer.pick).toMatchObject({
      loss: 80,
      onlyInPick: ['DEMAND_AREA:A4', 'DEMAND_AREA:A5'],
      onlyInBest: ['DEMAND_AREA:A2', 'DEMAND_AREA:A3'],
      pick: { coveredWeight: 160 },
    });
    // A1 is covered already, so that the fifth new point adds nothing.
    expect(answer.curve.points.map(({ solution }) => solution.objective)).toEqual([
      100, 180, 240, 280, 300, 300,
    ]);
    expect(answer.curve.todayValue).toBe(100);
    expect(answer.sensitivity?.cases.map(({ thresholdMinutes }) => thresholdMinutes)).toEqual([
      20, 25, 35, 40,
    ]);
  });

  it('keeps a budget, a forbidden place and a locked one', async () => {
    const terms = (term: object) => [{ site: 'DEMAND_AREA:A2', ...term }];
    const bestOf = async (question: object) => {
      const { answer } = await attempt(question);
      return [answer?.solution.objective, answer?.plan?.cost];
    };
    expect(await bestOf({ terms: terms({ cost: 5 }), budget: 2 })).toEqual([200, 2]);
    expect(await bestOf({ terms: terms({ rule: 'MUST_NOT_OPEN' }) })).toEqual([200, 2]);
    expect(await bestOf({ newPoints: 1, terms: [{ site: 'DEMAND_AREA:A5', rule: 'MUST_OPEN' }] })).toEqual([
      120, 1,
    ]);
    // In preparation: opens anyway, or is one of the candidates.
    expect(await bestOf({ newPoints: 1, preparingPoints: 'AS_OPEN' })).toEqual([200, 1]);
    expect(await bestOf({ inDemandAreas: false, preparingPoints: 'AS_CANDIDATES' })).toEqual([120, 1]);
  });

  it('weighs a mix, and serves a pin that the planner put', async () => {
    const { answer } = await attempt({
      newPoints: 1,
      inDemandAreas: false,
      // On top of A5, and between A3 and A4 where nobody is near.
      pins: [
        { code: '1', name: 'here', longitude: 0.4, latitude: 0 },
        { code: '2', name: 'there', longitude: 0.25, latitude: 0 },
      ],
      weights: { residents: 1, enterprises: 10, keyBuildings: 0 },
    });
    expect(answer?.solution).toMatchObject({ objective: 100 + 20 + 40, open: ['POINT:P1', 'PIN:1'] });
  });

  it('says of a question without a plan what would make it possible', async () => {
    const { answer } = await attempt({ newPoints: 1, floorShare: 1 });
    expect(answer?.solution).toMatchObject({ status: 'INFEASIBLE', objective: null });
    // One point for A2 in the east, three for the west.
    expect(answer?.infeasibility?.remedies.map(({ changes }) => changes)).toContainEqual([
      { kind: 'NEW_POINTS', subject: null, asked: 1, instead: 4 },
    ]);
  });

  it('is refused, with what is wrong, where the question makes no sense', async () => {
    const codesOf = async (question: object) => {
      const { code, issues } = await attempt(question);
      return [code, ...(issues ?? []).map((issue) => `${issue.code} ${issue.where}`)];
    };
    expect(await codesOf({ terms: [{ site: 'DEMAND_AREA:NONE' }] })).toEqual([
      'QUESTION_REFUSED',
      'UNKNOWN_SITE terms[0].site',
    ]);
    expect(await codesOf({ terms: [{ site: 'DEMAND_AREA:A2', cost: -1 }] })).toEqual([
      'QUESTION_REFUSED',
      'NUMBER_OUT_OF_RANGE sites[2].cost',
    ]);
    expect(await codesOf({ weights: { residents: 0 } })).toEqual(['QUESTION_REFUSED', 'NO_DEMAND places']);
    expect(
      await codesOf({ thresholdMinutes: 0, townFloors: [{ townOrStreet: 'nowhere', share: 0.5 }] }),
    ).toEqual([
      'QUESTION_REFUSED',
      'NUMBER_OUT_OF_RANGE thresholdMinutes',
      'UNKNOWN_TOWN_OR_STREET townFloors[0].townOrStreet',
    ]);
  });

  it('has no more new points than there are candidates, and none where there is no candidate', async () => {
    expect((await attempt({ newPoints: 9 })).answer?.plan).toMatchObject({ coveredWeight: 300 });
    expect((await attempt({ inDemandAreas: false })).answer?.plan).toMatchObject({
      newPoints: 0,
      coveredWeight: 100,
    });
  });
});

describe('candidates', () => {
  it('say what each adds by itself to the points of today', async () => {
    const { sitingCandidates } = await runQuery<{
      sitingCandidates: {
        coveredWeight: number;
        candidates: { site: { key: string }; coveredWeight: number; gain: number | null }[];
      };
    }>(
      database,
      `{ sitingCandidates(bureau: "ROW", question: { preparingPoints: LEFT_OUT }) {
           coveredWeight candidates { site { key } coveredWeight gain } } }`,
      {},
      CLOCK,
    );
    expect(sitingCandidates.coveredWeight).toBe(100);
    expect(
      sitingCandidates.candidates.map(({ site, coveredWeight, gain }) => [site.key, coveredWeight, gain]),
    ).toEqual([
      ['POINT:P1', 100, null],
      ['KEY_BUILDING:B1', 80, 80],
      ['DEMAND_AREA:A1', 100, 0],
      ['DEMAND_AREA:A2', 80, 80],
      ['DEMAND_AREA:A3', 60, 60],
      ['DEMAND_AREA:A4', 40, 40],
      ['DEMAND_AREA:A5', 20, 20],
    ]);
  });
});

describe('a scenario', () => {
  it('is kept under a name of its own, by an operator alone', async () => {
    const { scenario } = await save('kept');
    expect(scenario).toMatchObject({ name: 'kept', status: 'DRAFT', savedBy: 'OPERATOR', runs: [] });
    expect(await save(' kept ')).toMatchObject({ code: 'NAME_IN_USE' });
    expect(await save('')).toMatchObject({ code: 'NAME_EMPTY' });
    expect(await save('wrong', { ownPick: ['PIN:NONE'] })).toMatchObject({
      code: 'QUESTION_REFUSED',
      issues: [{ code: 'UNKNOWN_SITE', where: 'ownPick[0]' }],
    });
    const { errors } = await tryQuery(
      database,
      `mutation { deleteSitingScenario(bureau: "ROW", id: "${scenario?.id}") }`,
      {},
      { role: 'GUEST' },
    );
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    const removed = await runQuery<{ deleteSitingScenario: boolean }>(
      database,
      `mutation { deleteSitingScenario(bureau: "ROW", id: "${scenario?.id}") }`,
    );
    expect(removed.deleteSitingScenario).toBe(true);
    expect((await save('kept')).scenario?.status).toBe('DRAFT');
  });

  it('is stale once its question, places or points have changed, until it is run again', async () => {
    const { id } = await solved();
    // Data that say nothing of places and points.
    await database.pool.query(`update bureau set data_version = data_version + 1 where code = 'ROW'`);
    expect(await read(id)).toMatchObject({ status: 'SOLVED', staleBecause: [] });
    await database.pool.query(
      `update demand_area set residents = 90 where code = 'A4' and bureau_id = (select id from bureau where code = 'ROW')`,
    );
    await database.pool.query(`update bureau set data_version = data_version + 1 where code = 'ROW'`);
    expect(await read(id)).toMatchObject({ status: 'STALE', staleBecause: ['PLACES'] });
    await save(`scenario ${scenarios}`, { newPoints: 1 }, 'ROW', id);
    expect(await read(id)).toMatchObject({ status: 'STALE', staleBecause: ['QUESTION', 'PLACES'] });
    await start(id);
    const again = await ended(id);
    expect(again).toMatchObject({ status: 'SOLVED', staleBecause: [] });
    expect(again.runs).toHaveLength(2);
    expect(answerOf(again).solution.objective).toBe(190);
    await database.pool.query(
      `update demand_area set residents = 40 where code = 'A4' and bureau_id = (select id from bureau where code = 'ROW')`,
    );
    await database.pool.query(`update bureau set data_version = data_version + 1 where code = 'ROW'`);
  });

  it('keeps what was said of it', async () => {
    const { scenario } = await save('commented');
    const comment = (text: string) =>
      change(
        'commentSitingScenario',
        { bureau: 'ROW', id: scenario?.id, text },
        '$bureau: ID!, $id: ID!, $text: String!',
      );
    expect(await comment('  ')).toMatchObject({ code: 'TEXT_EMPTY' });
    expect((await comment('Ask the street office.')).scenario?.comments).toEqual([
      { text: 'Ask the street office.', writtenBy: 'OPERATOR' },
    ]);
  });

  it('whose question is refused when it is run says so', async () => {
    const { scenario } = await save('nobody', { weights: { residents: 0 } });
    await start(scenario?.id ?? '');
    const last = await ended(scenario?.id ?? '');
    expect(last).toMatchObject({
      status: 'FAILED',
      runs: [{ status: 'FAILED', issues: [{ code: 'NO_DEMAND' }] }],
    });
  });

  it('whose process died is known, and can be run again', async () => {
    const { scenario } = await save('interrupted');
    await database.pool.query(
      `insert into siting_run (scenario_id, question, status, time_limit_seconds, started_at, started_by)
       select id, question, 'RUNNING', 60, now(), 'OPERATOR' from siting_scenario where name = 'interrupted'`,
    );
    expect(await start(scenario?.id ?? '')).toMatchObject({ code: 'RUNNING' });
    await markInterruptedSitingRuns(database.pool, new Date());
    expect(await read(scenario?.id ?? '')).toMatchObject({
      status: 'FAILED',
      runs: [{ status: 'INTERRUPTED' }],
    });
    await start(scenario?.id ?? '');
    expect((await ended(scenario?.id ?? '')).status).toBe('SOLVED');
  });
});

describe('a question that takes long', () => {
  const HARD = { model: 'P_MEDIAN', newPoints: 40, preparingPoints: 'AS_OPEN' };

  it('ends at its time limit with the best that it found and its honest gap', async () => {
    const { scenario } = await save('timed out', HARD, 'LARGE');
    let solution: Answer['solution'] | undefined;
    // How soon a plan and a bound are known depends on the machine; without both there is no gap either.
    for (const timeLimitSeconds of [6, 12, 24]) {
      await start(scenario?.id ?? '', timeLimitSeconds, 'LARGE');
      const last = await ended(scenario?.id ?? '', 'LARGE');
      expect(last).toMatchObject({ status: 'STOPPED', runs: [{ status: 'STOPPED' }] });
      ({ solution } = answerOf(last));
      if (solution.status !== 'UNKNOWN') {
        break;
      }
      expect(solution).toMatchObject({ objective: null, gap: null });
    }
    expect(solution).toMatchObject({ status: 'FEASIBLE', stoppedBy: 'TIME_LIMIT' });
    const { objective, bound, gap } = solution ?? {};
    const difference = (objective ?? 0) - (bound ?? 0);
    expect(gap).toEqual(bound === null ? null : expect.closeTo(difference / (objective ?? 1), 9));
    expect(bound ?? 0).toBeLessThan(objective ?? 0);
  });

  it('stops when it is asked to, keeps what it has, and meanwhile no other is solved', async () => {
    const { scenario } = await save('cancelled', HARD, 'LARGE');
    const id = scenario?.id ?? '';
    await start(id, 600, 'LARGE');
    expect(await attempt({})).toMatchObject({ code: 'BUSY' });
    const other = await save('meanwhile');
    expect(await start(other.scenario?.id ?? '')).toMatchObject({ code: 'BUSY' });
    await database.pool.query(`select pg_sleep(4)`);
    const stop = () =>
      runQuery<{ cancelSitingScenario: boolean }>(
        database,
        `mutation ($id: ID!) { cancelSitingScenario(bureau: "LARGE", id: $id) }`,
        { id },
        CLOCK,
      );
    expect((await stop()).cancelSitingScenario).toBe(true);
    const last = await ended(id, 'LARGE');
    expect(last).toMatchObject({ status: 'STOPPED', runs: [{ status: 'STOPPED' }] });
    expect(answerOf(last).solution.stoppedBy).toBe('CANCELLED');
    expect((await stop()).cancelSitingScenario).toBe(false);
    expect((await attempt({})).answer?.solution.status).toBe('OPTIMAL');
  });
});

describe('a decision', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await solved());
  });

  it('makes points in preparation that coverage forecasts by, and goes with its import run', async () => {
    const openings = [
      { site: 'DEMAND_AREA:A2', opensOn: '2026-09-01' },
      { site: 'DEMAND_AREA:A3', opensOn: '2026-12-01', nameZh: '西片服务点', pointKind: 'BANK' },
    ];
    const { scenario } = await decide(id, openings);
    expect(scenario?.decision?.openings).toEqual([
      { site: 'DEMAND_AREA:A2', pointCode: `S${id}-1`, opensOn: '2026-09-01' },
      { site: 'DEMAND_AREA:A3', pointCode: `S${id}-2`, opensOn: '2026-12-01' },
    ]);
    // A decided scenario is a record: the points that it made do not make it stale.
    expect(await read(id)).toMatchObject({ status: 'SOLVED', staleBecause: [] });
    const { servicePoint, coverageProgress } = await runQuery<{
      servicePoint: object;
      coverageProgress: {
        openings: { point: { code: string }; on: string; isPlanned: boolean; added: { residents: number } }[];
      };
    }>(
      database,
      `{ servicePoint(bureau: "ROW", code: "S${id}-2") { nameZh kind status provenance statusHistory { status validFrom } }
         coverageProgress(bureau: "ROW") { openings { point { code } on isPlanned added { residents } } } }`,
      {},
      CLOCK,
    );
    expect(servicePoint).toEqual({
      nameZh: '西片服务点',
      kind: 'BANK',
      status: 'PREPARING',
      provenance: 'REPORTED',
      statusHistory: [
        { status: 'PREPARING', validFrom: '2026-06-24' },
        { status: 'OPERATING', validFrom: '2026-12-01' },
      ],
    });
    expect(coverageProgress.openings.slice(-2)).toEqual([
      { point: { code: `S${id}-1` }, on: '2026-09-01', isPlanned: true, added: { residents: 80 } },
      { point: { code: `S${id}-2` }, on: '2026-12-01', isPlanned: true, added: { residents: 60 } },
    ]);
    expect(await decide(id, openings)).toMatchObject({ code: 'DECIDED' });
    expect(await start(id)).toMatchObject({ code: 'DECIDED' });
    await undoRun({
      pool: database.pool,
      bureauCode: 'ROW',
      runId: Number(scenario?.decision?.importRunId),
      actor: 'OPERATOR',
      now: () => new Date(),
    });
    expect(await read(id)).toMatchObject({ decision: null, status: 'SOLVED' });
  });

  it('gives a point that is in preparation already its day, and changes nothing else of it', async () => {
    const only = await solved({ inDemandAreas: false, preparingPoints: 'AS_CANDIDATES' });
    const { scenario } = await decide(only.id, [{ site: 'POINT:P2', opensOn: '2026-10-01' }]);
    expect(scenario?.decision?.openings).toEqual([
      { site: 'POINT:P2', pointCode: 'P2', opensOn: '2026-10-01' },
    ]);
    const { rows } = await database.pool.query(
      `select p.kind, p.longitude, array(select s.status || ' ' || s.valid_from from service_point_status s
         where s.service_point_id = p.id and s.superseded_by_run_id is null order by s.valid_from) as statuses
       from service_point p where p.code = 'P2'`,
    );
    expect(rows).toEqual([
      { kind: 'BANK', longitude: 0.4, statuses: ['PREPARING 2026-01-01', 'OPERATING 2026-10-01'] },
    ]);
  });

  it('is refused for what is not in the plan, in the past, not solved or stale', async () => {
    const later = '2026-09-01';
    expect(await decide(id, [])).toMatchObject({ code: 'NO_OPENINGS' });
    expect(await decide(id, [{ site: 'DEMAND_AREA:A5', opensOn: later }])).toMatchObject({
      code: 'NOT_IN_PLAN',
    });
    expect(await decide(id, [{ site: 'POINT:P1', opensOn: later }])).toMatchObject({ code: 'NOT_IN_PLAN' });
    expect(await decide(id, [{ site: 'DEMAND_AREA:A2', opensOn: '2026-06-24' }])).toMatchObject({
      code: 'OPENS_IN_THE_PAST',
    });
    const draft = await save('never run');
    expect(
      await decide(draft.scenario?.id ?? '', [{ site: 'DEMAND_AREA:A2', opensOn: later }]),
    ).toMatchObject({
      code: 'NOT_SOLVED',
    });
    await save(`scenario ${scenarios}`, { newPoints: 1 }, 'ROW', id);
    expect(await decide(id, [{ site: 'DEMAND_AREA:A2', opensOn: later }])).toMatchObject({ code: 'STALE' });
  });
});

it('a guest may ask without keeping, and read what is kept', async () => {
  await database.pool.query(`update bureau set is_demonstration = true where code = 'ROW'`);
  const { answer } = await attempt({}, { role: 'GUEST' });
  expect(answer?.solution.objective).toBe(240);
  const { sitingScenarios } = await runQuery<{ sitingScenarios: { totalCount: number; edges: object[] } }>(
    database,
    '{ sitingScenarios(bureau: "ROW", first: 3) { totalCount edges { node { name status } } } }',
    {},
    { ...CLOCK, role: 'GUEST' },
  );
  expect(sitingScenarios.edges).toHaveLength(3);
  expect(sitingScenarios.totalCount).toBeGreaterThan(3);
});

it('a list of scenarios with their runs, comments and decisions takes no statement for each of them', async () => {
  const count = async (first: number) => {
    database.takeStatements();
    await runQuery(
      database,
      `{ sitingScenarios(bureau: "ROW", first: ${first}) { edges { node { ${SCENARIO} } } } }`,
      {},
      CLOCK,
    );
    return database.takeStatements().length;
  };
  await count(1);
  expect(await count(8)).toBeLessThanOrEqual((await count(2)) + 1);
});
