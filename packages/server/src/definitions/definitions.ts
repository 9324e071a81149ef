import { CASELOAD_DEFINITIONS } from '../caseload/caseload.definitions.ts';
import { COVERAGE_DEFINITIONS } from '../coverage/coverage.definitions.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import { OUTREACH_DEFINITIONS } from '../outreach/outreach.definitions.ts';
import { PERFORMANCE_DEFINITIONS } from '../performance/performance.definitions.ts';
import { OPERATING_POINTS } from '../service-points/service-points.definitions.ts';
import { SITING_DEFINITIONS } from '../siting/siting.definitions.ts';
import { TRANSPARENCY_DEFINITIONS } from '../transparency/transparency.definitions.ts';
import { TURNAROUND_DEFINITIONS } from '../turnaround/turnaround.definitions.ts';
import { WARNING_DEFINITIONS } from '../warnings/warnings.definitions.ts';

/** Every measure, in the order in which a reader meets them. */
export const MEASURE_DEFINITIONS: readonly MeasureDefinition[] = [
  ...CASELOAD_DEFINITIONS,
  ...TURNAROUND_DEFINITIONS,
  ...PERFORMANCE_DEFINITIONS,
  ...OUTREACH_DEFINITIONS,
  OPERATING_POINTS,
  ...COVERAGE_DEFINITIONS,
  ...SITING_DEFINITIONS,
  ...TRANSPARENCY_DEFINITIONS,
  ...WARNING_DEFINITIONS,
];
