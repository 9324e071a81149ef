import type { Count, ReleaseContent, ReleaseGroup } from '../release-content.ts';
import { type BothNames, groupNames } from '../release-names.ts';
import { column, type ReleaseTable, type TableColumn, table } from './release-table.ts';

// What came in, how long it took, how well it went and what is open.

interface Grouped {
  readonly by: string;
  readonly key: string;
  readonly names: BothNames;
}

/** `group` of the whole bureau, and of what states none: no key of a table is empty. */
export const WHOLE_KEY = 'ALL';
export const UNSTATED_KEY = 'UNSTATED';
const keyText = (key: string): string => key || UNSTATED_KEY;

export function activityTables(content: ReleaseContent): ReleaseTable[] {
  const namesOf = groupNames(content);
  const grouped = (by: string, key: string): Grouped => ({ by, key: keyText(key), names: namesOf(by, key) });
  const ofGroup = <Item extends { readonly group: ReleaseGroup }>(item: Item): Item & Grouped => ({
    ...item,
    ...grouped(item.group.by, item.group.by === 'WHOLE' ? WHOLE_KEY : item.group.key),
  });
  return [
    volumeTable(content, grouped),
    cubeTable(content),
    turnaroundTable(content.turnaround.map(ofGroup)),
    distributionTable(content.turnaround.map(ofGroup)),
    ratesTable(content.rates.map(ofGroup)),
    caseloadTable(content.caseload.map(ofGroup)),
    monthsTable(content),
  ];
}

function groupColumns<Item extends Grouped>(): TableColumn<Item>[] {
  return [
    column(
      'group_by',
      'string',
      '分组方式：WHOLE 全局，POINT 服务点，POINT_KIND 服务点类型，CHANNEL 申请方式，ITEM_KIND 办件类型',
      'How it is grouped: WHOLE bureau, POINT of service, POINT_KIND, CHANNEL, ITEM_KIND',
      ({ by }) => by,
    ),
    column(
      'group',
      'string',
      '组的代码；全局为 ALL',
      'Code of the group; ALL of the whole bureau',
      ({ key }) => key,
    ),
  ];
}

function nameColumns<Item extends Grouped>(): TableColumn<Item>[] {
  return [
    column('name_zh', 'string', '组的中文名称', 'Chinese name of the group', ({ names }) => names.nameZh),
    column('name_en', 'string', '组的英文名称', 'English name of the group', ({ names }) => names.nameEn),
  ];
}

function volumeTable(
  { volume }: ReleaseContent,
  grouped: (by: string, key: string) => Grouped,
): ReleaseTable {
  const rows: (Grouped & { readonly count: Count })[] = [
    { ...grouped('WHOLE', WHOLE_KEY), count: volume.total },
    ...(
      [
        ['POINT', volume.byPoint],
        ['POINT_KIND', volume.byPointKind],
        ['CHANNEL', volume.byChannel],
        ['ITEM_KIND', volume.byItemKind],
      ] as const
    ).flatMap(([by, counts]) => counts.map(({ key, count }) => ({ ...grouped(by, key), count }))),
  ];
  return table(
    { name: 'volume', titleZh: '办件量', titleEn: 'Applications received', key: ['group_by', 'group'] },
    rows,
    [
      ...groupColumns<(typeof rows)[number]>(),
      ...nameColumns(),
      column(
        'applications',
        'integer',
        '期间内收件的办件数',
        'Applications received in the period',
        ({ count }) => count,
      ),
    ],
  );
}

function cubeTable({ volume }: ReleaseContent): ReleaseTable {
  return table(
    {
      name: 'volume-cube',
      titleZh: '办件量明细：服务点 × 申请方式 × 办件类型',
      titleEn: 'Applications received: service point × channel × kind of item',
      key: ['point', 'channel', 'item_kind'],
    },
    volume.cube,
    [
      column('point', 'string', '服务点代码', 'Code of the service point', ({ point }) => keyText(point)),
      column('channel', 'string', '申请方式代码', 'Code of the channel', ({ channel }) => keyText(channel)),
      column('item_kind', 'string', '办件类型代码', 'Code of the kind of item', ({ itemKind }) =>
        keyText(itemKind),
      ),
      column(
        'applications',
        'integer',
        '期间内收件的办件数；未列出的组合为 0',
        'Applications received in the period; a combination that is not listed had none',
        ({ count }) => count,
      ),
    ],
  );
}

