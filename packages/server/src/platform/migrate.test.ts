import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/test-database.ts';
import { migrate } from './migrate.ts';

const database = await createTestDatabase();
afterAll(() => database.close());

it('applies nothing to a database that is up to date', async () => {
  expect(await migrate(database.pool)).toEqual([]);
});

it('refuses a database whose applied migration differs from the file', async () => {
  await database.pool.query("update migration set sha256 = 'another'");
  await expect(migrate(database.pool)).rejects.toThrow(/001-spine\.sql was edited after it had been applied/);
});

it('keeps events append-only in the database itself', async () => {
  await database.pool.query(`
    insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
      values ('B', '局', 'Bureau', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]');
    insert into import_run (bureau_id, profile_name, profile_version, record_kind, file_name, file_bytes, status, started_at, actor)
      select id, 'p', 1, 'EVENT_LOG', 'f', 1, 'SUCCEEDED', now(), 'test' from bureau;
    insert into application_record (bureau_id, case_key, import_run_id, changed_by_run_id, touched_by_run_id, source_row, content_hash, state, received_at, received_on)
      select bureau_id, 'C', id, id, id, 1, '', 'RECEIVED', now(), now()::date from import_run;
    insert into application_event (bureau_id, application_id, type, occurred_at, ordinal, content_hash, import_run_id, source_row)
      select bureau_id, id, 'RECEIVED', now(), 1, '', import_run_id, 1 from application`);
  await expect(database.pool.query('delete from application_event')).rejects.toThrow(/append-only/);
  await expect(database.pool.query("update application_event set type = 'DECIDED'")).rejects.toThrow(
    /append-only/,
  );
  await database.pool.query('update application_event set superseded_by_run_id = import_run_id');
  await expect(
    database.pool.query('update application_event set superseded_by_run_id = null'),
  ).rejects.toThrow(/append-only/);
});
