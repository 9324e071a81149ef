import { useIntl } from 'react-intl';
import { useBureau } from './bureau.tsx';
import { useText } from './locale.tsx';

/** What stands where there is no value: never 0. */
export const MISSING = '—';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** "2021-12-22 16:30" in a zone: Swedish writes dates as ISO 8601 does. */
function instantFormat(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}

/** An instant in the zone of the reader's own machine: where it belongs to no bureau. */
export function localInstant(instant: string): string {
  return instantFormat(Intl.DateTimeFormat().resolvedOptions().timeZone).format(new Date(instant));
}

export interface Format {
  count(value: number | null | undefined): string;
  decimal(value: number | null | undefined, digits?: number): string;
  percent(value: number | null | undefined): string;
  /** Working minutes as working days of the bureau's standard day. */
  workingDays(minutes: number | null | undefined): string;
  /** A size in B, KB, MB or GB of 1,000. */
  bytes(value: number): string;
  day(day: string | null | undefined): string;
  instant(instant: string | null | undefined): string;
}

/** Numbers, days and instants in the language shown and the bureau's zone. */
export function useFormat(): Format {
  const intl = useIntl();
  const { bureau } = useBureau();
  const decimal = (value: number | null | undefined, digits = 1) =>
    value == null
      ? MISSING
      : intl.formatNumber(value, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          signDisplay: 'negative',
        });
  return {
    count: (value) => (value == null ? MISSING : intl.formatNumber(value)),
    decimal,
    percent: (value) =>
      value == null
        ? MISSING
        : intl.formatNumber(value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    workingDays: (minutes) => decimal(minutes == null ? null : minutes / bureau.standardDayMinutes, 2),
    bytes: (value) => {
      const power = Math.min(3, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return intl.formatNumber(value / 1000 ** power, {
        style: 'unit',
        unit: BYTE_UNITS[power] ?? 'byte',
        maximumFractionDigits: power === 0 ? 0 : 1,
      });
    },
    // ISO 8601 in every language: no order of day and month to mistake.
    day: (day) => day ?? MISSING,
    instant: (instant) =>
      instant == null ? MISSING : instantFormat(bureau.timeZone).format(new Date(instant)),
  };
}

/** "2021-10-01 to 2021-12-22, 55 working days", in the language shown. */
export function usePeriodText(): (period: {
  from: string;
  to: string;
  workingDays?: number | null | undefined;
}) => string {
  const t = useText();
  const format = useFormat();
  return ({ from, to, workingDays }) => {
    const days = t('period.range', { from: format.day(from), to: format.day(to) });
    if (workingDays === undefined) {
      return days;
    }
    return workingDays === null
      ? `${days} · ${t('period.notAnnounced')}`
      : `${days} · ${t('period.workingDays', { days: format.count(workingDays) })}`;
  };
}
