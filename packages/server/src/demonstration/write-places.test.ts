import { expect, it } from 'vitest';
import { isInside } from '../places/outline.ts';
import { POINTS } from './district.ts';
import { type PlannedArea, planAreas, planBuildings } from './district-places.ts';
import { createRandom } from './random.ts';
import { buildingOfPoint, writePlaces } from './write-places.ts';

const SEED = 7;

function plan() {
  const random = createRandom(SEED);
  const areas = planAreas(random);
  return { areas, buildings: planBuildings(random, areas) };
}

/** The edges of an area, each with the way it is walked. */
function edgesOf({ ring }: PlannedArea): string[] {
  return ring.slice(1).map((corner, index) => `${String(ring[index])} > ${String(corner)}`);
}

it('the same seed gives the same bytes, another one others', () => {
  const [one, same, other] = [writePlaces(SEED), writePlaces(SEED), writePlaces(SEED + 1)];
  expect(one.areas.equals(same.areas) && one.buildings.equals(same.buildings)).toBe(true);
  expect(one.areas.equals(other.areas)).toBe(false);
});

it('areas lie side by side: no edge is walked twice the same way, and each is walked back by at most one neighbour', () => {
  const edges = plan().areas.flatMap(edgesOf);
  expect(new Set(edges).size).toBe(edges.length);
  // Inside the district an edge has an area on either side; the outline is what is left, far shorter.
  const shared = edges.filter((edge) => edges.includes(edge.split(' > ').reverse().join(' > ')));
  expect(shared.length).toBeGreaterThan(edges.length / 2);
});

it('every area has a name, a code and a town of its own, and people', () => {
  const { areas } = plan();
  expect(new Set(areas.map(({ nameZh }) => nameZh)).size).toBe(areas.length);
  expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length);
  expect(areas.filter(({ residents, townOrStreet }) => residents <= 0 || townOrStreet === '')).toEqual([]);
});

it('a point stands within the building that it names', () => {
  const { buildings } = plan();
  const inBuildings = POINTS.flatMap((point) => {
    const building = buildings.find(({ code }) => code === buildingOfPoint(point.code));
    return building ? [{ point, building }] : [];
  });
  expect(inBuildings.map(({ point }) => point.code)).toEqual(['QX-P01', 'QX-P02', 'QX-P07', 'QX-P08']);
  for (const { point, building } of inBuildings) {
    const outline = { type: 'Polygon', coordinates: [building.ring] } as const;
    expect(isInside([point.longitude, point.latitude], outline), point.code).toBe(true);
  }
});
