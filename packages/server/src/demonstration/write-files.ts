import { gzipSync } from 'node:zlib';
import type { EventType } from '../applications/application-event.ts';
import { BUILDING_DAY, ITEMS, OTHER_OUTREACH, POINTS } from './district.ts';
import { TARGET_ROWS } from './district-targets.ts';
import { generateApplications, type PlannedApplication, type PlannedEvent } from './generate-applications.ts';
import { createRandom } from './random.ts';
import { buildingOfPoint, writePlaces } from './write-places.ts';

/** A file of the demonstration, as a bureau's system would export it, and the profile it goes through. */
export interface DemonstrationFile {
  readonly name: string;
  readonly profile: string;
  readonly content: Buffer;
}

type Cell = string | number | null | undefined;

const CHANNEL_WORDS = {
  ONLINE: '网上',
  COUNTER: '窗口',
  ASSISTED: '帮办代办',
  ON_SITE_EVENT: '进楼宇活动',
} as const;
const REASON_WORDS: Readonly<Record<string, string>> = { INSPECTION: '勘验', EXPERT_REVIEW: '专家评审' };
const EVENT_WORDS: Partial<Record<EventType, string>> = {
  RECEIVED: '收件',
  CORRECTION_REQUESTED: '补正告知',
  CORRECTION_SUBMITTED: '补正提交',
  ACCEPTED: '受理',
  NOT_ACCEPTED: '不予受理',
  SUSPENDED: '特别程序开始',
  RESUMED: '特别程序结束',
  INSPECTED: '勘验',
  RECTIFICATION_REQUESTED: '整改',
  RECTIFIED: '整改完成',
  EXTENDED: '延期',
  DECIDED: '决定',
  ISSUED: '发证',
  DELIVERED: '送达',
  WITHDRAWN: '撤回',
  TERMINATED: '终止',
  RATED: '评价',
  REVIEW_FOLLOWED_UP: '差评回访',
};

/** The district as files, in the order in which they must be loaded. The same seed gives the same bytes. */
export function writeDemonstrationFiles(seed: number): DemonstrationFile[] {
  const applications = generateApplications(createRandom(seed));
  const [logged, tabled] = [true, false].map((exportsLog) =>
    applications.filter(({ point }) => point.exportsLog === exportsLog),
  );
  const places = writePlaces(seed);
  return [
    { name: '服务点.csv', profile: 'service-points', content: csv(servicePointRows()) },
    { name: '政务服务事项.csv', profile: 'service-items', content: csv(serviceItemRows()) },
    { name: '进楼宇活动.csv', profile: 'outreach-events', content: csv(outreachRows()) },
    { name: '办件表.csv.gz', profile: 'case-table', content: gzipSync(csv(caseRows(tabled ?? []))) },
    { name: '环节日志.csv', profile: 'event-log', content: csv(eventRows(logged ?? [])) },
    { name: '需求单元.geojson', profile: 'demand-areas', content: places.areas },
    { name: '重点楼宇.geojson', profile: 'key-buildings', content: places.buildings },
  ];
}

/** What the bureau set itself, in the native table. */
export function writeTargetsFile(): Buffer {
  return csv(TARGET_ROWS);
}

function servicePointRows(): Cell[][] {
  return [
    [
      '服务点编码',
      '名称',
      '英文名称',
      '类型',
      '形式',
      '镇街',
      '经度',
      '纬度',
      '开放时间',
      '状态沿革',
      '所在楼宇编码',
      '数据来源',
    ],
    ...POINTS.map((point) => [
      point.code,
      point.nameZh,
      point.nameEn,
      point.kind,
      point.form,
      point.townOrStreet,
      point.longitude,
      point.latitude,
      point.openingHours,
      [
        `筹备 ${point.preparingFrom}`,
        ...(point.operatingFrom === null ? [] : [`运行 ${point.operatingFrom}`]),
      ].join(';'),
      buildingOfPoint(point.code),
      point.provenance,
    ]),
  ];
}

