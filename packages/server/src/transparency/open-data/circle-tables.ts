import { COVERAGE_SUBJECTS } from '../../coverage/closing-circle.ts';
import type { MicroPosition, ReleaseCircle, ReleasePlace, Share } from '../release-content.ts';
import { UNSTATED_KEY, WHOLE_KEY } from './activity-tables.ts';
import { column, type ReleaseTable, type TableColumn, table } from './release-table.ts';

/** How many of the nearest points a place has columns for. */
const NEAREST = [0, 1, 2] as const;
const MICRODEGREES = 1_000_000;

export function circleTables(circle: ReleaseCircle): ReleaseTable[] {
  return [sharesTable(circle), progressTable(circle), placesTable(circle.places)];
}

function sharesTable(circle: ReleaseCircle): ReleaseTable {
  const groups = [
    { by: 'WHOLE', key: WHOLE_KEY, shares: circle.shares },
    ...circle.towns.map(({ townOrStreet, shares }) => ({
      by: 'TOWN',
      key: townOrStreet ?? UNSTATED_KEY,
      shares,
    })),
  ];
  const rows = groups.flatMap(({ by, key, shares }) =>
    COVERAGE_SUBJECTS.map((subject) => ({ by, key, subject, share: shares[subject] })),
  );
  return table(
    {
      name: 'circle',
      titleZh: '服务圈覆盖',
      titleEn: 'The service circle',
      key: ['group_by', 'group', 'subject'],
    },
    rows,
    [
      column(
        'group_by',
        'string',
        'WHOLE 全局，TOWN 镇（街道）',
        'WHOLE bureau or TOWN (or street)',
        ({ by }) => by,
      ),
      column(
        'group',
        'string',
        '镇（街道）名；全局为 ALL',
        'Name of the town or street; ALL of the whole',
        ({ key }) => key,
      ),
      column(
        'subject',
        'string',
        'RESIDENTS 居民，ENTERPRISES 企业，KEY_BUILDINGS 重点楼宇，BUILDING_REACH 楼内有服务点的重点楼宇',
        'RESIDENTS, ENTERPRISES, KEY_BUILDINGS, or BUILDING_REACH: key buildings with a point inside',
        ({ subject }) => subject,
      ),
      ...shareColumns(({ share }: (typeof rows)[number]) => share),
    ],
  );
}

function shareColumns<Item>(shareOf: (item: Item) => Share): TableColumn<Item>[] {
  return [
    column('covered', 'integer', '已覆盖的数量', 'How many are covered', (item) => shareOf(item).covered),
    column('total', 'integer', '总数', 'Of how many', (item) => shareOf(item).total),
  ];
}

function progressTable({ progress }: ReleaseCircle): ReleaseTable {
  return table(
    {
      name: 'circle-progress',
      titleZh: '重点楼宇覆盖进展',
      titleEn: 'Key buildings covered, day by day',
      key: ['on', 'is_planned'],
    },
    progress,
    [
      column('on', 'date', '日期', 'Day', ({ on }) => on),
      column(
        'is_planned',
        'boolean',
        '是否为计划',
        'Whether it is still planned',
        ({ isPlanned }) => isPlanned,
      ),
      ...shareColumns(({ keyBuildings }: ReleaseCircle['progress'][number]) => keyBuildings),
      column(
        'points_operating',
        'integer',
        '运行中的服务点数',
        'Service points operating',
        (step) => step.pointsOperating,
      ),
      column(
        'causes',
        'string',
        '当日起变化的服务点或楼宇的代码，以空格分隔',
        'Codes of the points or buildings that changed on the day, separated by spaces',
        ({ causes }) => causes.map(({ code }) => code).join(' '),
      ),
    ],
  );
}

function placesTable(places: readonly ReleasePlace[]): ReleaseTable {
  const nearest = NEAREST.flatMap((index): TableColumn<ReleasePlace>[] => [
    column(
      `nearest_${index + 1}_point`,
      'string',
      `第 ${index + 1} 近的运行中服务点的代码`,
      `Code of the operating point that is number ${index + 1} by nearness`,
      (place) => place.nearest[index]?.point ?? null,
    ),
    column(
      `nearest_${index + 1}_seconds`,
      'integer',
      '步行到该点的秒数',
      'Seconds on foot to it',
      (place) => place.nearest[index]?.seconds ?? null,
    ),
  ]);
  return table(
    {
      name: 'places',
      titleZh: '社区与重点楼宇',
      titleEn: 'Communities and key buildings',
      key: ['kind', 'code'],
    },
    places,
    [
      column<ReleasePlace>(
        'kind',
        'string',
        'DEMAND_AREA 社区（村），KEY_BUILDING 重点楼宇',
        'DEMAND_AREA: community or village; KEY_BUILDING',
        ({ kind }) => kind,
      ),
      ...namedColumns<ReleasePlace>(),
      column('town', 'string', '镇（街道）', 'Town or street', ({ townOrStreet }) => townOrStreet),
      ...positionColumns<ReleasePlace>(),
      column(
        'is_covered',
        'boolean',
        '是否在服务圈内',
        'Whether it is within the circle',
        (place) => place.isCovered,
      ),
      ...nearest,
      column(
        'next_point',
        'string',
        '计划覆盖它的服务点的代码',
        'Code of the planned point that is to cover it',
        (place) => place.comesNext?.point ?? null,
      ),
      column(
        'next_on',
        'date',
        '该点的计划开放日',
        'Day on which that point is planned to open',
        (place) => place.comesNext?.on ?? null,
      ),
    ],
  );
}

export function namedColumns<
  Item extends { code: string; nameZh: string; nameEn: string },
>(): TableColumn<Item>[] {
  return [
    column('code', 'string', '代码', 'Code', ({ code }) => code),
    column('name_zh', 'string', '中文名称', 'Chinese name', ({ nameZh }) => nameZh),
    column('name_en', 'string', '英文名称', 'English name', ({ nameEn }) => nameEn),
  ];
}

export function positionColumns<Item extends { position: MicroPosition | null }>(): TableColumn<Item>[] {
  return [
    column('longitude', 'number', '经度，WGS-84，度', 'Longitude in degrees, WGS-84', ({ position }) =>
      degrees(position?.longitudeMicrodegrees),
    ),
    column('latitude', 'number', '纬度，WGS-84，度', 'Latitude in degrees, WGS-84', ({ position }) =>
      degrees(position?.latitudeMicrodegrees),
    ),
  ];
}

function degrees(microdegrees: number | undefined): number | null {
  return microdegrees === undefined ? null : microdegrees / MICRODEGREES;
}
