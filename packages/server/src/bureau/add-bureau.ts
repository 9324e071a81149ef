import type pg from 'pg';
import { StartupError } from '../platform/startup-error.ts';
import {
  type CalendarCode,
  createWorkingCalendar,
  type OpeningSpan,
} from '../working-time/working-calendar.ts';

export interface NewBureau {
  /** Capital letters, digits and hyphens. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly calendarCode: CalendarCode;
  readonly standardHours: readonly OpeningSpan[];
  readonly asOf?: Date;
  readonly isDemonstration?: boolean;
  readonly noticeZh?: string;
  readonly noticeEn?: string;
}

/** @throws StartupError in one line: a code that is taken or malformed, an unknown zone, hours that are not in order */
export async function addBureau(pool: pg.Pool, bureau: NewBureau): Promise<void> {
  if (!/^[A-Z][A-Z0-9-]{0,31}$/.test(bureau.code)) {
    throw new StartupError(
      `A bureau's code is 1 to 32 capital letters, digits and hyphens, not ${JSON.stringify(bureau.code)}.`,
    );
  }
  try {
    createWorkingCalendar({
      code: bureau.calendarCode,
      timeZone: bureau.timeZone,
      standardHours: bureau.standardHours,
    });
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error));
  }
  const { rowCount } = await pool.query(
    `insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours, as_of, is_demonstration, notice_zh, notice_en)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      bureau.code,
      bureau.nameZh,
      bureau.nameEn,
      bureau.timeZone,
      bureau.calendarCode,
      JSON.stringify(bureau.standardHours),
      bureau.asOf ?? null,
      bureau.isDemonstration ?? false,
      bureau.noticeZh ?? null,
      bureau.noticeEn ?? null,
    ],
  );
  if (rowCount === 0) {
    throw new StartupError(`There is a bureau ${bureau.code} already.`);
  }
}
