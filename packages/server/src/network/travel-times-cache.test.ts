import { expect, it } from 'vitest';
import type { TravelTimes } from './travel-times.ts';
import { TravelTimesCache } from './travel-times-cache.ts';

function times(version: string, pairs = 1): TravelTimes {
  return {
    mode: 'WALK',
    basis: {
      source: 'ESTIMATE',
      detourFactor: 1,
      metresPerSecond: 1,
      calibrationPairs: 0,
      calibrationNetwork: null,
      attribution: null,
      medianRelativeError: null,
      p90RelativeError: null,
    },
    version,
    places: [],
    pointIds: [],
    seconds: new Uint16Array(pairs),
  };
}

/** A load that counts how often it is asked. */
function counted(version: string, pairs = 1) {
  const load = Object.assign(
    () => {
      load.calls += 1;
      return Promise.resolve(times(version, pairs));
    },
    { calls: 0 },
  );
  return load;
}

it('loads a version once, however many ask', async () => {
  const cache = new TravelTimesCache();
  const load = counted('1');
  const [one, other] = await Promise.all([cache.get('a', '1', load), cache.get('a', '1', load)]);
  expect(one).toBe(other);
  expect(load.calls).toBe(1);
});

it('loads anew when the version is another', async () => {
  const cache = new TravelTimesCache();
  await cache.get('a', '1', counted('1'));
  expect((await cache.get('a', '2', counted('2'))).version).toBe('2');
});

it('lets go of the least recently used beyond its size', async () => {
  // Room for two of 100 pairs (200 bytes each).
  const cache = new TravelTimesCache(400);
  const [a, b, c] = [counted('1', 100), counted('1', 100), counted('1', 100)];
  await cache.get('a', '1', a);
  await cache.get('b', '1', b);
  await cache.get('a', '1', a);
  await cache.get('c', '1', c);
  await cache.get('a', '1', a);
  await cache.get('b', '1', b);
  expect([a.calls, b.calls, c.calls]).toEqual([1, 2, 1]);
});

it('keeps no failure', async () => {
  const cache = new TravelTimesCache();
  await expect(cache.get('a', '1', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect((await cache.get('a', '1', counted('1'))).version).toBe('1');
});
