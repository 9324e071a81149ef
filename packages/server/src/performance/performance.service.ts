import type { Dimension } from '../applications/dimension.type.ts';
import { groupKey, nameGroups } from '../applications/grouping.ts';
import type { ScopeFilter } from '../applications/scope-filter.type.ts';
import { inScope } from '../applications/selection.sql.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { freshnessOf } from '../bureau/freshness.ts';
import { checkPeriod, describePeriod } from '../bureau/period.ts';
import type { PeriodInput } from '../bureau/period.type.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { rateOf } from '../measure/statistics.ts';
import { type StatedParts, type StatedPartsRow, statedPartsByKey } from './performance.sql.ts';
import type { PerformanceFigures, PerformanceReport } from './performance.type.ts';
import { QUALITY_MEASURES, type QualityMeasureName } from './quality-measures.ts';

export interface PerformanceQuestion {
  readonly scope: ScopeFilter | null;
  readonly period: PeriodInput;
  readonly groupBy: Dimension | null;
}

type Parts = Partial<Record<QualityMeasureName, StatedParts>>;

const NAMES = Object.keys(QUALITY_MEASURES) as QualityMeasureName[];
/** One pass over the applications for each day that attributes them. */
const PASSES = [...Map.groupBy(NAMES, (name) => QUALITY_MEASURES[name].attributedOn)];
const NOTHING: StatedParts = { applications: 0, numerator: 0, denominator: 0, unstated: 0 };

/** Service quality of a period: every measure by its own day, in all and by a dimension. */
export async function reportPerformance(
  context: RequestContext,
  bureau: BureauScope,
  { scope, period, groupBy }: PerformanceQuestion,
): Promise<PerformanceReport> {
  checkPeriod(period);
  const condition = inScope(bureau, scope);
  const [freshness, ...passes] = await Promise.all([
    freshnessOf(context, bureau),
    ...PASSES.map(([attributedOn, names]) =>
      context.pool.query<StatedPartsRow>(
        statedPartsByKey(
          names.map((name) => ({ name, measure: QUALITY_MEASURES[name] })),
          { attributedOn, scope: condition, period, key: groupKey(groupBy, attributedOn) },
        ),
      ),
    ),
  ]);
  const rows = passes.flatMap((pass) => pass.rows);
  const byKey = Map.groupBy(
    rows.filter((row) => !row.is_total),
    (row) => row.key,
  );
  return {
    period: describePeriod(period, bureau.calendar),
    freshness,
    groupBy,
    total: figuresOf(rows.filter((row) => row.is_total)),
    groups: await nameGroups(
      context,
      bureau,
      { groupBy, period },
      new Map([...byKey].map(([key, ofKey]) => [key, figuresOf(ofKey)])),
      {
        empty: figuresOf([]),
        // Whatever channel it states, or none: what came in.
        sizeOf: ({ onlineShare }) => onlineShare.applications + onlineShare.unstated,
      },
    ),
  };
}

function figuresOf(rows: readonly StatedPartsRow[]): PerformanceFigures {
  const parts: Parts = Object.assign({}, ...rows.map((row) => row.parts));
  const figures = NAMES.map((name) => {
    const { applications, unstated, numerator, denominator } = parts[name] ?? NOTHING;
    return [name, { ...rateOf(numerator, denominator), applications, unstated }];
  });
  return Object.fromEntries(figures) as PerformanceFigures;
}