function turnaroundTable(rows: readonly (ReleaseContent['turnaround'][number] & Grouped)[]): ReleaseTable {
  return table(
    { name: 'turnaround', titleZh: '办理时长', titleEn: 'Turnaround', key: ['group_by', 'group'] },
    rows,
    [
      ...groupColumns<(typeof rows)[number]>(),
      ...nameColumns(),
      column(
        'applications',
        'integer',
        '期间内作出决定的办件数',
        'Applications decided in the period',
        ({ n }) => n,
      ),
      column(
        'median_tenths',
        'integer',
        '半数办件不超过的时长，以十分之一个标准工作日计',
        'The time that half of them took or less, in tenths of a standard working day',
        ({ medianTenths }) => medianTenths,
      ),
      column(
        'p90_tenths',
        'integer',
        '九成办件不超过的时长，以十分之一个标准工作日计',
        'The time that nine in ten took or less, in tenths of a standard working day',
        ({ p90Tenths }) => p90Tenths,
      ),
    ],
  );
}

function distributionTable(
  groups: readonly (ReleaseContent['turnaround'][number] & Grouped)[],
): ReleaseTable {
  return table(
    {
      name: 'turnaround-distribution',
      titleZh: '办理时长分布',
      titleEn: 'Distribution of the turnaround',
      key: ['group_by', 'group', 'tenths'],
    },
    groups.flatMap((group) => (group.distribution ?? []).map((bin) => ({ ...group, ...bin }))),
    [
      ...groupColumns<(typeof groups)[number] & { readonly tenths: number; readonly count: number }>(),
      column(
        'tenths',
        'integer',
        '办理时长，以十分之一个标准工作日计，逐件向上取整',
        'Turnaround in tenths of a standard working day, each application rounded up',
        ({ tenths }) => tenths,
      ),
      column(
        'applications',
        'integer',
        '用时为该值的办件数；未列出的值为 0',
        'Applications that took so long; a value that is not listed had none',
        ({ count }) => count,
      ),
    ],
  );
}

function ratesTable(rows: readonly (ReleaseContent['rates'][number] & Grouped)[]): ReleaseTable {
  return table(
    { name: 'rates', titleZh: '比率', titleEn: 'Rates', key: ['measure', 'group_by', 'group'] },
    rows,
    [
      column<(typeof rows)[number]>('measure', 'string', '指标', 'Measure', ({ measure }) => measure),
      ...groupColumns<(typeof rows)[number]>(),
      ...nameColumns<(typeof rows)[number]>(),
      column(
        'numerator',
        'integer',
        '分子，办件数',
        'Applications in the numerator',
        ({ numerator }) => numerator,
      ),
      column(
        'denominator',
        'integer',
        '分母，办件数',
        'Applications in the denominator',
        ({ denominator }) => denominator,
      ),
    ],
  );
}

function caseloadTable(rows: readonly (ReleaseContent['caseload'][number] & Grouped)[]): ReleaseTable {
  return table(
    {
      name: 'caseload',
      titleZh: '收件、办结与在办',
      titleEn: 'Received, closed and open',
      key: ['group_by', 'group'],
    },
    rows,
    [
      ...groupColumns<(typeof rows)[number]>(),
      ...nameColumns(),
      column(
        'backlog_at_start',
        'integer',
        '期初在办',
        'Open at the start of the period',
        (row) => row.backlogAtStart,
      ),
      column('received', 'integer', '期间内收件', 'Received in the period', ({ received }) => received),
      column('closed', 'integer', '期间内办结', 'Closed in the period', ({ closed }) => closed),
      column('backlog', 'integer', '期末在办', 'Open at the end of the period', ({ backlog }) => backlog),
      column('overdue', 'integer', '期末超期', 'Of those, past their limit', ({ overdue }) => overdue),
    ],
  );
}

function monthsTable({ series }: ReleaseContent): ReleaseTable {
  return table({ name: 'months', titleZh: '逐月数据', titleEn: 'Month by month', key: ['month'] }, series, [
    column('month', 'string', '月份，YYYY-MM', 'Month, YYYY-MM', ({ month }) => month),
    column('received', 'integer', '收件', 'Received', ({ received }) => received),
    column('closed', 'integer', '办结', 'Closed', ({ closed }) => closed),
    column('backlog', 'integer', '月末在办', 'Open at the end of the month', ({ backlog }) => backlog),
    column('decided', 'integer', '作出决定', 'Decided', ({ decided }) => decided),
    column(
      'median_tenths',
      'integer',
      '半数办件不超过的时长，同“办理时长”',
      'As in turnaround',
      (row) => row.medianTenths,
    ),
    column(
      'p90_tenths',
      'integer',
      '九成办件不超过的时长，同“办理时长”',
      'As in turnaround',
      ({ p90Tenths }) => p90Tenths,
    ),
    column(
      'on_time_numerator',
      'integer',
      '按时办结的办件数',
      'Decided on time',
      ({ onTime }) => onTime.numerator,
    ),
    column(
      'on_time_denominator',
      'integer',
      '作出决定且有承诺时限的办件数',
      'Decided, with a promised limit',
      ({ onTime }) => onTime.denominator,
    ),
  ]);
}
