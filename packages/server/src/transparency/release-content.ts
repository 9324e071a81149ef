import type { CoverageSubject } from '../coverage/closing-circle.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import type { PlaceKind } from '../network/travel-times.ts';
import type { ServicePointKind, ServicePointStatus } from '../service-points/service-point.entity.ts';

/**
 * All that one release says, with what may not be said taken out: pages, charts and open data are made from it and from nothing else,
 * so that a release outlives the facts behind it and is the same wherever it is written. Every list has one order, told beside it; every
 * number is whole, so that no two machines write it differently.
 */
export interface ReleaseContent {
  readonly formatVersion: 1;
  readonly bureau: NamedCode & { readonly timeZone: string };
  /** Also its address: the month, `2021-11`; a correction has its place among the releases of that month behind it, `2021-11.2`. */
  readonly number: string;
  readonly period: ReleasePeriod;
  /** UTC instant at which the content was drawn from the facts. */
  readonly generatedAt: string;
  /** What the facts were: the last import run that changed any, and when it ended (UTC); null: the bureau had no import. */
  readonly dataVersion: { readonly importRun: number; readonly at: string } | null;
  readonly correction: Correction | null;
  /** What of it is made up, told on every page; null: nothing is. */
  readonly notice: { readonly zh: string; readonly en: string } | null;
  readonly licence: Licence;
  /** Divides working minutes into working days. */
  readonly standardDayMinutes: number;
  readonly volume: ReleaseVolume;
  /** The whole first, then item kinds, then points by code. */
  readonly turnaround: readonly ReleaseTurnaround[];
  /** By measure in the order of `RELEASE_RATES`; of each the whole first, then points by code. */
  readonly rates: readonly ReleaseRate[];
  /** The whole first, then points by code. */
  readonly caseload: readonly ReleaseCaseload[];
  /** Months up to this one, oldest first, at most 36; those before the first fact are left out. */
  readonly series: readonly ReleaseMonth[];
  /** null: the bureau has no demand areas and no key buildings. */
  readonly circle: ReleaseCircle | null;
  /** By code; operating, suspended and in preparation on the last day of the period, and whatever other point a figure speaks of. */
  readonly points: readonly ReleasePoint[];
  readonly outreach: ReleaseOutreach;
  /** Releases to come, soonest first. */
  readonly calendar: readonly { readonly month: string; readonly publishOn: string }[];
  readonly disclosure: ReleaseDisclosure;
}

