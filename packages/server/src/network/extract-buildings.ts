import { open } from 'node:fs/promises';
import { readMapFeatures } from './map-features.ts';

/**
 * Writes the buildings of an extract as GeoJSON that the `key-buildings` profile takes: code, names where they are tagged, footprint.
 * What OpenStreetMap does not say (enterprises, floor area, opening date) stays empty. © OpenStreetMap contributors, ODbL.
 * @param isWanted by its tags; by default every one
 * @returns how many
 * @throws ExtractRefusal
 */
export async function writeBuildings(
  extract: string,
  out: string,
  isWanted: (tags: Readonly<Record<string, string>>) => boolean = () => true,
): Promise<number> {
  const buildings = (await readMapFeatures(extract)).filter(
    ({ layer, tags }) => layer === 'buildings' && isWanted(tags),
  );
  const file = await open(out, 'w');
  try {
    await file.write('{"type":"FeatureCollection","features":[\n');
    for (const [index, { id, tags, geometry }] of buildings.entries()) {
      const name = tags['name'] ?? id;
      const feature = {
        type: 'Feature',
        properties: {
          code: id,
          name_zh: tags['name:zh'] ?? name,
          name_en: tags['name:en'] ?? name,
          address: addressOf(tags),
          status: 'IN_USE',
        },
        geometry,
      };
      await file.write(`${index === 0 ? '' : ',\n'}${JSON.stringify(feature)}`);
    }
    await file.write('\n]}\n');
  } finally {
    await file.close();
  }
  return buildings.length;
}

function addressOf(tags: Readonly<Record<string, string>>): string | null {
  const parts = [tags['addr:street'], tags['addr:housenumber']].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
