import { TRAVEL_MODES, type TravelMode } from '../coverage/coverage-view.ts';
import type { SitingQuestionInput } from '../gql/graphql.ts';

// The question that a planner is putting together; it lives in the address, so that it can be sent.

export const SITING_MODELS = ['MAXIMAL_COVERING', 'SET_COVERING', 'P_MEDIAN', 'P_CENTER'] as const;
export type SitingModel = (typeof SITING_MODELS)[number];
export const PREPARING_POINTS = ['AS_OPEN', 'AS_CANDIDATES', 'LEFT_OUT'] as const;
export const WEIGHT_KEYS = ['residents', 'enterprises', 'keyBuildings'] as const;
export type WeightKey = (typeof WEIGHT_KEYS)[number];
export const SITE_RULES = ['FREE', 'MUST_OPEN', 'MUST_NOT_OPEN'] as const;
export type SiteRule = (typeof SITE_RULES)[number];

export interface SitingPin {
  readonly code: string;
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

export interface SiteTerm {
  readonly site: string;
  readonly rule: SiteRule;
  readonly mayClose: boolean;
  readonly cost: number | null;
  readonly capacity: number | null;
}

export interface SitingPeriod {
  readonly newPoints: number | null;
  readonly budget: number | null;
  readonly importance: number;
}

/** As the API takes it, everything stated. */
export interface SitingDraft {
  readonly model: SitingModel;
  readonly mode: TravelMode;
  readonly thresholdMinutes: number;
  readonly weights: Readonly<Record<WeightKey, number>>;
  readonly atKeyBuildings: boolean;
  readonly inDemandAreas: boolean;
  readonly preparingPoints: (typeof PREPARING_POINTS)[number];
  readonly pins: readonly SitingPin[];
  readonly candidateCost: number;
  readonly capacity: number | null;
  readonly casesPerThousandResidents: number;
  readonly casesPerThousandEnterprises: number;
  readonly terms: readonly SiteTerm[];
  readonly newPoints: number | null;
  readonly allPoints: number | null;
  readonly budget: number | null;
  readonly floorShare: number | null;
  readonly townFloors: readonly { readonly townOrStreet: string; readonly share: number }[];
  readonly backupWeight: number;
  readonly periods: readonly SitingPeriod[];
  readonly minimise: 'POINTS' | 'COST';
  readonly share: number;
  readonly mustReachKeyBuildings: boolean;
  readonly ownPick: readonly string[];
}

export const PLAIN_DRAFT: SitingDraft = {
  model: 'MAXIMAL_COVERING',
  mode: 'WALK',
  thresholdMinutes: 30,
  weights: { residents: 1, enterprises: 0, keyBuildings: 0 },
  atKeyBuildings: true,
  inDemandAreas: true,
  preparingPoints: 'AS_OPEN',
  pins: [],
  candidateCost: 1,
  capacity: null,
  casesPerThousandResidents: 0,
  casesPerThousandEnterprises: 0,
  terms: [],
  newPoints: 3,
  allPoints: null,
  budget: null,
  floorShare: null,
  townFloors: [],
  backupWeight: 0,
  periods: [],
  minimise: 'POINTS',
  share: 0.95,
  mustReachKeyBuildings: false,
  ownPick: [],
};

/** A question as the API takes it: without what the client adds to one that was kept. */
export function questionInput(draft: SitingDraft): SitingQuestionInput {
  return JSON.parse(
    JSON.stringify(draft, (key, value: unknown) => (key === '__typename' ? undefined : value)),
  );
}

/** Parameter of the address. */
const PARAMETER = 'q';

/** The question of an address. What it spells wrong counts as not asked. */
export function readDraft(parameters: URLSearchParams): SitingDraft {
  try {
    const stated: unknown = JSON.parse(parameters.get(PARAMETER) ?? '{}');
    if (stated !== null && typeof stated === 'object' && !Array.isArray(stated)) {
      const draft = { ...PLAIN_DRAFT, ...known(stated as Record<string, unknown>) };
      return TRAVEL_MODES.includes(draft.mode) && SITING_MODELS.includes(draft.model) ? draft : PLAIN_DRAFT;
    }
  } catch {
    // Not JSON: nothing is asked.
  }
  return PLAIN_DRAFT;
}

/** Of stated values those that a question has, each of the type that it has there. */
function known(stated: Readonly<Record<string, unknown>>): Partial<SitingDraft> {
  const entries = Object.entries(stated).filter(([key, value]) => {
    const plain: unknown = PLAIN_DRAFT[key as keyof SitingDraft];
    if (plain === undefined) {
      return false;
    }
    return plain === null || key === 'newPoints'
      ? value === null || typeof value === 'number'
      : Array.isArray(plain)
        ? Array.isArray(value)
        : typeof value === typeof plain && value !== null;
  });
  return Object.fromEntries(entries);
}

/** The parameters of an address with another question; all others stay. What is asked by default is left out. */
export function withDraft(parameters: URLSearchParams, draft: SitingDraft): URLSearchParams {
  const stated = Object.entries(draft).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(PLAIN_DRAFT[key as keyof SitingDraft]),
  );
  const changed = new URLSearchParams(parameters);
  changed.delete(PARAMETER);
  if (stated.length > 0) {
    changed.set(PARAMETER, JSON.stringify(Object.fromEntries(stated)));
  }
  return changed;
}

const PLAIN_TERM: Omit<SiteTerm, 'site'> = { rule: 'FREE', mayClose: false, cost: null, capacity: null };

export function termOf({ terms }: SitingDraft, site: string): SiteTerm {
  return terms.find((term) => term.site === site) ?? { site, ...PLAIN_TERM };
}

/** The question with something else said of one site; a term that says nothing is left out. */
export function withTerm(
  draft: SitingDraft,
  site: string,
  change: Partial<Omit<SiteTerm, 'site'>>,
): SitingDraft {
  const term = { ...termOf(draft, site), ...change };
  const others = draft.terms.filter((each) => each.site !== site);
  const { site: _, ...said } = term;
  return {
    ...draft,
    terms: JSON.stringify(said) === JSON.stringify(PLAIN_TERM) ? others : [...others, term],
  };
}

export function pinKey(code: string): string {
  return `PIN:${code}`;
}

/** The question without a pin, and with nothing said of it. */
export function withoutPin(draft: SitingDraft, code: string): SitingDraft {
  const key = pinKey(code);
  return {
    ...draft,
    pins: draft.pins.filter((pin) => pin.code !== code),
    terms: draft.terms.filter(({ site }) => site !== key),
    ownPick: draft.ownPick.filter((site) => site !== key),
  };
}

/** The first number that no pin has. */
export function nextPinCode({ pins }: SitingDraft): string {
  const codes = new Set(pins.map(({ code }) => code));
  let number = 1;
  while (codes.has(String(number))) {
    number += 1;
  }
  return String(number);
}

/** What the weights are counted in; null: a mix, which has no unit of its own. */
export function weightUnit(weights: Readonly<Record<WeightKey, number>>): WeightKey | null {
  const counted = WEIGHT_KEYS.filter((key) => weights[key] > 0);
  const [only] = counted;
  return counted.length === 1 && only !== undefined && weights[only] === 1 ? only : null;
}
