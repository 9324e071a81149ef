import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type OsmWay, readExtract, readExtractHeader } from '../network/osm-extract.ts';
import { greatCircleMetres } from '../places/great-circle.ts';
import { isInside, representativePoint } from '../places/outline.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import { POINTS, SEED } from './district.ts';
import { planAreas, planBuildings } from './district-places.ts';
import { createRandom } from './random.ts';
import { writeStreets } from './write-streets.ts';

// What is written is read back from the bytes: nothing of the planner is asked.

const nodes = new Map<number, Position>();
const ways: OsmWay[] = [];
let source: string | null;

beforeAll(async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'service-circle-streets-')), 'streets.osm.pbf');
  await writeFile(file, writeStreets(SEED));
  ({ source } = await readExtractHeader(file));
  for await (const elements of readExtract(file)) {
    for (const element of elements) {
      if (element.type === 'node') {
        nodes.set(element.id, [element.lon, element.lat]);
      } else if (element.type === 'way') {
        ways.push(element);
      }
    }
  }
});

const at = (id: number): Position => nodes.get(id) ?? [0, 0];
const streets = (isDriven: boolean) =>
  ways.filter(
    ({ tags = {} }) => tags['highway'] !== undefined && !(isDriven && tags['highway'] === 'footway'),
  );
const readWaters = (): Outline[] =>
  ways
    .filter(({ tags }) => tags?.['natural'] === 'water')
    .map(({ refs }) => ({ type: 'Polygon', coordinates: [refs.map(at)] }));

/** Where people start, as the importer reads it off the outlines, and where they go. */
function ends(): { readonly code: string; readonly position: Position }[] {
  const random = createRandom(SEED);
  const areas = planAreas(random);
  return [
    ...[...areas, ...planBuildings(random, areas)].map(({ code, ring }) => ({
      code,
      position: representativePoint({ type: 'Polygon', coordinates: [ring] }),
    })),
    ...POINTS.map(({ code, longitude, latitude }): { code: string; position: Position } => ({
      code,
      position: [longitude, latitude],
    })),
  ];
}

it('the same seed gives the same bytes, another one others', () => {
  const one = writeStreets(7);
  expect(one.equals(writeStreets(7))).toBe(true);
  expect(one.equals(writeStreets(8))).toBe(false);
});

it('the file says that it is made up, and so does every name in it', () => {
  expect(source).toMatch(/synthetic/);
  const names = ways.flatMap(({ tags }) => tags?.['name'] ?? []);
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !name.startsWith('演示'))).toEqual([]);
});

it.each([
  ['on foot', false],
  ['by car', true],
])('%s every street is reached from every other', (_, isDriven) => {
  const neighbours = new Map<number, number[]>();
  for (const { refs } of streets(isDriven)) {
    for (const [index, to] of refs.slice(1).entries()) {
      const from = refs[index] ?? to;
      neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
      neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
    }
  }
  const reached = new Set([...neighbours.keys()].slice(0, 1));
  for (const node of reached) {
    for (const next of neighbours.get(node) ?? []) {
      reached.add(next);
    }
  }
  expect(neighbours.size).toBeGreaterThan(5000);
  expect(reached.size).toBe(neighbours.size);
});

it('a street for cars passes every place and point within 250 m', () => {
  const junctions = streets(true).flatMap(({ refs }) => refs.map(at));
  const far = ends().filter(({ position }) =>
    junctions.every((junction) => greatCircleMetres(position, junction) > 250),
  );
  expect(far).toEqual([]);
});

it('only bridges lie on the water, three for all and one for those on foot, and no place stands in it', () => {
  const waters = readWaters();
  const isWet = (position: Position) => waters.some((water) => isInside(position, water));
  const onWater = streets(false).filter(({ refs }) => {
    const middles = refs.slice(1).map((to, index): Position => {
      const [[x, y], [otherX, otherY]] = [at(refs[index] ?? to), at(to)];
      return [(x + otherX) / 2, (y + otherY) / 2];
    });
    return [...refs.map(at), ...middles].some(isWet);
  });
  expect(onWater.map(({ tags }) => [tags?.['highway'], tags?.['bridge']])).toEqual([
    ['primary', 'yes'],
    ['primary', 'yes'],
    ['primary', 'yes'],
    ['footway', 'yes'],
  ]);
  expect(ends().filter(({ position }) => isWet(position))).toEqual([]);
});
