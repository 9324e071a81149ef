import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { addBureau } from '../bureau/add-bureau.ts';
import { loadPlaces } from './place.service.ts';
import { isInUseOn } from './places.ts';

describe('a key building counts', () => {
  const building = (
    status: 'PLANNED' | 'IN_USE' | 'CLOSED',
    openedOn: string | null,
    closedOn: string | null,
  ) => ({
    status,
    openedOn,
    closedOn,
  });

  it.each([
    [
      'from the day it opened',
      building('IN_USE', '2021-05-01', null),
      ['2021-05-01', '2022-01-01'],
      ['2021-04-30'],
    ],
    ['always, when no opening day is stated', building('IN_USE', null, null), ['1990-01-01'], []],
    ['to the day before it closed', building('CLOSED', null, '2021-05-01'), ['2021-04-30'], ['2021-05-01']],
    [
      'from its planned day, when it is planned',
      building('PLANNED', '2022-03-01', null),
      ['2022-03-01'],
      ['2022-02-28'],
    ],
    [
      'never, when it is planned for no day',
      building('PLANNED', null, null),
      [],
      ['2021-05-01', '2099-12-31'],
    ],
  ])('%s', (_, place, counted, uncounted) => {
    expect(counted.filter((day) => !isInUseOn(place, day))).toEqual([]);
    expect(uncounted.filter((day) => isInUseOn(place, day))).toEqual([]);
  });
});

describe('the places of a bureau', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    for (const code of ['A', 'B']) {
      await addBureau(database.pool, {
        code,
        nameZh: code,
        nameEn: code,
        timeZone: 'Asia/Shanghai',
        calendarCode: 'CN',
        standardHours: [{ open: '09:00', close: '17:00' }],
      });
    }
    await database.pool.query(
      `insert into demand_area (bureau_id, code, name_zh, name_en, kind, residents, longitude, latitude, provenance, content_hash)
       select id, 'D' || code, '社区', 'Community', 'COMMUNITY', case code when 'A' then 0 end, 108.5, 22.75, 'REPORTED', ''
       from bureau order by code desc`,
    );
    await database.pool.query(
      `insert into key_building (bureau_id, code, name_zh, name_en, status, opened_on, longitude, latitude, provenance, content_hash)
       select id, 'K1', '楼', 'Tower', 'IN_USE', '2021-05-01', 108.25, 22.5, 'REPORTED', '' from bureau where code = 'A'`,
    );
  });
  afterAll(() => database.close());

  it('are its own only, nobody is not unknown, and a day is a day', async () => {
    const { rows } = await database.pool.query<{ id: number }>('select id from bureau order by code');
    const [a, b] = await Promise.all(rows.map(({ id }) => loadPlaces(database.pool, id)));
    expect(a?.demandAreas).toMatchObject([
      { code: 'DA', residents: 0, enterprises: null, position: [108.5, 22.75] },
    ]);
    expect(a?.keyBuildings).toMatchObject([
      { code: 'K1', openedOn: '2021-05-01', closedOn: null, position: [108.25, 22.5] },
    ]);
    expect(b).toMatchObject({ demandAreas: [{ code: 'DB', residents: null }], keyBuildings: [] });
  });

  it('that there is none of are asked for in vain', async () => {
    await expect(loadPlaces(database.pool, 0)).rejects.toThrow(RangeError);
  });
});
