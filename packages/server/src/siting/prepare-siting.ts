import { createHash } from 'node:crypto';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { alignedTimes } from '../coverage/coverage-answer.ts';
import { type LoadedFacts, loadCoverageFacts } from '../coverage/coverage-facts.service.ts';
import type { AlignedTimes } from '../coverage/nearest-points.ts';
import type { EngineContext } from '../network/network-engines.ts';
import { NetworkRefusal } from '../network/network-refusal.ts';
import { RoutingEngineError } from '../network/routing-engine.ts';
import { type SiteTimesOptions, timesToPositions } from '../network/site-times.service.ts';
import { NOT_COMPUTED, type TravelBasis } from '../network/travel-times.ts';
import { isInUseOn } from '../places/places.ts';
import { statusOn } from '../service-points/status-on.ts';
import { type AskIssue, askIssues } from './ask-issues.ts';
import { checkProblem } from './check-problem.ts';
import type { SitingAsk } from './siting-ask.ts';
import { buildInputs, type SitingInputs } from './siting-inputs.ts';
import { type PlacedSite, sitesOf } from './siting-sites.ts';

/** What an answer rests on, part by part: equal values, equal problems. */
export interface SitingFingerprint {
  readonly places: string;
  readonly points: string;
  readonly travelTimes: string;
}

/** A question ready to be solved. */
export interface PreparedSiting extends SitingInputs {
  readonly facts: LoadedFacts;
  readonly sites: readonly PlacedSite[];
  readonly basis: TravelBasis;
  readonly fingerprint: SitingFingerprint;
}

export type Preparation =
  | { readonly kind: 'READY'; readonly prepared: PreparedSiting }
  | { readonly kind: 'REFUSED'; readonly issues: readonly AskIssue[] }
  /** Before its travel times were there. */
  | { readonly kind: 'STOPPED' };

/** The facts of today, the sites and their travel times on one basis: what a question comes to. */
export async function prepareSiting(
  context: EngineContext,
  scope: BureauScope,
  ask: SitingAsk,
  options: SiteTimesOptions = {},
): Promise<Preparation> {
  const facts = await loadCoverageFacts(context, scope);
  const sites = sitesOf(facts, ask, scope.today);
  const issues = askIssues(ask, facts, sites);
  if (issues.length > 0) {
    return { kind: 'REFUSED', issues };
  }
  const aligned = await alignedTimes(context, scope, facts, ask.mode);
  let secondsOf: readonly Uint16Array[] | null;
  try {
    secondsOf = await siteSeconds(context, scope, facts, aligned, sites, options);
  } catch (error) {
    if (error instanceof NetworkRefusal || error instanceof RoutingEngineError) {
      return { kind: 'REFUSED', issues: [engineIssue(error)] };
    }
    throw error;
  }
  if (secondsOf === null) {
    return { kind: 'STOPPED' };
  }
  const inputs = buildInputs(facts, ask, scope.today, sites, secondsOf);
  const wrong = checkProblem(inputs.problem, inputs.question);
  if (wrong.length > 0) {
    return { kind: 'REFUSED', issues: wrong };
  }
  const { basis } = aligned.times;
  return {
    kind: 'READY',
    prepared: { ...inputs, facts, sites, basis, fingerprint: fingerprintOf(facts, scope.today, basis) },
  };
}

function engineIssue(error: Error): AskIssue {
  return {
    code: 'ENGINE_NOT_AVAILABLE',
    where: 'mode',
    was: error.message,
    expected: 'the routing engine of the network that the travel times come from',
  };
}

/** Of every site, from each place of the facts. Points are read off the matrix where it has every pair; everything else is asked for. */
async function siteSeconds(
  context: EngineContext,
  scope: BureauScope,
  facts: LoadedFacts,
  aligned: AlignedTimes,
  sites: readonly PlacedSite[],
  options: SiteTimesOptions,
): Promise<readonly Uint16Array[] | null> {
  const known = sites.map(({ point }) => (point === null ? null : matrixColumn(facts, aligned, point)));
  const asked = sites.filter((_, index) => known[index] === null);
  const computed = await timesToPositions(
    context,
    scope,
    aligned.times,
    asked.map(({ position }) => position),
    options,
  );
  if (computed === null) {
    return null;
  }
  const rest = computed.values();
  return known.map((column) => {
    if (column !== null) {
      return column;
    }
    const byRow = rest.next().value;
    return Uint16Array.from(aligned.rowOf, (row) => byRow?.[row] ?? NOT_COMPUTED);
  });
}

/** null: the matrix does not have all of it. */
function matrixColumn(
  facts: LoadedFacts,
  { times, rowOf, columnOf }: AlignedTimes,
  point: number,
): Uint16Array | null {
  const column = columnOf[point] ?? -1;
  if (column < 0) {
    return null;
  }
  const seconds = Uint16Array.from(
    facts.places.keys(),
    (place) => times.seconds[(rowOf[place] ?? -1) * times.pointIds.length + column] ?? NOT_COMPUTED,
  );
  return seconds.includes(NOT_COMPUTED) ? null : seconds;
}

/** What answers rest on today in a mode, without solving or computing anything. */
export async function currentFingerprint(
  context: EngineContext,
  scope: BureauScope,
  mode: SitingAsk['mode'],
): Promise<SitingFingerprint> {
  const facts = await loadCoverageFacts(context, scope);
  const { times } = await alignedTimes(context, scope, facts, mode);
  return fingerprintOf(facts, scope.today, times.basis);
}

function fingerprintOf(facts: LoadedFacts, today: string, basis: TravelBasis): SitingFingerprint {
  return {
    places: hashOf(
      facts.places.map(({ kind, code, townOrStreet, position, residents, enterprises, inUse }) => [
        kind,
        code,
        townOrStreet,
        position,
        residents,
        enterprises,
        inUse === null || isInUseOn(inUse, today),
      ]),
    ),
    points: hashOf([
      facts.points.map(({ code, position, statuses }) => [code, position, statusOn(statuses, today)]),
      [...facts.pointsInside],
    ]),
    travelTimes:
      basis.source === 'NETWORK'
        ? `NETWORK:${basis.networkId}:${basis.networkName}`
        : `ESTIMATE:${basis.detourFactor}:${basis.metresPerSecond}`,
  };
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64');
}
