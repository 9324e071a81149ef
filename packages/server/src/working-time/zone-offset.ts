/** No zone changes its offset inside a quarter of an hour of UTC. */
export const QUARTER_HOUR_MS = 900_000;

/** Some thirty years of quarter hours: what is asked for is data, so the memory for it needs a bound. */
const MOST_REMEMBERED = 1 << 20;

const zoneOffsets = new Map<string, ZoneOffset>();

/** The offset of a zone from UTC at an instant (milliseconds since 1970), in milliseconds, positive east of Greenwich. */
export type ZoneOffset = (epochMs: number) => number;

/**
 * The offsets of an IANA time zone, remembered by quarter hour for as long as the process lives: `Intl` is far too slow to
 * be asked for every event of a large file.
 * @throws RangeError when the zone is unknown.
 */
export function createZoneOffset(timeZone: string): ZoneOffset {
  let offsetAt = zoneOffsets.get(timeZone);
  if (!offsetAt) {
    offsetAt = rememberOffsets(timeZone);
    zoneOffsets.set(timeZone, offsetAt);
  }
  return offsetAt;
}

function rememberOffsets(timeZone: string): ZoneOffset {
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
      if (remembered.size >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.set(quarter, offset);
    }
    return offset;
  };
}
