import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { addBureau } from '../bureau/add-bureau.ts';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { Principal } from '../identity/principal.ts';
import { createRequestContext } from '../identity/request-context.ts';
import { loadTravelTimes } from './travel-times.service.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await addBureau(database.pool, {
    code: 'LINE',
    nameZh: '一条线',
    nameEn: 'A line',
    timeZone: 'Asia/Shanghai',
    calendarCode: 'CN',
    standardHours: [{ open: '09:00', close: '17:00' }],
  });
  // On the equator, where a hundredth of a degree is 1,111.95 m: two areas, a building, two points, and one not surveyed.
  await database.pool.query(
    `insert into demand_area (bureau_id, code, name_zh, name_en, kind, longitude, latitude, provenance, content_hash)
     select b.id, a.code, a.code, a.code, 'COMMUNITY', a.longitude, 0, 'SYNTHETIC', '' from bureau b,
       (values ('A1', 0.0), ('A2', 0.01)) as a (code, longitude) where b.code = 'LINE'`,
  );
  await database.pool.query(
    `insert into key_building (bureau_id, code, name_zh, name_en, status, longitude, latitude, provenance, content_hash)
     select id, 'B1', 'B1', 'B1', 'IN_USE', 0.02, 0, 'SYNTHETIC', '' from bureau where code = 'LINE'`,
  );
  await database.pool.query(
    `insert into service_point (bureau_id, code, name_zh, name_en, kind, form, longitude, latitude, provenance, content_hash)
     select b.id, p.code, p.code, p.code, 'SERVICE_HALL', 'POINT', p.longitude, p.latitude, 'SYNTHETIC', '' from bureau b,
       (values ('P1', 0.0, 0.0), ('P2', 0.02, 0.0), ('P3', null, null)) as p (code, longitude, latitude)
     where b.code = 'LINE'`,
  );
});
afterAll(() => database.close());

async function load() {
  const context = createRequestContext({ database, principal: new Principal('OPERATOR') });
  return loadTravelTimes(context, await enterBureau(context, 'LINE'), 'WALK');
}

it('without a network every pair is the estimate, areas before buildings, and a point without coordinates is in none', async () => {
  const times = await load();
  expect(times.places.map(({ kind }) => kind)).toEqual(['DEMAND_AREA', 'DEMAND_AREA', 'KEY_BUILDING']);
  expect(times.pointIds).toHaveLength(2);
  // 1,111.95 m × 1.33 ÷ 1.41667 m/s = 1,043.93 s; twice as far, 2,087.87 s.
  expect([...times.seconds]).toEqual([0, 2088, 1044, 1044, 2088, 0]);
  expect(times.basis).toMatchObject({ source: 'ESTIMATE', calibrationPairs: 0, medianRelativeError: null });
});

it('is asked of the database once, until the data change', async () => {
  const first = await load();
  database.takeStatements();
  expect(await load()).toBe(first);
  expect(database.takeStatements().filter((text) => text.includes('demand_area'))).toEqual([]);
  await database.pool.query(`update service_point set longitude = 0.01 where code = 'P1'`);
  await database.pool.query(`update bureau set data_version = data_version + 1 where code = 'LINE'`);
  const moved = await load();
  expect([...moved.seconds]).toEqual([1044, 2088, 0, 1044, 1044, 0]);
  expect(moved.version).not.toBe(first.version);
});

it('is estimated by what a network says once one is fitted: the bureau’s own, else the one with the most pairs', async () => {
  const { rows } = await database.pool.query<{ line: number; other: number }>(
    `with other as (insert into bureau (code, name_zh, name_en, time_zone, calendar_code, standard_hours)
       select 'OTHER', name_zh, name_en, time_zone, calendar_code, standard_hours from bureau where code = 'LINE' returning id)
     select b.id as line, other.id as other from bureau b, other where b.code = 'LINE'`,
  );
  const { line, other } = rows[0] ?? { line: 0, other: 0 };
  const addFit = async (network: string, bureau: number, detourFactor: number, pairs: number) => {
    await database.pool.query(
      `insert into network (name, source, sha256, engine_version, licence, attribution, loaded_at)
       values ($1, 'EXTRACT', $1, '', '', '© ' || $1, now()) on conflict do nothing`,
      [network],
    );
    await database.pool.query(
      `insert into travel_matrix (bureau_id, network_id, mode, fit_pairs, fit_detour_factor, fit_median_error, fit_p90_error)
       select $2, id, 'WALK', $4, $3, 0.1, 0.25 from network where name = $1`,
      [network, bureau, detourFactor, pairs],
    );
  };
  await addFit('small', other, 3, 100);
  await addFit('large', other, 2, 1000);
  const byOthers = await load();
  expect(byOthers.basis).toEqual({
    source: 'ESTIMATE',
    metresPerSecond: expect.closeTo(5.1 / 3.6, 12),
    detourFactor: 2,
    calibrationPairs: 1000,
    calibrationNetwork: 'large',
    attribution: '© large',
    medianRelativeError: 0.1,
    p90RelativeError: 0.25,
  });
  // 1,111.95 m × 2 ÷ 1.41667 m/s = 1,569.81 s.
  expect([...byOthers.seconds]).toEqual([1570, 3140, 0, 1570, 1570, 0]);
  await database.pool.query(
    `insert into bureau_network (bureau_id, network_id) select $1, id from network where name = 'small'`,
    [line],
  );
  expect((await load()).basis).toMatchObject({ calibrationNetwork: 'small', detourFactor: 3 });
  await addFit('own', line, 1.5, 30);
  expect((await load()).basis).toMatchObject({ calibrationNetwork: 'own', detourFactor: 1.5 });
});