function serviceItemRows(): Cell[][] {
  return [
    [
      '事项编码',
      '名称',
      '英文名称',
      '部门编码',
      '部门名称',
      '部门英文名称',
      '领域编码',
      '领域名称',
      '领域英文名称',
      '办件类型',
      '法定时限',
      '承诺时限',
      '生效日期',
      '失效日期',
    ],
    ...ITEMS.flatMap((item) =>
      item.promised.map(({ from, workingDays }, index) => {
        const next = item.promised[index + 1];
        return [
          item.code,
          item.nameZh,
          item.nameEn,
          item.department.code,
          item.department.nameZh,
          item.department.nameEn,
          item.domain.code,
          item.domain.nameZh,
          item.domain.nameEn,
          item.isInstant ? '即办件' : '承诺件',
          item.statutoryWorkingDays,
          workingDays,
          from,
          next ? dayBefore(next.from) : null,
        ];
      }),
    ),
  ];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function outreachRows(): Cell[][] {
  return [
    [
      '活动编码',
      '名称',
      '英文名称',
      '日期',
      '地点',
      '服务点编码',
      '时长分钟',
      '服务企业数',
      '企业数为下限',
      '咨询数',
      '宣传资料份数',
      '三统一',
      '服务领域',
      '数据来源',
    ],
    [
      BUILDING_DAY.code,
      '政务服务进楼宇活动（三统一）',
      'Building day: unified acceptance, inspection and issue',
      BUILDING_DAY.heldOn,
      '云锦大厦（地点为合成）',
      BUILDING_DAY.pointCode,
      BUILDING_DAY.durationMinutes,
      BUILDING_DAY.enterprisesAtLeast,
      '是',
      null,
      null,
      '是',
      BUILDING_DAY.domains.join('、'),
      '报道',
    ],
    ...OTHER_OUTREACH.map((event) => [
      event.code,
      event.nameZh,
      event.nameEn,
      event.heldOn,
      event.place,
      event.pointCode,
      event.durationMinutes,
      event.enterprises,
      event.enterprises === null ? null : '否',
      event.consultations,
      event.leaflets,
      '否',
      event.domains.join('、'),
      '合成',
    ]),
  ];
}

const CASE_EVENTS: readonly (readonly [
  header: string,
  type: EventType,
  detail?: readonly [string, (event: PlannedEvent) => Cell],
])[] = [
  ['收件时间', 'RECEIVED'],
  ['补正告知时间', 'CORRECTION_REQUESTED'],
  ['补正提交时间', 'CORRECTION_SUBMITTED'],
  ['受理时间', 'ACCEPTED'],
  ['不予受理时间', 'NOT_ACCEPTED'],
  [
    '特别程序开始时间',
    'SUSPENDED',
    ['特别程序原因', ({ suspensionReason }) => REASON_WORDS[suspensionReason ?? '']],
  ],
  [
    '勘验时间',
    'INSPECTED',
    ['勘验结果', ({ passed }) => (passed === undefined ? null : passed ? '通过' : '不通过')],
  ],
  ['特别程序结束时间', 'RESUMED'],
  ['整改通知时间', 'RECTIFICATION_REQUESTED'],
  ['整改完成时间', 'RECTIFIED'],
  ['延期批准时间', 'EXTENDED', ['延期工作日', ({ approvedWorkingDays }) => approvedWorkingDays]],
  ['决定时间', 'DECIDED', ['决定结果', ({ decision }) => (decision === 'GRANTED' ? '准予' : '不予')]],
  ['发证时间', 'ISSUED'],
  ['送达时间', 'DELIVERED'],
  ['撤回时间', 'WITHDRAWN'],
  ['评价时间', 'RATED', ['评价', ({ rating }) => rating]],
  ['差评回访时间', 'REVIEW_FOLLOWED_UP'],
];

function caseRows(applications: readonly PlannedApplication[]): Cell[][] {
  return [
    [
      ...ATTRIBUTE_HEADERS,
      ...CASE_EVENTS.flatMap(([header, , detail]) => (detail ? [header, detail[0]] : [header])),
    ],
    ...applications.map((application) => [
      ...attributes(application),
      ...CASE_EVENTS.flatMap(([, type, detail]) => {
        const event = application.events.find((each) => each.type === type);
        const at = event ? localTime(event.at) : null;
        return detail ? [at, event ? detail[1](event) : null] : [at];
      }),
    ]),
  ];
}

const ATTRIBUTE_HEADERS = [
  '办件编号',
  '服务点编码',
  '事项编码',
  '申请方式',
  '申请人类型',
  '跑动次数',
  '进楼宇活动编码',
];

function attributes(application: PlannedApplication): Cell[] {
  return [
    application.caseKey,
    application.point.code,
    application.item.code,
    CHANNEL_WORDS[application.channel],
    application.applicantKind === 'PERSON' ? '个人' : '企业',
    application.applicantVisits,
    application.outreachEventCode,
  ];
}

function eventRows(applications: readonly PlannedApplication[]): Cell[][] {
  return [
    [...ATTRIBUTE_HEADERS, '环节', '环节时间', '经办角色', '原因', '结果', '延期工作日', '评价'],
    ...applications.flatMap((application) =>
      application.events.map((event) => [
        ...attributes(application),
        EVENT_WORDS[event.type],
        localTime(event.at),
        event.type === 'RATED' ? '申请人' : '帮办员',
        REASON_WORDS[event.suspensionReason ?? ''],
        event.type === 'INSPECTED'
          ? event.passed
            ? '通过'
            : '不通过'
          : event.type === 'DECIDED'
            ? event.decision === 'GRANTED'
              ? '准予'
              : '不予'
            : null,
        event.approvedWorkingDays,
        event.rating,
      ]),
    ),
  ];
}

/** Wall clock of the district, which is eight hours ahead of UTC all year. */
function localTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** UTF-8 with BOM, as the spreadsheets of an office write it. */
function csv(rows: readonly (readonly Cell[])[]): Buffer {
  const line = (cells: readonly Cell[]) => cells.map(quote).join(',');
  return Buffer.from(`\ufeff${rows.map(line).join('\r\n')}\r\n`);
}

function quote(cell: Cell): string {
  const text = cell == null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
