import type { Answer } from './siting-queries.ts';

/** A plan as GeoJSON (RFC 7946): every site with what becomes of it, for other maps. */
export function planGeoJson(answer: Answer, name: string): string {
  const open = new Set(answer.solution.open);
  const steps = new Map(
    answer.opening?.steps.map((step, index) => [step.site, { ...step, order: index + 1 }]),
  );
  return JSON.stringify({
    type: 'FeatureCollection',
    name,
    features: answer.sites.map((site) => {
      const step = steps.get(site.key);
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [site.longitude, site.latitude] },
        properties: {
          key: site.key,
          kind: site.kind,
          code: site.code,
          nameZh: site.nameZh,
          nameEn: site.nameEn,
          townOrStreet: site.townOrStreet ?? null,
          standing: site.standing,
          rule: site.rule,
          cost: site.cost,
          isOpen: open.has(site.key),
          order: step?.order ?? null,
          coveredGain: step?.coveredGain ?? null,
          coveredSoFar: step?.coveredWeight ?? null,
        },
      };
    }),
  });
}
