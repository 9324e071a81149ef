import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApplicationEntity } from '../src/applications/application.entity.ts';
import { createPool } from '../src/platform/database.ts';
import { readWithinScope } from '../src/platform/entity-reader.ts';
import { migrate } from '../src/platform/migrate.ts';
import {
  BUREAU_ROLE,
  databaseOf,
  NO_ROWS,
  POINT_ROLE,
  type RowScope,
  scopeConnections,
  withinScope,
} from '../src/platform/row-scope.ts';
import { ServicePointEntity } from '../src/service-points/service-point.entity.ts';
import { type ScopedRows, writeScopedRows } from './scoped-rows.ts';
import { createTestDatabase } from './test-database.ts';

/** Tables of no bureau, which whoever may ask anything may read. */
const PUBLIC_TABLES = ['network'];

const database = await createTestDatabase();
let ids: ScopedRows;

beforeAll(async () => {
  ids = await writeScopedRows(database.pool);
});
afterAll(() => database.close());

const bureauOne = (): RowScope => ({ bureaus: [ids.one], servicePointIds: null });
const pointOne = (): RowScope => ({ bureaus: [ids.one], servicePointIds: [ids.p1] });

async function see(scope: RowScope, column: string, table: string): Promise<unknown[]> {
  const { rows } = await withinScope(database.pool, scope).query<{ seen: unknown }>(
    `select ${column} as seen from ${table} order by 1`,
  );
  return rows.map(({ seen }) => seen);
}

describe('a question without any filter of its own', () => {
  it.each([
    ['the installation', () => 'OWNER' as const, ['p1-case', 'p2-case', 'q-case']],
    [
      'every bureau',
      () => ({ bureaus: 'ALL', servicePointIds: null }) as const,
      ['p1-case', 'p2-case', 'q-case'],
    ],
    ['one bureau', bureauOne, ['p1-case', 'p2-case']],
    ['the demonstration', () => ({ bureaus: 'DEMONSTRATION', servicePointIds: null }) as const, ['q-case']],
    ['one service point', pointOne, ['p1-case']],
    ['a point of another bureau', () => ({ bureaus: [ids.other], servicePointIds: [ids.p1] }), []],
    ['no service point', () => ({ bureaus: 'ALL', servicePointIds: [] }) as const, []],
    ['nobody', () => NO_ROWS, []],
  ])('shows %s its applications and no others, by statement and by entity', async (_name, scope, cases) => {
    expect(await see(scope(), 'case_key', 'application')).toEqual(cases);
    expect(await see(scope(), 'case_key', 'application_record')).toEqual(cases);
    expect(
      await see(
        scope(),
        '(select case_key from application_record a where a.id = application_id)',
        'application_event',
      ),
    ).toEqual(cases);
    const em = readWithinScope(database.orm.em.fork(), scope());
    const found = await em.find(ApplicationEntity, {}, { orderBy: { caseKey: 'asc' } });
    expect(found.map(({ caseKey }) => caseKey)).toEqual(cases);
    expect(await em.count(ApplicationEntity, {})).toBe(cases.length);
  });

  it('shows an officer the points of the bureau, and nothing that repeats rows of a file', async () => {
    expect(await see(pointOne(), 'code', 'service_point')).toEqual(['p1', 'p2']);
    expect(await see(bureauOne(), 'code', 'import_refusal')).toEqual(['X']);
    expect(await see(pointOne(), 'code', 'import_refusal')).toEqual([]);
    expect(await see(pointOne(), 'code', 'bureau')).toEqual(['ONE']);
  });

  it('changes and adds no row of another bureau', async () => {
    const pool = withinScope(database.pool, bureauOne());
    expect((await pool.query("update service_point set name_en = 'Mine'")).rowCount).toBe(2);
    expect((await pool.query('delete from import_refusal')).rowCount).toBe(1);
    await expect(
      pool.query(
        `insert into department (bureau_id, code, name_zh, name_en) values (${ids.other}, 'D', '科', 'Department')`,
      ),
    ).rejects.toThrow(/row-level security/);
    expect(await see('OWNER', 'code', 'import_refusal')).toEqual(['X']);
  });
});

