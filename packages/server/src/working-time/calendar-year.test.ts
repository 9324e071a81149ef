import { describe, expect, it } from 'vitest';
import { daysOfYear, isWorkedByNotice, NOTICE_YEARS } from '../../test/holiday-notices.ts';
import { HOLIDAY_NOTICES } from './announced-years.ts';
import { describeYear } from './calendar-year.ts';
import { CalendarNotAnnouncedError, createWorkingCalendar } from './working-calendar.ts';

const standardHours = [{ open: '09:00', close: '17:00' }];
const chinese = createWorkingCalendar({ code: 'CN', timeZone: 'Asia/Shanghai', standardHours });
const weekdays = createWorkingCalendar({ code: 'MON_FRI', timeZone: 'Europe/Amsterdam', standardHours });

describe('a year of the calendar', () => {
  // Days − weekend days − statutory holidays: 11, and 13 from 2025 on (国务院令第795号); make-up workdays only move them.
  it.each([
    [2021, 365 - 104 - 11],
    [2022, 365 - 105 - 11],
    [2023, 365 - 105 - 11],
    [2024, 366 - 104 - 11],
    [2025, 365 - 104 - 13],
    [2026, 365 - 104 - 13],
  ])('%i has as many working days as the law leaves', (year, workingDays) => {
    expect(describeYear(chinese, year).workingDays).toBe(workingDays);
  });

  it.each(NOTICE_YEARS)('the exceptions of %i are what its notice takes from Monday to Friday', (year) => {
    const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const departing = daysOfYear(year).filter((day) => isWorkedByNotice(day) !== isWeekday(day));
    const { exceptions } = describeYear(chinese, year);
    expect(exceptions.map(({ date, isWorkday }) => ({ date, isWorkday }))).toEqual(
      departing.map((date) => ({ date, isWorkday: !isWeekday(date) })),
    );
    expect(exceptions.filter(({ nameZh, nameEn }) => nameZh === '' || nameEn === '')).toEqual([]);
  });

  it('names the holiday and the notice in both languages', () => {
    const { exceptions, sourceZh, sourceEn } = describeYear(chinese, 2021);
    expect(exceptions.find(({ date }) => date === '2021-10-09')).toEqual({
      date: '2021-10-09',
      isWorkday: true,
      nameZh: '国庆节',
      nameEn: 'National Day',
    });
    expect(sourceZh).toBe('国务院办公厅关于2021年部分节假日安排的通知（国办发明电〔2020〕27号）');
    expect(sourceEn).toContain('国办发明电〔2020〕27号');
  });

  it.each([2020, 2027, 0, 99_999])('%i is not announced', (year) => {
    expect(() => describeYear(chinese, year)).toThrow(CalendarNotAnnouncedError);
  });

  it('the announced years have no gap and a notice each', () => {
    expect(HOLIDAY_NOTICES.map(({ year }) => year)).toEqual(NOTICE_YEARS);
    expect(chinese.announcedYears).toEqual({ first: 2021, last: 2026 });
  });

  it('Monday to Friday has every year and no exceptions', () => {
    // 2012 began on a Sunday and was a leap year: 52 weeks, a Sunday and a Monday.
    expect(describeYear(weekdays, 2012)).toMatchObject({ workingDays: 261, exceptions: [] });
    expect(describeYear(weekdays, 987).workingDays).toBeGreaterThanOrEqual(260);
    expect(() => describeYear(weekdays, 0)).toThrow(RangeError);
  });
});
