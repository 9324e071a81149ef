import { createZoneOffset } from './zone-offset.ts';

/** What the clocks of a zone show at an instant, "2021-12-22 16:30:05". @throws RangeError when the zone is unknown. */
export function createWallClock(timeZone: string): (instant: Date) => string {
  const offsetAt = createZoneOffset(timeZone);
  return (instant) => {
    const epochMs = instant.getTime();
    return new Date(epochMs + offsetAt(epochMs)).toISOString().slice(0, 19).replace('T', ' ');
  };
}
