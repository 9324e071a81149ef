import type { ChannelCategory, Handling } from '../applications/service-item.entity.ts';
import type { CoverageSubject } from '../coverage/closing-circle.ts';
import {
  BUILDING_REACH,
  ENTERPRISES_COVERED,
  KEY_BUILDINGS_COVERED,
  RESIDENTS_COVERED,
} from '../coverage/coverage.definitions.ts';
import type { MeasureDefinition } from '../measure/measure-definition.ts';
import type { TravelMode } from '../network/travel-mode.ts';
import type { PlaceKind } from '../network/travel-times.ts';
import {
  ASSISTED_SHARE,
  AT_MOST_ONCE,
  FIRST_PASS,
  INSTANT_SHARE,
  ONLINE_SHARE,
  SATISFACTION,
  ZERO_ERRAND,
} from '../performance/performance.definitions.ts';
import type { ServicePointKind, ServicePointStatus } from '../service-points/service-point.entity.ts';
import { ON_TIME } from '../turnaround/turnaround.definitions.ts';
import type { ReleaseContent, ReleaseRate } from './release-content.ts';

/** What a code of the open data is called on the pages. */
export interface BothNames {
  readonly nameZh: string;
  readonly nameEn: string;
}

const named = (nameZh: string, nameEn: string): BothNames => ({ nameZh, nameEn });

export const POINT_KIND_NAMES: Readonly<Record<ServicePointKind, BothNames>> = {
  TOWN_OR_STREET: named('镇(街道)', 'Town or street'),
  VILLAGE_OR_COMMUNITY: named('村(社区)', 'Village or community'),
  BUSINESS_BUILDING: named('商圈楼宇', 'Business building'),
  BANK: named('银行', 'Bank'),
  POST_OFFICE: named('邮政', 'Post office'),
  INDUSTRIAL_PARK: named('产业园区', 'Industrial park'),
  SERVICE_HALL: named('政务大厅', 'Service hall'),
};

export const CHANNEL_NAMES: Readonly<Record<ChannelCategory, BothNames>> = {
  ONLINE: named('网上申请', 'Online'),
  COUNTER: named('窗口申请', 'At the counter'),
  ASSISTED: named('帮办代办', 'Assisted'),
  ON_SITE_EVENT: named('进楼宇活动', 'At an on-site event'),
};

export const ITEM_KIND_NAMES: Readonly<Record<Handling, BothNames>> = {
  INSTANT: named('即办件', 'Instant items'),
  COMMITTED: named('承诺件', 'Committed items'),
};

export const STATUS_NAMES: Readonly<Record<ServicePointStatus, BothNames>> = {
  PREPARING: named('筹备中', 'In preparation'),
  OPERATING: named('运行中', 'Operating'),
  SUSPENDED: named('暂停', 'Suspended'),
  CLOSED: named('关闭', 'Closed'),
};

export const MODE_NAMES: Readonly<Record<TravelMode, BothNames>> = {
  WALK: named('步行', 'on foot'),
  CYCLE: named('骑行', 'by bicycle'),
  DRIVE: named('驾车', 'by car'),
};

export const PLACE_KIND_NAMES: Readonly<Record<PlaceKind, BothNames>> = {
  DEMAND_AREA: named('社区（村）', 'Community'),
  KEY_BUILDING: named('重点楼宇', 'Key building'),
};

export const RATE_DEFINITIONS: Readonly<Record<ReleaseRate['measure'], MeasureDefinition>> = {
  ON_TIME,
  ZERO_ERRAND,
  AT_MOST_ONCE,
  FIRST_PASS,
  INSTANT_SHARE,
  ONLINE_SHARE,
  ASSISTED_SHARE,
  SATISFACTION,
};

export const SUBJECT_DEFINITIONS: Readonly<Record<CoverageSubject, MeasureDefinition>> = {
  RESIDENTS: RESIDENTS_COVERED,
  ENTERPRISES: ENTERPRISES_COVERED,
  KEY_BUILDINGS: KEY_BUILDINGS_COVERED,
  BUILDING_REACH,
};

const UNSTATED = named('未注明', 'Not stated');
const WHOLE = named('全局', 'Whole bureau');

/** An empty code is that of what states none; a foreign one has no name but itself. */
export function nameOf(names: Readonly<Record<string, BothNames>>, key: string): BothNames {
  return names[key] ?? (key === '' ? UNSTATED : named(key, key));
}

/** What a group is called, by how it was grouped. */
export function groupNames(content: ReleaseContent): (by: string, key: string) => BothNames {
  const points = new Map(content.points.map((point) => [point.code, point]));
  return (by, key) => {
    switch (by) {
      case 'WHOLE':
        return WHOLE;
      case 'POINT':
        return points.get(key) ?? nameOf({}, key);
      case 'POINT_KIND':
        return nameOf(POINT_KIND_NAMES, key);
      case 'CHANNEL':
        return nameOf(CHANNEL_NAMES, key);
      default:
        return nameOf(ITEM_KIND_NAMES, key);
    }
  };
}
