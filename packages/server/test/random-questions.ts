import fc from 'fast-check';
import { shiftDay } from '../src/working-time/calendar-day.ts';
import type { TestDatabase } from './test-database.ts';

// Random questions about the demonstration district, and the same filter written a second way to check the one under test.

const CODES = {
  servicePoints: ['QX-A01', 'QX-P01', 'QX-P02', 'QX-P03', 'QX-P06', 'QX-P08'],
  servicePointKinds: ['BUSINESS_BUILDING', 'BANK', 'POST_OFFICE', 'SERVICE_HALL'],
  serviceItems: ['MR-001', 'MR-010', 'HE-001', 'HS-001', 'CT-001'],
  departments: ['MR', 'HE', 'CT', 'HS'],
  domains: ['START', 'FOOD', 'LIFE'],
  channels: ['ONLINE', 'COUNTER', 'ASSISTED', 'ON_SITE_EVENT'],
  applicantKinds: ['PERSON', 'ENTERPRISE'],
} as const;

const scopes = fc.record(
  Object.fromEntries(
    Object.entries(CODES).map(([field, codes]) => [
      field,
      fc.subarray([...codes] as string[], { minLength: 1 }),
    ]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Partial<Record<keyof typeof CODES, string[]>>>;

/** Up to two restrictions at once, so that something is left. */
export const filters = fc
  .tuple(scopes, fc.subarray(Object.keys(CODES) as (keyof typeof CODES)[], { maxLength: 2 }))
  .map(([scope, kept]) =>
    Object.fromEntries(Object.entries(scope).filter(([field]) => kept.includes(field as never))),
  );

const days = fc.integer({ min: 0, max: 300 }).map((offset) => shiftDay('2021-02-25', offset));
export const periods = fc
  .tuple(days, days)
  .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }));

/** The filter written again, by joins and equality. @param lived a table of what the test took from the events, by application_id */
function plainFilter(
  lived: string,
  scope: Record<string, string[]>,
): { joins: string; where: string; values: unknown[] } {
  const values: unknown[] = [];
  const columns: Record<string, string> = {
    servicePoints: 'sp.code',
    servicePointKinds: 'sp.kind',
    serviceItems: 'si.code',
    departments: 'd.code',
    domains: 'dm.code',
    channels: 'c.code',
    applicantKinds: 'a.applicant_kind',
  };
  const where = Object.entries(scope).map(([field, codes]) => {
    values.push(codes);
    return `${columns[field]} = any($${values.length}::text[])`;
  });
  return {
    joins: `from application a join ${lived} l on l.application_id = a.id left join service_point sp on sp.id = a.service_point_id
      left join service_item si on si.id = a.service_item_id left join department d on d.id = a.department_id
      left join domain dm on dm.id = a.domain_id left join channel c on c.id = a.channel_id`,
    where: ['true', ...where].join(' and '),
    values,
  };
}

/** A plan by chance, before the tables are analysed of themselves, would compare every row with every other. */
export async function makeReady({ pool }: TestDatabase, lived: string): Promise<void> {
  await pool.query(`alter table ${lived} add primary key (application_id)`);
  await pool.query('analyze');
}

/** One row of an aggregate over the facts. */
export async function plainRow<Row extends object>(
  { pool }: TestDatabase,
  lived: string,
  select: string,
  scope: Record<string, string[]>,
  condition: string,
): Promise<Row> {
  const { joins, where, values } = plainFilter(lived, scope);
  const { rows } = await pool.query<Row>(`select ${select} ${joins} where ${where} and ${condition}`, values);
  const [row] = rows;
  if (!row) {
    throw new Error('An aggregate has a row.');
  }
  return row;
}
