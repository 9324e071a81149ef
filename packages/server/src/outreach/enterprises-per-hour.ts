const MINUTES_PER_HOUR = 60;

/**
 * 集中办证效率: enterprises an hour.
 * @param minutes of duration, >= 0
 * @returns null: one of the two is not stated, or there is no duration to divide by
 */
export function enterprisesPerHour(
  enterprises: number | null | undefined,
  minutes: number | null | undefined,
): number | null {
  return enterprises == null || minutes == null || minutes === 0
    ? null
    : (enterprises * MINUTES_PER_HOUR) / minutes;
}
