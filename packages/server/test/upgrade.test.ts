import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rederiveStale } from '../src/imports/rederive.ts';
import { createImportBench, type ImportBench } from './import-bench.ts';

// A database that has facts from before the measures of service quality.

const MIGRATIONS = new URL('../src/platform/migrations/', import.meta.url);
const NEW = '006-performance.sql';
const DERIVED = [
  'promised_working_days',
  'statutory_working_days',
  'acceptance_known_on',
  'is_first_pass',
  'rated_on',
  'rating',
  'review_followed_up_at',
];

let bench: ImportBench;
beforeAll(async () => {
  bench = await createImportBench();
});
afterAll(() => bench.database.close());

describe('the migration', () => {
  /** Applies the migrations up to this one in a schema of their own, with a fact in between. */
  async function inOldSchema(client: pg.PoolClient): Promise<void> {
    await client.query('create schema old; set search_path to old');
    for (const name of (await readdir(MIGRATIONS)).filter((each) => each < NEW).sort()) {
      await client.query(await readFile(new URL(name, MIGRATIONS), 'utf8'));
    }
    await client.query(`
      insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
        select code, '局', 'Bureau', 'Asia/Shanghai', 'CN', '[{"open":"09:00","close":"17:00"}]' from unnest('{B,EMPTY}'::text[]) code;
      insert into import_run (bureau_id, profile_name, profile_version, record_kind, file_name, file_bytes, status, started_at, actor)
        select id, 'p', 1, 'EVENT_LOG', 'f', 1, 'SUCCEEDED', now(), 'test' from bureau where code = 'B';
      insert into application_record (bureau_id, case_key, import_run_id, changed_by_run_id, touched_by_run_id, source_row, content_hash, state, received_at, received_on)
        select bureau_id, 'C', id, id, id, 1, '', 'RECEIVED', now(), now()::date from import_run;
      insert into outreach_event (bureau_id, code, name_zh, name_en, held_on, provenance, content_hash)
        select bureau_id, 'E', '活动', 'Event', '2021-12-18', 'REPORTED', '' from import_run;
      insert into import_before select r.id, 'outreach_event', e.id, to_jsonb(e) from outreach_event e, import_run r`);
  }

  it('keeps the facts, shows the new columns in the view, and marks who must be derived anew', async () => {
    const client = await bench.database.pool.connect();
    try {
      await client.query('begin');
      await inOldSchema(client);
      await client.query(await readFile(new URL(NEW, MIGRATIONS), 'utf8'));
      expect((await client.query(`select ${DERIVED.join(', ')} from application`)).rows).toHaveLength(1);
      expect((await client.query('select code, is_derivation_stale from bureau order by code')).rows).toEqual(
        [
          { code: 'B', is_derivation_stale: true },
          { code: 'EMPTY', is_derivation_stale: false },
        ],
      );
      await client.query(
        `insert into application_event (bureau_id, application_id, type, occurred_at, ordinal, content_hash, import_run_id, source_row)
         select bureau_id, id, 'REVIEW_FOLLOWED_UP', now(), 1, '', import_run_id, 1 from application`,
      );
      // What a run remembered of an event can still be put back.
      expect(
        (
          await client.query(
            'select p.is_enterprises_minimum as minimum, p.domain_names as domains from import_before b, jsonb_populate_record(null::outreach_event, b.before) p',
          )
        ).rows,
      ).toEqual([{ minimum: false, domains: null }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

describe('the start after it', () => {
  it('derives once what an import would have derived, and tells for whom', async () => {
    const { pool } = bench.database;
    await bench.importFile(
      `办件编号,事项编码,收件时间,补正告知时间,补正提交时间,受理时间,决定时间,评价时间,评价,差评回访时间
C1,I1,2021-12-01 09:00,,,2021-12-02 09:00,2021-12-03 09:00,2021-12-06 09:00,2,2021-12-07 09:00
C2,I1,2021-12-01 09:00,2021-12-02 09:00,2021-12-03 09:00,2021-12-06 09:00,,,,
`,
    );
    const columns = `select case_key, ${DERIVED.join(', ')} from application order by case_key`;
    const { rows: imported } = await pool.query(columns);
    expect(imported.map((row) => Object.values(row).filter((value) => value !== null).length)).toEqual([
      8, 5,
    ]);
    await pool.query(`update application_record set ${DERIVED.map((name) => `${name} = null`).join(', ')}`);
    await pool.query('update bureau set is_derivation_stale = true');
    const version = await bench.dataVersion();

    const told: [string, number][] = [];
    const start = () => rederiveStale(pool, (code, applications) => told.push([code, applications]));
    await start();
    expect((await pool.query(columns)).rows).toEqual(imported);
    expect(await bench.dataVersion()).toBe(version + 1);
    await start();
    expect(told).toEqual([['B', 2]]);
    expect(await bench.dataVersion()).toBe(version + 1);
  });
});
