// How minutes to the nearest service point are told apart by colour.

/** What is known of the way from a place to its nearest service point. */
export const REACHES = ['REACHED', 'UNREACHABLE', 'NOT_COMPUTED'] as const;
export type Reach = (typeof REACHES)[number];

export interface MinuteClass {
  readonly key: MinuteClassKey;
  /** More than so many minutes; the first class has its bound too. */
  readonly fromMinutes: number;
  /** Up to so many, that many included; null: no end. */
  readonly toMinutes: number | null;
  readonly colour: string;
}

export const MINUTE_CLASS_KEYS = ['UP_TO_10', 'UP_TO_20', 'UP_TO_30', 'UP_TO_45', 'OVER_45'] as const;
export type MinuteClassKey = (typeof MINUTE_CLASS_KEYS)[number];

/**
 * The farther, the darker: lightness falls from class to class, so that the order survives a grey printer and colour blindness, and the hue
 * turns from teal to orange at the promised half hour.
 */
export const MINUTE_CLASSES: readonly MinuteClass[] = [
  { key: 'UP_TO_10', fromMinutes: 0, toMinutes: 10, colour: '#d3efe6' },
  { key: 'UP_TO_20', fromMinutes: 10, toMinutes: 20, colour: '#9cd3c8' },
  { key: 'UP_TO_30', fromMinutes: 20, toMinutes: 30, colour: '#57aeac' },
  { key: 'UP_TO_45', fromMinutes: 30, toMinutes: 45, colour: '#c8700f' },
  { key: 'OVER_45', fromMinutes: 45, toMinutes: null, colour: '#7a2417' },
];

/** A class of the legend: one of minutes, or why there are none. */
export type ReachClass = MinuteClassKey | Exclude<Reach, 'REACHED'>;
export const REACH_CLASSES: readonly ReachClass[] = [...MINUTE_CLASS_KEYS, 'UNREACHABLE', 'NOT_COMPUTED'];

/** An area that is not asked about. */
export const OUTSIDE = 'OUTSIDE';
export const OUTSIDE_COLOUR = '#e9edee';
/** Grounds of the hatched classes, in which no number stands. */
export const UNREACHABLE_COLOUR = '#ffffff';
export const NOT_COMPUTED_COLOUR = '#e5e7eb';

export interface Reached {
  readonly reach: Reach;
  /** To the nearest point; null unless reached. */
  readonly seconds: number | null;
  /** A travel time is still to be computed, so that another point may be nearer. */
  readonly mayBeNearer: boolean;
}

export function reachClassOf({ reach, seconds }: Reached): ReachClass {
  if (reach !== 'REACHED' || seconds === null) {
    return reach === 'UNREACHABLE' ? 'UNREACHABLE' : 'NOT_COMPUTED';
  }
  const minutes = seconds / 60;
  return MINUTE_CLASSES.find(({ toMinutes }) => toMinutes === null || minutes <= toMinutes)?.key ?? 'OVER_45';
}

export function colourOf(key: ReachClass): string {
  if (key === 'UNREACHABLE') {
    return UNREACHABLE_COLOUR;
  }
  return MINUTE_CLASSES.find((each) => each.key === key)?.colour ?? NOT_COMPUTED_COLOUR;
}

/** Within the threshold, the threshold included; null: not known, a travel time is still to be computed. */
export function isCovered(
  { reach, seconds, mayBeNearer }: Reached,
  thresholdMinutes: number,
): boolean | null {
  if (reach === 'REACHED' && seconds !== null && seconds <= thresholdMinutes * 60) {
    return true;
  }
  return reach === 'NOT_COMPUTED' || mayBeNearer ? null : false;
}

/** How many places stand in each class. */
export function countByClass(places: readonly Reached[]): ReadonlyMap<ReachClass, number> {
  const counts = new Map<ReachClass, number>(REACH_CLASSES.map((key) => [key, 0]));
  for (const place of places) {
    const key = reachClassOf(place);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
