import type { ReleaseContent } from '../release-content.ts';
import { namedColumns, positionColumns } from './circle-tables.ts';
import { column, type ReleaseTable, table } from './release-table.ts';

// Where the points are and what they do, and the days on which the bureau goes to the buildings.

type Point = ReleaseContent['points'][number];

export function pointTables({ points, outreach, number }: ReleaseContent): ReleaseTable[] {
  return [
    table({ name: 'points', titleZh: '服务点', titleEn: 'Service points', key: ['code'] }, points, [
      ...namedColumns<Point>(),
      column('kind', 'string', '类型代码', 'Code of its kind', ({ kind }) => kind),
      column(
        'form',
        'string',
        'POINT 帮办代办服务点，AREA 帮办代办区',
        'POINT, or AREA: assisted-service area',
        ({ form }) => form,
      ),
      column(
        'status',
        'string',
        '期末状态：OPERATING 运行，SUSPENDED 暂停，PREPARING 筹备',
        'On the last day: OPERATING, SUSPENDED or PREPARING',
        ({ status }) => status,
      ),
      column(
        'opens_on',
        'date',
        '筹备中的：计划开放日',
        'In preparation: the day on which it is planned to open',
        ({ opensOn }) => opensOn,
      ),
      column('town', 'string', '镇（街道）', 'Town or street', ({ townOrStreet }) => townOrStreet),
      column('address', 'string', '地址', 'Address', ({ address }) => address),
      ...positionColumns<Point>(),
      column(
        'handles_all_items',
        'boolean',
        '是否可办全部事项；否则见“可办事项”',
        'Whether it handles every item; otherwise see point-items',
        (point) => point.handledItems === null,
      ),
    ]),
    table(
      {
        name: 'opening-hours',
        titleZh: '开放时间',
        titleEn: 'Opening hours',
        key: ['point', 'weekday', 'opens_at'],
      },
      points.flatMap(({ code, openingHours }) => openingHours.map((span) => ({ ...span, point: code }))),
      [
        column('point', 'string', '服务点代码', 'Code of the service point', ({ point }) => point),
        column('weekday', 'integer', '星期，1 为星期一', 'Weekday, 1 is Monday', ({ weekday }) => weekday),
        column('opens_at', 'string', '开门时刻，当地时间', 'Opens at, local time', ({ opensAt }) => opensAt),
        column(
          'closes_at',
          'string',
          '关门时刻，当地时间',
          'Closes at, local time',
          ({ closesAt }) => closesAt,
        ),
      ],
    ),
    table(
      { name: 'point-items', titleZh: '可办事项', titleEn: 'Items handled', key: ['point', 'code'] },
      points.flatMap(({ code, handledItems }) =>
        (handledItems ?? []).map((item) => ({ ...item, point: code })),
      ),
      [
        column('point', 'string', '服务点代码', 'Code of the service point', ({ point }) => point),
        ...namedColumns(),
      ],
    ),
    table(
      { name: 'outreach', titleZh: '进楼宇活动合计', titleEn: 'Outreach in total', key: ['release'] },
      [outreach],
      [
        column('release', 'string', '发布编号', 'Number of the release', () => number),
        column('events', 'integer', '活动场次', 'Events', ({ events }) => events),
        column(
          'building_days',
          'integer',
          '其中“三统一”集中办证日',
          'Building days among them',
          (total) => total.buildingDays,
        ),
        column(
          'enterprises',
          'integer',
          '服务企业数',
          'Enterprises served',
          ({ enterprises }) => enterprises,
        ),
        column(
          'enterprises_is_minimum',
          'boolean',
          '企业数是否为下限',
          'Whether that is a lower bound',
          (total) => total.enterprisesIsMinimum,
        ),
        column(
          'consultations',
          'integer',
          '咨询次数',
          'Consultations given',
          ({ consultations }) => consultations,
        ),
      ],
    ),
    table(
      { name: 'outreach-events', titleZh: '进楼宇活动', titleEn: 'Outreach events', key: ['event'] },
      outreach.list.map((each, index) => ({ ...each, event: index + 1 })),
      [
        column('event', 'integer', '序号，按日期', 'Its place in the list, by day', ({ event }) => event),
        column('on', 'date', '日期', 'Day', ({ on }) => on),
        column('place_zh', 'string', '地点（中文）', 'Place, in Chinese', ({ placeZh }) => placeZh),
        column('place_en', 'string', '地点（英文）', 'Place, in English', ({ placeEn }) => placeEn),
        column(
          'is_building_day',
          'boolean',
          '是否“三统一”集中办证日',
          'Whether it was a building day',
          (each) => each.isBuildingDay,
        ),
        column(
          'enterprises',
          'integer',
          '服务企业数',
          'Enterprises served',
          ({ enterprises }) => enterprises,
        ),
        column('minutes', 'integer', '时长，分钟', 'Duration in minutes', ({ minutes }) => minutes),
      ],
    ),
  ];
}
