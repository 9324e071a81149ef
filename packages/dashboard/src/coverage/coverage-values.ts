// What the API answers about the service circle, as the parts of a page take it.

export interface RateValue {
  readonly numerator: number;
  readonly denominator: number;
  readonly value?: number | null | undefined;
}

export interface Share {
  readonly covered: RateValue;
  readonly coveredTwice: RateValue;
  readonly undetermined: number;
  readonly notStated: number;
}

export interface Figures {
  readonly residents: Share;
  readonly enterprises: Share;
  readonly keyBuildings: Share;
  readonly demandAreas: Share;
}

export interface BuildingReach {
  readonly inside: RateValue;
  readonly withinTenMinutesWalk: RateValue;
}

export interface NamedPoint {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface PointWithTime {
  readonly point: NamedPoint;
  readonly minutes: number;
}

export interface GapClosing {
  readonly point: NamedPoint;
  readonly minutes: number;
  readonly on?: string | null | undefined;
}
