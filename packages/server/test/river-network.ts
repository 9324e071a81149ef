import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExtract } from '../src/network/write-extract.ts';
import { EARTH_RADIUS_METRES } from '../src/places/great-circle.ts';
import type { Position } from '../src/places/place.entity.ts';

// A river that runs south to north, 300 m wide, with a road of 2 km along each bank and one bridge at their southern ends; and an
// island 5 km east with a road of its own. Every way can be told by hand.

const ORIGIN: Position = [108.4, 22.8];

/** So many metres east and north of the middle of the western road. */
export function metresFrom(east: number, north: number): Position {
  const degree = 180 / Math.PI / EARTH_RADIUS_METRES;
  return [ORIGIN[0] + (east * degree) / Math.cos((ORIGIN[1] * Math.PI) / 180), ORIGIN[1] + north * degree];
}

/** Metres on foot to seconds: 5.1 km/h. */
export function walkingSeconds(metres: number): number {
  return metres / (5.1 / 3.6);
}

/** Writes the extract into a folder of its own. @returns its path */
export async function writeRiverExtract(): Promise<string> {
  const nodes: { id: number; lon: number; lat: number }[] = [];
  const line = (from: number, east: number, south: number, north: number) => {
    const refs = [];
    for (let metres = south; metres <= north; metres += 100) {
      const [lon, lat] = metresFrom(east, metres);
      nodes.push({ id: from + refs.length, lon, lat });
      refs.push(from + refs.length);
    }
    return refs;
  };
  const [west, east, island] = [
    line(100, 0, -1000, 1000),
    line(200, 300, -1000, 1000),
    line(300, 5000, 0, 400),
  ];
  const residential = { highway: 'residential' };
  const file = join(await mkdtemp(join(tmpdir(), 'service-circle-river-')), 'river.osm.pbf');
  await writeFile(
    file,
    writeExtract({
      nodes,
      ways: [
        { id: 1, refs: west, tags: residential },
        { id: 2, refs: east, tags: residential },
        { id: 3, refs: [100, 200], tags: { highway: 'residential', bridge: 'yes' } },
        { id: 4, refs: island, tags: residential },
      ],
    }),
  );
  return file;
}