describe('a scope', () => {
  it('holds for the work that asks, however many ask of one pool at a time', async () => {
    const scopes = [bureauOne(), pointOne(), 'OWNER', NO_ROWS] as const;
    const counts = [2, 1, 3, 0];
    const asked = Array.from({ length: 200 }, (_, index) => index % scopes.length);
    const seen = await Promise.all(
      asked.map(async (index) => (await see(scopes[index] ?? NO_ROWS, 'id', 'application')).length),
    );
    expect(seen).toEqual(asked.map((index) => counts[index]));
  });

  it('outlives a transaction that is rolled back', async () => {
    const client = await withinScope(database.pool, pointOne()).connect();
    try {
      await client.query('begin');
      await client.query('rollback');
      expect((await client.query('select from application')).rowCount).toBe(1);
    } finally {
      client.release();
    }
  });

  it('is none for entities that are read without one', async () => {
    expect(await database.orm.em.fork().count(ServicePointEntity, {})).toBe(0);
  });

  it('costs no statement while a connection stays in it, and is not counted as one', async () => {
    database.takeStatements();
    await see(bureauOne(), 'id', 'application');
    expect(database.takeStatements()).toHaveLength(1);
  });

  it('keeps apart what is asked and lets the process keep facts of the whole database once', () => {
    const [one, other] = [withinScope(database.pool, bureauOne()), withinScope(database.pool, NO_ROWS)];
    expect(one).not.toBe(other);
    expect(databaseOf(one)).toBe(databaseOf(withinScope(other, NO_ROWS)));
  });

  it('takes nothing into its statement but whole numbers', () => {
    const scope = { bureaus: ["1}'; reset role; --" as unknown as number], servicePointIds: null };
    return expect(see(scope, 'id', 'application')).rejects.toThrow(RangeError);
  });
});

describe('the schema', () => {
  it('has a policy for each role that may use a table, unless it is public', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select c.relname as name
       from pg_class c
       cross join unnest($1::text[]) as requester (role)
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and c.relname <> all ($2)
         and has_table_privilege(requester.role, c.oid, 'select, insert, update, delete')
         and not (c.relrowsecurity and exists (select from pg_policy where polrelid = c.oid))
       order by 1`,
      [[BUREAU_ROLE, POINT_ROLE], PUBLIC_TABLES],
    );
    expect(rows, 'Open a table to requests only with a policy: see 017-row-scope.sql.').toEqual([]);
  });

  it('has no view that shows what its owner may see', async () => {
    const { rows } = await database.pool.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
       and not coalesce(reloptions @> '{security_invoker=true}', false)`,
    );
    expect(rows).toEqual([]);
  });

  it('keeps the roles of requests from passing by a policy', async () => {
    const { rows } = await database.pool.query(
      `select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = any ($1) order by 1`,
      [[BUREAU_ROLE, POINT_ROLE]],
    );
    expect(rows).toEqual(
      [BUREAU_ROLE, POINT_ROLE].map((rolname) => ({
        rolname,
        rolcanlogin: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
      })),
    );
    const { rows: owned } = await database.pool.query(
      `select relname from pg_class where pg_get_userbyid(relowner) = any ($1)`,
      [[BUREAU_ROLE, POINT_ROLE]],
    );
    expect(owned).toEqual([]);
  });
});

describe('a login that is no superuser', () => {
  const name = `login_${randomBytes(6).toString('hex')}`;
  const url = new URL(database.url);
  url.pathname = name;
  url.username = name;
  url.password = 'secret';
  afterAll(async () => {
    await database.pool.query(`drop database ${name} with (force)`);
    await database.pool.query(`drop role ${name}`);
  });

  it('is told which roles to have made, and serves scoped requests once it holds them', async () => {
    await database.pool.query(`create role ${name} login password 'secret'`);
    await database.pool.query(`create database ${name} owner ${name}`);
    const pool = createPool(url.href, 2);
    try {
      await expect(migrate(pool)).rejects.toThrow(
        /Run as a superuser, once: create role service_circle_bureau nologin nobypassrls; grant service_circle_bureau to/,
      );
      await database.pool.query(`grant ${BUREAU_ROLE}, ${POINT_ROLE} to ${name}`);
      expect((await migrate(pool)).length).toBeGreaterThan(0);
      scopeConnections(pool, { otherwise: 'OWNER', cancel: () => Promise.resolve() });
      const { rows } = await withinScope(pool, bureauOne()).query('select current_user as role');
      expect(rows).toEqual([{ role: BUREAU_ROLE }]);
      expect((await pool.query('select current_user as role')).rows).toEqual([{ role: name }]);
    } finally {
      await pool.end();
    }
  });
});
