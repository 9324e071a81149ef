import 'reflect-metadata';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dimension } from '../src/applications/dimension.type.ts';
import { inScope } from '../src/applications/selection.sql.ts';
import { enterBureau } from '../src/bureau/bureau-scope.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { loadProfile } from '../src/imports/profile.ts';
import { runImport } from '../src/imports/run-import.ts';
import { partsByKey } from '../src/performance/performance.sql.ts';
import { QUALITY_MEASURES, type QualityMeasureName } from '../src/performance/quality-measures.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { filters, makeReady, periods, plainRow } from './random-questions.ts';
import { runQuery } from './run-query.ts';
import type { TestDatabase } from './test-database.ts';

// Every measure of service quality against plain SQL over the facts, under random filters, on the demonstration district with a few
// hundred applications beside it that state little.

interface StatedRate {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly applications: number;
  readonly unstated: number;
}
type Figures = Record<QualityMeasureName, StatedRate>;
interface Answer {
  readonly performance: {
    readonly total: Figures;
    readonly groups: readonly { readonly key: { readonly code: string | null }; readonly figures: Figures }[];
  };
}

const NAMES = Object.keys(QUALITY_MEASURES) as QualityMeasureName[];
const FIGURES = NAMES.map((name) => `${name} { value numerator denominator applications unstated }`).join(
  ' ',
);
const QUERY = `query ($scope: ScopeFilter, $period: PeriodInput!, $groupBy: Dimension) {
  performance(bureau: "QINGXIU", scope: $scope, period: $period, groupBy: $groupBy) {
    total { ${FIGURES} } groups { key { code } figures { ${FIGURES} } }
  }
}`;
const COUNT = `query ($scope: ScopeFilter, $where: ApplicationSelection) {
  applications(bureau: "QINGXIU", scope: $scope, where: $where, first: 1) { totalCount }
}`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDemonstrationDatabase();
  await importApplicationsThatStateLittle();
  const first = (type: string) => `min(e.occurred_at) filter (where e.type = '${type}')`;
  await database.pool.query(`
    create table quality_lived as
    select e.application_id, ${first('RECEIVED')} as received,
      least(${first('DECIDED')}, ${first('NOT_ACCEPTED')}, ${first('WITHDRAWN')}, ${first('TERMINATED')}) as closed,
      count(*) filter (where e.type = 'CORRECTION_REQUESTED') as corrections,
      (array_agg(e.rating order by e.rating is null, e.occurred_at, e.ordinal) filter (where e.type = 'RATED'))[1] as rating,
      (array_agg(e.occurred_at order by e.rating is null, e.occurred_at, e.ordinal) filter (where e.type = 'RATED'))[1] as rated,
      max(e.occurred_at) filter (where e.type = 'REVIEW_FOLLOWED_UP') as followed_up
    from application_event e where e.superseded_by_run_id is null group by e.application_id`);
  await makeReady(database, 'quality_lived');
});
afterAll(() => database.close());

