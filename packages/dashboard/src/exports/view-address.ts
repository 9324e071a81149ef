import type { DayRange } from '../platform/periods.ts';

/**
 * The address of a view as it is to be sent or kept: with its bureau and language, and with the days of its period rather than
 * "the last 3 months", which would be others tomorrow. `days` is null where the page shows no period; `pinned` is what else the page has
 * by default that would be other tomorrow.
 */
export function viewAddress(
  href: string,
  {
    bureau,
    language,
    days,
    pinned = {},
  }: {
    bureau: string;
    language: string;
    days: DayRange | null;
    pinned?: Readonly<Record<string, string>>;
  },
): string {
  const address = new URL(href);
  address.searchParams.set('bureau', bureau);
  address.searchParams.set('lang', language);
  if (days !== null) {
    address.searchParams.delete('period');
    address.searchParams.set('from', days.from);
    address.searchParams.set('to', days.to);
  }
  for (const [name, value] of Object.entries(pinned)) {
    address.searchParams.set(name, value);
  }
  return address.href;
}
