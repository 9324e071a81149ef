import type { CalendarDay } from '../platform/periods.ts';

// What is asked about the service circle; it lives in the address, so that a view can be sent.

export const TRAVEL_MODES = ['WALK', 'CYCLE', 'DRIVE'] as const;
export type TravelMode = (typeof TRAVEL_MODES)[number];

/** The bureau's promise. */
export const PROMISED_MINUTES = 30;
/** What the slider reaches; any number of minutes up to the API's most can be typed. */
export const SLIDER_MINUTES = { from: 5, to: 90, step: 5 } as const;
export const MOST_MINUTES = 240;

/** A time of an ordinary week. */
export interface OpenAt {
  /** ISO weekday, 1 = Monday. */
  readonly weekday: number;
  /** HH:MM. */
  readonly time: string;
}

export interface CoverageAsk {
  readonly mode: TravelMode;
  readonly thresholdMinutes: number;
  /** null: the bureau's today. */
  readonly on: CalendarDay | null;
  /** null: opening hours are not looked at. */
  readonly at: OpenAt | null;
  /** Code of a service item that the points are to handle; null: any. */
  readonly serviceItem: string | null;
  /** Empty: all. */
  readonly townsOrStreets: readonly string[];
}

const PARAMETERS = ['mode', 'within', 'on', 'weekday', 'time', 'handles', 'town'] as const;

const DEFAULT_TIME = '10:00';

/** What an address asks; what it spells wrong counts as not asked. */
export function readCoverageAsk(parameters: URLSearchParams): CoverageAsk {
  const [within, on, weekday, time] = [
    Number(parameters.get('within')),
    parameters.get('on'),
    Number(parameters.get('weekday')),
    parameters.get('time') ?? DEFAULT_TIME,
  ];
  return {
    mode: TRAVEL_MODES.find((mode) => mode === parameters.get('mode')) ?? 'WALK',
    thresholdMinutes:
      Number.isInteger(within) && within >= 1 && within <= MOST_MINUTES ? within : PROMISED_MINUTES,
    on: on !== null && isDay(on) ? on : null,
    at:
      Number.isInteger(weekday) && weekday >= 1 && weekday <= 7 && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
        ? { weekday, time }
        : null,
    serviceItem: parameters.get('handles'),
    townsOrStreets: parameters.getAll('town'),
  };
}

/** An ask as parameters of an address: the inverse of `readCoverageAsk`. What is asked by default is left out. */
export function writeCoverageAsk(ask: CoverageAsk): URLSearchParams {
  const parameters = new URLSearchParams();
  const put = (name: (typeof PARAMETERS)[number], value: string | null) => {
    if (value !== null) {
      parameters.append(name, value);
    }
  };
  put('mode', ask.mode === 'WALK' ? null : ask.mode);
  put('within', ask.thresholdMinutes === PROMISED_MINUTES ? null : String(ask.thresholdMinutes));
  put('on', ask.on);
  put('weekday', ask.at === null ? null : String(ask.at.weekday));
  put('time', ask.at === null ? null : ask.at.time);
  put('handles', ask.serviceItem);
  for (const town of ask.townsOrStreets) {
    put('town', town);
  }
  return parameters;
}

/** The parameters of an address with another ask; all others stay. */
export function withCoverageAsk(parameters: URLSearchParams, ask: CoverageAsk): URLSearchParams {
  const changed = new URLSearchParams(parameters);
  for (const name of PARAMETERS) {
    changed.delete(name);
  }
  for (const [name, value] of writeCoverageAsk(ask)) {
    changed.append(name, value);
  }
  return changed;
}

/** An ask as the API's input. */
export function coverageInput(ask: CoverageAsk) {
  return {
    mode: ask.mode,
    thresholdMinutes: ask.thresholdMinutes,
    on: ask.on,
    at: ask.at,
    serviceItem: ask.serviceItem,
    townsOrStreets: [...ask.townsOrStreets],
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export function defaultOpenAt(weekday: number): OpenAt {
  return { weekday, time: DEFAULT_TIME };
}