export interface NamedCode {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Under which anyone may use what is released. */
export interface Licence {
  /** Of the SPDX list. */
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly url: string;
}

/** Unless the bureau's configuration names another. */
export const CC_BY_4: Licence = {
  id: 'CC-BY-4.0',
  nameZh: '知识共享署名 4.0 国际许可协议',
  nameEn: 'Creative Commons Attribution 4.0 International',
  url: 'https://creativecommons.org/licenses/by/4.0/',
};

export interface ReleasePeriod {
  /** Calendar days, both included. */
  readonly from: string;
  readonly to: string;
  /** null: the calendar of its year is not announced. */
  readonly workingDays: number | null;
}

/** SUPPRESSED: it, or one that could be computed from it, counts 1 to 4. null: not known. */
export type Count = number | 'SUPPRESSED' | null;

export interface Correction {
  /** Number of the release that this one takes the place of. */
  readonly corrects: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
  /** Every printed figure that is another, in the order of the page. `figure` names its place in the open data: `volume.total`. */
  readonly changes: readonly { readonly figure: string; readonly was: Count; readonly is: Count }[];
}

/** Applications received. */
export interface ReleaseVolume {
  readonly total: Count;
  /** By code. */
  readonly byPoint: readonly CountOf[];
  /** Kinds of service points, in their order of record. */
  readonly byPointKind: readonly CountOf[];
  /** By ONLINE, COUNTER, ASSISTED, ON_SITE_EVENT, then those that state none of them. */
  readonly byChannel: readonly CountOf[];
  /** INSTANT, COMMITTED, then items that do not say. */
  readonly byItemKind: readonly CountOf[];
  /** The aggregate cube: point × channel × kind of item, by the three keys in that order. A cell with 0 is left out, unless a release that this one corrects has it. */
  readonly cube: readonly CubeCell[];
}

export interface CountOf {
  /** Of a point its code, of a kind of point its name of record; empty: those that state none. */
  readonly key: string;
  readonly count: Count;
}

export interface CubeCell {
  readonly point: string;
  readonly channel: string;
  readonly itemKind: string;
  readonly count: Count;
}

/** Of whom a figure speaks; keys as in the volume. */
export type ReleaseGroup =
  | { readonly by: 'WHOLE' }
  | { readonly by: 'ITEM_KIND'; readonly key: string }
  | { readonly by: 'POINT'; readonly key: string };

/** Bureau-owned working time of the applications decided in the period, in tenths of a standard working day, each rounded up. */
export interface ReleaseTurnaround {
  readonly group: ReleaseGroup;
  readonly n: Count;
  /** By tenths, ascending; none with 0; adds up to n. null where n is suppressed or 0. */
  readonly distribution: readonly { readonly tenths: number; readonly count: number }[] | null;
  /** The least number of tenths within which at least half (nine in ten) of the distribution lie; null without one. */
  readonly medianTenths: number | null;
  readonly p90Tenths: number | null;
}

export const RELEASE_RATES = [
  'ON_TIME',
  'ZERO_ERRAND',
  'AT_MOST_ONCE',
  'FIRST_PASS',
  'INSTANT_SHARE',
  'ONLINE_SHARE',
  'ASSISTED_SHARE',
  'SATISFACTION',
] as const;

export interface ReleaseRate {
  readonly measure: (typeof RELEASE_RATES)[number];
  readonly group: ReleaseGroup;
  /** The denominator may be said alone: the rate is said where both are. */
  readonly numerator: Count;
  readonly denominator: Count;
}

/** backlogAtStart + received − closed = backlog. */
export interface ReleaseCaseload {
  readonly group: ReleaseGroup;
  readonly backlogAtStart: Count;
  readonly received: Count;
  readonly closed: Count;
  readonly backlog: Count;
  readonly overdue: Count;
}

export interface ReleaseMonth {
  readonly month: string;
  readonly received: Count;
  readonly closed: Count;
  readonly backlog: Count;
  /** The n of its median and p90. */
  readonly decided: Count;
  readonly medianTenths: number | null;
  readonly p90Tenths: number | null;
  readonly onTime: { readonly numerator: Count; readonly denominator: Count };
}

/** The total is known to everyone, and always said. */
export interface Share {
  readonly covered: Count;
  readonly total: Count;
}

/** The service circle on the last day of the period. */
export interface ReleaseCircle {
  readonly on: string;
  readonly mode: TravelMode;
  readonly thresholdMinutes: number;
  readonly basis: {
    readonly source: 'NETWORK' | 'ESTIMATE';
    readonly networkName: string | null;
    readonly attribution: string | null;
  };
  readonly shares: Readonly<Record<CoverageSubject, Share>>;
  /** By name; places that state no town or street last. */
  readonly towns: readonly {
    readonly townOrStreet: string | null;
    readonly shares: Readonly<Record<CoverageSubject, Share>>;
  }[];
  /** Every day that moved it up to the last day of the period, then as planned; oldest first. Of key buildings, which are no people. */
  readonly progress: readonly {
    readonly on: string;
    readonly isPlanned: boolean;
    readonly keyBuildings: Share;
    readonly pointsOperating: number;
    readonly causes: readonly NamedCode[];
  }[];
  /** Demand areas, then key buildings, each by code. */
  readonly places: readonly ReleasePlace[];
}

export interface ReleasePlace extends NamedCode {
  readonly kind: PlaceKind;
  readonly townOrStreet: string | null;
  /** WGS-84, millionths of a degree; null: not surveyed. */
  readonly position: MicroPosition | null;
  readonly isCovered: boolean;
  /** Nearest first, at most three, those that operate; `seconds` on foot. Empty: none can be reached or none is computed. */
  readonly nearest: readonly { readonly point: string; readonly seconds: number }[];
  /** The planned opening that is to cover it; null: none, or it is covered. */
  readonly comesNext: { readonly point: string; readonly on: string } | null;
}

export interface MicroPosition {
  readonly longitudeMicrodegrees: number;
  readonly latitudeMicrodegrees: number;
}

export interface ReleasePoint extends NamedCode {
  readonly kind: ServicePointKind;
  readonly form: 'POINT' | 'AREA';
  /** On the last day of the period; null: none is known. */
  readonly status: ServicePointStatus | null;
  /** In preparation: the planned day; null: none is planned, or it has opened. */
  readonly opensOn: string | null;
  readonly townOrStreet: string | null;
  readonly address: string | null;
  readonly position: MicroPosition | null;
  /** ISO weekday, 1 is Monday; wall clock `09:00`. */
  readonly openingHours: readonly {
    readonly weekday: number;
    readonly opensAt: string;
    readonly closesAt: string;
  }[];
  /** By code; null: every item of the bureau. */
  readonly handledItems: readonly NamedCode[] | null;
}

/** Building days and other outreach events of the period; they count enterprises and events, not applicants. */
export interface ReleaseOutreach {
  readonly events: number;
  readonly buildingDays: number;
  /** null: no event states it. */
  readonly enterprises: number | null;
  readonly enterprisesIsMinimum: boolean;
  readonly consultations: number | null;
  readonly list: readonly {
    readonly on: string;
    readonly placeZh: string;
    readonly placeEn: string;
    readonly isBuildingDay: boolean;
    readonly enterprises: number | null;
    readonly minutes: number | null;
  }[];
}

/** What was withheld, and that it was tried to get it back. */
export interface ReleaseDisclosure {
  /** A count from 1 to one below this is not said. */
  readonly smallestCount: number;
  readonly primary: number;
  readonly complementary: number;
  /** Releases of the same bureau whose figures were held against these. */
  readonly heldAgainst: readonly string[];
}
