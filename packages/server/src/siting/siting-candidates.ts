import type { BureauScope } from '../bureau/bureau-scope.ts';
import { alignedTimes } from '../coverage/coverage-answer.ts';
import { loadCoverageFacts } from '../coverage/coverage-facts.service.ts';
import { TravelBasis } from '../network/travel-basis.type.ts';
import { type SitingContext, TRIAL_SECONDS } from './conduct-siting.ts';
import { prepareSiting } from './prepare-siting.ts';
import { presentSite } from './present-answer.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { SitingProblem } from './siting-problem.ts';
import { sitesOf } from './siting-sites.ts';
import type { SitingCandidates } from './siting-trial.type.ts';

/** Every site of a question with what it would do by itself, as far as its travel times are there within the time of a trial. */
export async function listCandidates(
  context: SitingContext,
  scope: BureauScope,
  ask: SitingAsk,
): Promise<SitingCandidates> {
  const facts = await loadCoverageFacts(context, scope);
  const { times } = await alignedTimes(context, scope, facts, ask.mode);
  const sites = sitesOf(facts, ask, scope.today);
  const startedAt = performance.now();
  const preparation = await prepareSiting(context, scope, ask, {
    shouldStop: () => performance.now() - startedAt > TRIAL_SECONDS * 1000,
  });
  const problem = preparation.kind === 'READY' ? preparation.prepared.problem : null;
  const alone = problem && aloneCoverage(problem);
  return {
    basis: new TravelBasis(times.basis),
    candidates: sites.map((site, index) => ({
      site: presentSite(site),
      coveredWeight: alone?.covered[index] ?? null,
      gain: site.standing === 'CANDIDATE' ? (alone?.gain[index] ?? null) : null,
    })),
    totalWeight: problem?.places.reduce((sum, { weight }) => sum + weight, 0) ?? 0,
    coveredWeight: alone?.today ?? null,
    issues: preparation.kind === 'REFUSED' ? preparation.issues : [],
  };
}

/** By site: weight within the threshold of it, and how much of that is near no point of today. */
export function aloneCoverage({ places, sites, travel, threshold }: SitingProblem): {
  readonly covered: readonly number[];
  readonly gain: readonly number[];
  readonly today: number;
} {
  const covered = sites.map(() => 0);
  const gain = sites.map(() => 0);
  let today = 0;
  places.forEach(({ weight }, place) => {
    const near = [...sites.keys()].filter(
      (site) => (travel[place * sites.length + site] ?? Number.POSITIVE_INFINITY) <= threshold,
    );
    const isNearToday = near.some((site) => sites[site]?.standing !== 'CANDIDATE');
    today += isNearToday ? weight : 0;
    for (const site of near) {
      covered[site] = (covered[site] ?? 0) + weight;
      gain[site] = (gain[site] ?? 0) + (isNearToday ? 0 : weight);
    }
  });
  return { covered, gain, today };
}
