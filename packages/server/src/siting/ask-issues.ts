import { MOST_THRESHOLD_MINUTES } from '../coverage/coverage.type.ts';
import type { LoadedFacts } from '../coverage/coverage-facts.service.ts';
import { collectIssues, SITING_ISSUE_CODES } from './check-problem.ts';
import type { SitingAsk } from './siting-ask.ts';
import type { PlacedSite } from './siting-sites.ts';

/** Why a question cannot be asked, beside what is wrong with its numbers. */
export const ASK_ISSUE_CODES = [
  ...SITING_ISSUE_CODES,
  'UNKNOWN_SITE',
  'UNKNOWN_TOWN_OR_STREET',
  'PIN_CODE_IN_USE',
  'TOO_LARGE',
  'ENGINE_NOT_AVAILABLE',
] as const;
export type AskIssueCode = (typeof ASK_ISSUE_CODES)[number];

export interface AskIssue {
  readonly code: AskIssueCode;
  /** Which value, as a path: `terms[3].site`. */
  readonly where: string;
  readonly was: string;
  readonly expected: string;
}

/** Pairs of places and sites that a run holds in memory: 10,000 × 1,000 are half of it. */
const MOST_PAIRS = 20_000_000;
const MOST_PINS = 200;
const MOST_PERIODS = 12;

/** What is wrong with a question before its travel times are looked at; what its numbers come to is checked by `checkProblem`. */
export function askIssues(
  ask: SitingAsk,
  facts: Pick<LoadedFacts, 'places' | 'townsOrStreets'>,
  sites: readonly PlacedSite[],
): AskIssue[] {
  const { issues, add, number: range } = collectIssues<AskIssueCode>();
  range('thresholdMinutes', ask.thresholdMinutes, 1, MOST_THRESHOLD_MINUTES);
  for (const [key, value] of Object.entries(ask.weights)) {
    range(`weights.${key}`, value, 0, Number.MAX_VALUE);
  }
  for (const name of ['candidateCost', 'casesPerThousandResidents', 'casesPerThousandEnterprises'] as const) {
    range(name, ask[name], 0, Number.MAX_VALUE);
  }
  range('pins', ask.pins.length, 0, MOST_PINS);
  range('periods', ask.periods.length, 0, MOST_PERIODS);
  const pinCodes = new Set<string>();
  ask.pins.forEach(({ code, longitude, latitude }, index) => {
    if (pinCodes.has(code) || code === '') {
      add('PIN_CODE_IN_USE', `pins[${index}].code`, code, 'a code of its own');
    }
    pinCodes.add(code);
    range(`pins[${index}].longitude`, longitude, -180, 180);
    range(`pins[${index}].latitude`, latitude, -90, 90);
  });
  const keys = new Set(sites.map(({ key }) => key));
  ask.terms.forEach(({ site }, index) => {
    if (!keys.has(site)) {
      add('UNKNOWN_SITE', `terms[${index}].site`, site, 'a site of this question');
    }
  });
  ask.ownPick.forEach((site, index) => {
    if (!keys.has(site)) {
      add('UNKNOWN_SITE', `ownPick[${index}]`, site, 'a site of this question');
    }
  });
  ask.townFloors.forEach(({ townOrStreet, share }, index) => {
    range(`townFloors[${index}].share`, share, 0, 1);
    if (!facts.townsOrStreets.has(townOrStreet)) {
      add(
        'UNKNOWN_TOWN_OR_STREET',
        `townFloors[${index}].townOrStreet`,
        townOrStreet,
        'a town or street with places',
      );
    }
  });
  const pairs = facts.places.length * sites.length;
  if (pairs > MOST_PAIRS) {
    add('TOO_LARGE', 'sites', sites.length, `${Math.floor(MOST_PAIRS / facts.places.length)} or fewer`);
  }
  return issues;
}