/** No channel or one of nobody's, no visits, no item or one without limits, evaluations without a rating, more than one. */
async function importApplicationsThatStateLittle(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-quality-'));
  const importRows = async (profile: string, rows: readonly (readonly unknown[])[]) => {
    const filePath = join(folder, `${profile}.csv`);
    await writeFile(filePath, rows.map((cells) => cells.join(',')).join('\n'));
    const { status, rowsRefused } = await runImport({
      pool: database.pool,
      bureauCode: 'QINGXIU',
      filePath,
      profile: await loadProfile(profile),
      dryRun: false,
      actor: 'test',
      now: () => new Date(),
    });
    expect({ status, rowsRefused }).toEqual({ status: 'SUCCEEDED', rowsRefused: 0 });
  };
  await database.pool.query(
    `insert into channel (bureau_id, code, name_zh, name_en, category) select id, 'FAX', '传真', 'Fax', null from bureau`,
  );
  await importRows('service-items', [
    ['code', 'name_zh', 'handling', 'statutory_working_days', 'promised_working_days', 'valid_from'],
    ['XX-1', '无时限', '', '', '', '2020-01-01'],
    ['XX-2', '仅法定', 'COMMITTED', 20, '', '2020-01-01'],
    ['XX-3', '改过', 'COMMITTED', 20, 9, '2021-01-01'],
    ['XX-3', '改过', 'COMMITTED', 20, 4, '2021-07-01'],
  ]);
  const pick = <Value>(values: readonly Value[], index: number) => values[index % values.length] ?? '';
  const two = (number: number) => String(number).padStart(2, '0');
  await importRows('event-log', [
    [
      'case_no',
      'event',
      'occurred_at',
      'item_code',
      'channel',
      'applicant_visits',
      'service_point_code',
      'rating',
    ],
    ...Array.from({ length: 300 }, (_, index) => {
      const month = two(3 + (index % 9));
      const attributes = [
        pick(['', 'XX-1', 'XX-2', 'XX-3', 'MR-001'], index),
        pick(['', 'FAX', 'ONLINE', 'ASSISTED', '', 'COUNTER', 'ONLINE'], index),
        pick(['', 0, '', 1, 3, ''], index),
        pick(['QX-P01', '', 'QX-P02'], index),
      ];
      const row = (event: string, at: string, rating: unknown = '') => [
        `XX${index}`,
        event,
        `2021-${month}-${at}`,
        ...attributes,
        rating,
      ];
      return [
        row('RECEIVED', '03 09:00'),
        ...(index % 5 === 0
          ? [row('CORRECTION_REQUESTED', '04 09:00'), row('CORRECTION_SUBMITTED', '05 09:00')]
          : []),
        ...(index % 7 === 0 ? [] : [row('ACCEPTED', '06 09:00'), row('DECIDED', '09 10:00')]),
        ...(index % 3 === 0 ? [row('RATED', '10 10:00')] : []),
        ...(index % 2 === 0 ? [row('RATED', '11 10:00', (index % 5) + 1)] : []),
        ...(index % 4 === 0 ? [row('REVIEW_FOLLOWED_UP', '12 10:00'), row('RATED', '13 10:00', 5)] : []),
      ];
    }).flat(),
  ]);
}

const localDay = (instant: string) => `(${instant} at time zone 'Asia/Shanghai')::date`;
const limit = (column: string) => `(
  select ${column} from service_item_limit m
  where m.service_item_id = a.service_item_id and m.superseded_by_run_id is null
    and ${localDay('l.received')} >= m.valid_from and (m.valid_to is null or ${localDay('l.received')} <= m.valid_to)
  order by m.valid_from desc limit 1)`;
const acceptedAt = 'case when a.is_acceptance_deemed then a.deemed_from else a.accepted_at end';
const now = '(select as_of from bureau)';

interface PlainMeasure {
  readonly day: string;
  readonly asked: string;
  readonly states: string;
  readonly numerator: string;
  readonly denominator: string;
}

const share = (day: string, states: string, has: string, asked = 'true'): PlainMeasure => ({
  day,
  asked,
  states,
  numerator: `(${has})::int`,
  denominator: '1',
});

/** The definitions, written down again over the events and what the files state. */
const PLAIN: Record<QualityMeasureName, PlainMeasure> = {
  compression: {
    day: localDay('l.received'),
    asked: 'true',
    states: `${limit('promised_working_days')} + ${limit('statutory_working_days')} is not null`,
    numerator: `${limit('statutory_working_days')} - ${limit('promised_working_days')}`,
    denominator: limit('statutory_working_days'),
  },
  instantShare: share(localDay('l.received'), 'si.handling is not null', `si.handling = 'INSTANT'`),
  onlineShare: share(localDay('l.received'), 'c.category is not null', `c.category = 'ONLINE'`),
  assistedShare: share(localDay('l.received'), 'c.category is not null', `c.category = 'ASSISTED'`),
  zeroErrand: share(localDay('l.closed'), 'a.applicant_visits is not null', 'a.applicant_visits = 0'),
  atMostOnce: share(localDay('l.closed'), 'a.applicant_visits is not null', 'a.applicant_visits < 2'),
  firstPass: share(localDay(acceptedAt), 'true', 'l.corrections = 0', `${acceptedAt} <= ${now}`),
  satisfaction: share(localDay('l.rated'), 'l.rating is not null', 'l.rating in (3, 4, 5)'),
  badReviewFollowUp: share(localDay('l.rated'), 'true', 'l.followed_up > l.rated', 'l.rating in (1, 2)'),
};

