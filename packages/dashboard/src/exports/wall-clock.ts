const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as the clocks of a zone show it, "2021-12-22 16:30:05": Swedish writes dates as ISO 8601 does. */
export function wallClock(instant: string | Date, timeZone: string): string {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return format.format(new Date(instant));
}
