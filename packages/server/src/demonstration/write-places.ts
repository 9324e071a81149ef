import {
  BUILDINGS_OF_POINTS,
  type PlannedArea,
  type PlannedBuilding,
  planAreas,
  planBuildings,
  type Ring,
} from './district-places.ts';
import { createRandom } from './random.ts';

/** Where people live and work, as a planning office would export it: GeoJSON with outlines. */
export function writePlaces(seed: number): { readonly areas: Buffer; readonly buildings: Buffer } {
  const random = createRandom(seed);
  const areas = planAreas(random);
  return {
    areas: geoJson(areas.map(areaFeature)),
    buildings: geoJson(planBuildings(random, areas).map(buildingFeature)),
  };
}

/** The code of the building that a point stands in; null: in none of the key buildings. */
export function buildingOfPoint(pointCode: string): string | null {
  return BUILDINGS_OF_POINTS[pointCode]?.code ?? null;
}

interface Feature {
  readonly properties: Readonly<Record<string, string | number | null>>;
  readonly ring: Ring;
}

function areaFeature({ ring, ...area }: PlannedArea): Feature {
  return {
    ring,
    properties: {
      需求单元编码: area.code,
      名称: area.nameZh,
      英文名称: area.nameEn,
      单元类型: area.kind,
      镇街: area.townOrStreet,
      常住人口: area.residents,
      企业数: area.enterprises,
      数据来源: '合成',
    },
  };
}

function buildingFeature({ ring, ...building }: PlannedBuilding): Feature {
  return {
    ring,
    properties: {
      楼宇编码: building.code,
      名称: building.nameZh,
      英文名称: building.nameEn,
      镇街: building.townOrStreet,
      入驻企业数: building.enterprises,
      建筑面积平方米: building.floorAreaSquareMetres,
      楼宇状态: building.status,
      启用日期: building.openedOn,
      停用日期: building.closedOn,
      数据来源: '合成',
    },
  };
}

function geoJson(features: readonly Feature[]): Buffer {
  const lines = features.map(({ properties, ring }) =>
    JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }),
  );
  return Buffer.from(`{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`);
}