type Where = Record<string, unknown>;

/** What leads to the applications of a figure: all that it rests on, those above, and those that do not state what it needs. */
const LISTS: Record<
  QualityMeasureName,
  (period: object) => { all: Where; above: Where | null; unstated: Where | null }
> = {
  compression: (received) => ({
    all: { received, states: ['LIMITS'] },
    above: null,
    unstated: { received, omits: ['LIMITS'] },
  }),
  instantShare: (received) => ({
    all: { received, states: ['HANDLING'] },
    above: { received, handling: 'INSTANT' },
    unstated: { received, omits: ['HANDLING'] },
  }),
  onlineShare: (received) => ({
    all: { received, states: ['CHANNEL'] },
    above: { received, channelCategory: 'ONLINE' },
    unstated: { received, omits: ['CHANNEL'] },
  }),
  assistedShare: (received) => ({
    all: { received, states: ['CHANNEL'] },
    above: { received, channelCategory: 'ASSISTED' },
    unstated: { received, omits: ['CHANNEL'] },
  }),
  zeroErrand: (closed) => ({
    all: { closed, states: ['VISITS'] },
    above: { closed, visitsAtMost: 0 },
    unstated: { closed, omits: ['VISITS'] },
  }),
  atMostOnce: (closed) => ({
    all: { closed, states: ['VISITS'] },
    above: { closed, visitsAtMost: 1 },
    unstated: { closed, omits: ['VISITS'] },
  }),
  firstPass: (accepted) => ({
    all: { accepted, states: ['CORRECTIONS'] },
    above: { accepted, firstPass: true },
    unstated: { accepted, omits: ['CORRECTIONS'] },
  }),
  satisfaction: (rated) => ({
    all: { rated, states: ['RATING'] },
    above: { rated, satisfied: true },
    unstated: { rated, omits: ['RATING'] },
  }),
  badReviewFollowUp: (rated) => ({
    all: { rated, satisfied: false },
    above: { rated, reviewFollowedUp: true },
    unstated: null,
  }),
};

const report = async (scope: object, period: object, groupBy: Dimension | null = null) =>
  (await runQuery<Answer>(database, QUERY, { scope, period, groupBy })).performance;

