/** No zone changes its offset inside a quarter of an hour of UTC. */
const QUARTER_HOUR_MS = 900_000;

/**
 * The offset of a zone from UTC at an instant, in milliseconds, remembered by quarter hour: `Intl` is far too slow to be
 * asked for every event of a large file.
 */
export function createZoneOffset(timeZone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const remembered = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER_HOUR_MS);
    let offset = remembered.get(quarter);
    if (offset === undefined) {
      const start = quarter * QUARTER_HOUR_MS;
      const parts = Object.fromEntries(
        format.formatToParts(start).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - start;
      remembered.set(quarter, offset);
    }
    return offset;
  };
}