describe('every measure', () => {
  it('is what plain SQL says over the facts', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total } = await report(scope, period);
        const columns = NAMES.map((name) => {
          const { day, asked, states, numerator, denominator } = PLAIN[name];
          const within = `${day} between '${period.from}' and '${period.to}' and ${asked}`;
          return `json_build_object(
            'applications', count(*) filter (where ${within} and ${states}),
            'numerator', coalesce(sum(${numerator}) filter (where ${within} and ${states}), 0),
            'denominator', coalesce(sum(${denominator}) filter (where ${within} and ${states}), 0),
            'unstated', count(*) filter (where ${within} and not (${states}))) as "${name}"`;
        });
        const expected = await plainRow<Figures>(
          database,
          'quality_lived',
          columns.join(', '),
          scope,
          'true',
        );
        expect(total).toMatchObject(expected);
        for (const name of NAMES) {
          const { value, numerator, denominator } = total[name];
          expect(value).toBe(denominator === 0 ? null : numerator / denominator);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has something to say in this district, with something unstated beside it', async () => {
    const { total } = await report({}, { from: '2021-03-01', to: '2021-12-22' });
    for (const name of NAMES) {
      expect(total[name].numerator, name).toBeGreaterThan(0);
      expect(total[name].numerator, name).toBeLessThan(total[name].denominator);
      if (LISTS[name]({}).unstated !== null && name !== 'firstPass') {
        expect(total[name].unstated, name).toBeGreaterThan(0);
      }
    }
  });

  it('leads to exactly the applications it rests on, those above, and those that do not state what it needs', async () => {
    const countOf = async (scope: object, where: Where) =>
      (await runQuery<{ applications: { totalCount: number } }>(database, COUNT, { scope, where }))
        .applications.totalCount;
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { total } = await report(scope, period);
        for (const name of NAMES) {
          const { all, above, unstated } = LISTS[name](period);
          expect(await countOf(scope, all), name).toBe(total[name].applications);
          if (above !== null) {
            expect(await countOf(scope, above), name).toBe(total[name].numerator);
          }
          if (unstated !== null) {
            expect(await countOf(scope, unstated), name).toBe(total[name].unstated);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is in the catalogue of sums as it is in the report', async () => {
    const context = createRequestContext({ database, principal: new Principal('OPERATOR') });
    const scope = inScope(await enterBureau(context, 'QINGXIU'), null);
    const period = { from: '2021-05-01', to: '2021-12-31' };
    const { total } = await report({}, period);
    for (const name of NAMES) {
      const { rows } = await database.pool.query(partsByKey(QUALITY_MEASURES[name], scope, period, null));
      const { applications, numerator, denominator } = total[name];
      expect(rows[0], name).toMatchObject({ applications, numerator, denominator });
    }
  });
});

describe('the laws', () => {
  it('groups of every dimension add up to the total', async () => {
    const dimensions: Dimension[] = [
      'MONTH',
      'WEEK',
      'SERVICE_POINT',
      'SERVICE_POINT_KIND',
      'SERVICE_ITEM',
      'CHANNEL',
    ];
    await fc.assert(
      fc.asyncProperty(filters, periods, fc.constantFrom(...dimensions), async (scope, period, groupBy) => {
        const { total, groups } = await report(scope, period, groupBy);
        for (const name of NAMES) {
          for (const part of ['applications', 'numerator', 'denominator', 'unstated'] as const) {
            expect(groups.reduce((sum, { figures }) => sum + figures[name][part], 0)).toBe(total[name][part]);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('a rate is between 0 and 1, at most once is never below zero errand, and shares of one whole share it', async () => {
    await fc.assert(
      fc.asyncProperty(filters, periods, async (scope, period) => {
        const { groups } = await report(scope, period, 'SERVICE_POINT');
        for (const { figures } of groups) {
          for (const name of NAMES) {
            expect(figures[name].value ?? 0).toBeGreaterThanOrEqual(0);
            expect(figures[name].value ?? 1).toBeLessThanOrEqual(1);
          }
          const { zeroErrand, atMostOnce, onlineShare, assistedShare, satisfaction, badReviewFollowUp } =
            figures;
          expect(atMostOnce.numerator).toBeGreaterThanOrEqual(zeroErrand.numerator);
          expect(atMostOnce.denominator).toBe(zeroErrand.denominator);
          expect(onlineShare.denominator).toBe(assistedShare.denominator);
          expect(onlineShare.numerator + assistedShare.numerator).toBeLessThanOrEqual(
            onlineShare.denominator,
          );
          expect(satisfaction.numerator + badReviewFollowUp.denominator).toBe(satisfaction.denominator);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('a report costs the same few statements whatever the number of groups', async () => {
    const period = { from: '2021-03-01', to: '2021-12-22' };
    database.takeStatements();
    await report({}, period, 'DOMAIN');
    const few = database.takeStatements().length;
    await report({}, period, 'SERVICE_ITEM');
    expect(database.takeStatements()).toHaveLength(few);
    expect(few).toBeLessThanOrEqual(7);
  });
});
