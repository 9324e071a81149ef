import type { NewBureau } from '../bureau/add-bureau.ts';

// Qingxiu District, Nanning, as a newspaper described it on 22 December 2021. What the paper does not say is made up,
// seeded and labelled; no real person, enterprise or building beyond the reported ones is named.

/** The afternoon of the day of the report: "today" in the demonstration. */
export const AS_OF = new Date('2021-12-22T16:30:00+08:00');

/** Of everything that is made up: the day of the report. */
export const SEED = 20_211_222;

/** Applications in total at the points then operating, as reported. */
export const REPORTED_VOLUME = 6271;

export const QINGXIU: NewBureau = {
  code: 'QINGXIU',
  nameZh: '南宁市青秀区行政审批局（演示）',
  nameEn: 'Qingxiu District, Nanning (demonstration)',
  timeZone: 'Asia/Shanghai',
  calendarCode: 'CN',
  standardHours: [
    { open: '09:00', close: '12:00' },
    { open: '13:00', close: '17:00' },
  ],
  asOf: AS_OF,
  isDemonstration: true,
  noticeZh:
    '演示数据。据 2021 年 12 月 22 日的报道：1 个帮办代办区和 7 个帮办代办服务点已运行，爱琴海点正在筹备，累计办件 6,271 件，12 月 18 日进楼宇活动两小时内为 40 余家企业“三统一”发证。其余（点位名称与坐标、社区与人口、楼宇、道路、事项、每件办件的经过）均为按固定种子合成的数据，不代表真实情况。',
  noticeEn:
    'Demonstration data. As reported on 22 December 2021: 1 assisted-service area and 7 points operating, one in preparation at Aegean City Plaza, 6,271 applications in total, and a building day on 18 December that issued permits to 40+ enterprises within two hours. All else (names and places of points, communities and their residents, buildings, streets, items, the course of every application) is synthetic, from a fixed seed, and says nothing about reality.',
};

export interface PointPlan {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly form: '服务点' | '服务区';
  readonly townOrStreet: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly openingHours: string;
  readonly preparingFrom: string;
  /** null: in preparation. */
  readonly operatingFrom: string | null;
  /** Share of the arrivals while it operates, against the others. */
  readonly weight: number;
  readonly provenance: '报道' | '合成';
  /** Its system exports an event log instead of a case table. */
  readonly exportsLog: boolean;
}

const WEEKDAYS = '1-5 09:00-12:00,13:00-17:00';
const WITH_SATURDAY = `${WEEKDAYS};6 10:00-16:00`;

export const POINTS: readonly PointPlan[] = [
  point(
    'QX-A01',
    '青秀区帮办代办区',
    'Qingxiu assisted-service area',
    '政务大厅',
    '服务区',
    '金湖片',
    108.3665,
    22.8148,
    WEEKDAYS,
    '2021-02-01',
    '2021-03-01',
    2.6,
    '报道',
    false,
  ),
  point(
    'QX-P01',
    '云锦大厦帮办代办服务点',
    'Yunjin Tower service point',
    '商圈楼宇',
    '服务点',
    '南岸片',
    108.3812,
    22.8094,
    WITH_SATURDAY,
    '2021-03-15',
    '2021-04-12',
    1.7,
    '合成',
    false,
  ),
  point(
    'QX-P02',
    '锦绣国际帮办代办服务点',
    'Jinxiu International service point',
    '商圈楼宇',
    '服务点',
    '金湖片',
    108.3721,
    22.8201,
    WITH_SATURDAY,
    '2021-04-01',
    '2021-05-10',
    1.4,
    '合成',
    true,
  ),
  point(
    'QX-P03',
    '紫荆街道帮办代办服务点',
    'Zijing Street service point',
    '镇(街道)',
    '服务点',
    '紫荆片',
    108.3503,
    22.8262,
    WEEKDAYS,
    '2021-04-20',
    '2021-05-24',
    1.1,
    '合成',
    false,
  ),
  point(
    'QX-P04',
    '翠屏社区帮办代办服务点',
    'Cuiping Community service point',
    '村(社区)',
    '服务点',
    '紫荆片',
    108.3431,
    22.8334,
    WEEKDAYS,
    '2021-05-20',
    '2021-06-21',
    0.8,
    '合成',
    false,
  ),
  point(
    'QX-P05',
    '惠民银行帮办代办服务点',
    'Huimin Bank service point',
    '银行',
    '服务点',
    '南岸片',
    108.3954,
    22.8031,
    WEEKDAYS,
    '2021-06-15',
    '2021-07-19',
    0.9,
    '合成',
    false,
  ),
  point(
    'QX-P06',
    '邮政紫荆支局帮办代办服务点',
    'Zijing post office service point',
    '邮政',
    '服务点',
    '紫荆片',
    108.3557,
    22.8305,
    WITH_SATURDAY,
    '2021-07-10',
    '2021-08-23',
    0.7,
    '合成',
    true,
  ),
  point(
    'QX-P07',
    '启航产业园帮办代办服务点',
    'Qihang Park service point',
    '产业园区',
    '服务点',
    '仙湖片',
    108.4521,
    22.8123,
    WEEKDAYS,
    '2021-08-15',
    '2021-09-27',
    1.0,
    '合成',
    false,
  ),
  point(
    'QX-P08',
    '爱琴海帮办代办服务点',
    'Aegean City Plaza service point',
    '商圈楼宇',
    '服务点',
    '南岸片',
    108.4026,
    22.8168,
    WITH_SATURDAY,
    '2021-12-01',
    null,
    0,
    '报道',
    false,
  ),
];

function point(
  code: string,
  nameZh: string,
  nameEn: string,
  kind: string,
  form: '服务点' | '服务区',
  townOrStreet: string,
  longitude: number,
  latitude: number,
  openingHours: string,
  preparingFrom: string,
  operatingFrom: string | null,
  weight: number,
  provenance: '报道' | '合成',
  exportsLog: boolean,
): PointPlan {
  return {
    code,
    nameZh,
    nameEn,
    kind,
    form,
    townOrStreet,
    longitude,
    latitude,
    openingHours,
    preparingFrom,
    operatingFrom,
    weight,
    provenance,
    exportsLog,
  };
}

/** The point that slows down in November: the demonstration has a story to find. */
export const SLOW_POINT = 'QX-P03';
export const SLOW_FROM = '2021-11-01';

export const BUILDING_DAY = {
  code: 'OE-20211218',
  heldOn: '2021-12-18',
  pointCode: 'QX-P01',
  /** As reported: 40 and more enterprises within two hours, in four domains. How many exactly it does not say; the batch is made up. */
  enterprisesAtLeast: 40,
  durationMinutes: 120,
  domains: ['医疗卫生', '食品药品', '文化旅游', '市政公用'],
  batchSize: 43,
} as const;

interface Department {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

const DEPARTMENTS = {
  MR: { code: 'MR', nameZh: '市场监督管理', nameEn: 'Market regulation' },
  HE: { code: 'HE', nameZh: '卫生健康', nameEn: 'Health' },
  CT: { code: 'CT', nameZh: '文化广电体育和旅游', nameEn: 'Culture, sport and tourism' },
  MW: { code: 'MW', nameZh: '城市管理', nameEn: 'Urban management' },
  HS: { code: 'HS', nameZh: '人力资源和社会保障', nameEn: 'Human resources and social security' },
  CA: { code: 'CA', nameZh: '民政', nameEn: 'Civil affairs' },
  ED: { code: 'ED', nameZh: '教育', nameEn: 'Education' },
  AG: { code: 'AG', nameZh: '农业农村', nameEn: 'Agriculture' },
  HC: { code: 'HC', nameZh: '住房和城乡建设', nameEn: 'Housing and construction' },
  TR: { code: 'TR', nameZh: '交通运输', nameEn: 'Transport' },
} as const satisfies Record<string, Department>;

const DOMAINS = {
  START: { code: 'START', nameZh: '企业开办', nameEn: 'Starting a business' },
  FOOD: { code: 'FOOD', nameZh: '食品药品', nameEn: 'Food and medicine' },
  HEALTH: { code: 'HEALTH', nameZh: '医疗卫生', nameEn: 'Health' },
  CULT: { code: 'CULT', nameZh: '文化旅游', nameEn: 'Culture and tourism' },
  CITY: { code: 'CITY', nameZh: '市政公用', nameEn: 'Municipal works' },
  WORK: { code: 'WORK', nameZh: '就业社保', nameEn: 'Work and social security' },
  LIFE: { code: 'LIFE', nameZh: '民生服务', nameEn: 'Everyday life' },
  BUILD: { code: 'BUILD', nameZh: '工程建设', nameEn: 'Construction' },
} as const satisfies Record<string, Department>;

export interface ItemPlan {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly department: Department;
  readonly domain: Department;
  readonly isInstant: boolean;
  readonly statutoryWorkingDays: number;
  /** By the day from which it is in force. */
  readonly promised: readonly { readonly from: string; readonly workingDays: number }[];
  readonly weight: number;
  /** Share that needs an inspection on the spot. */
  readonly inspected: number;
  readonly isForEnterprises: boolean;
}

const SINCE = '2020-01-01';
type D = keyof typeof DEPARTMENTS;
type M = keyof typeof DOMAINS;

function instant(
  code: string,
  nameZh: string,
  nameEn: string,
  department: D,
  domain: M,
  statutoryWorkingDays: number,
  weight: number,
  isForEnterprises: boolean,
): ItemPlan {
  return {
    code,
    nameZh,
    nameEn,
    department: DEPARTMENTS[department],
    domain: DOMAINS[domain],
    isInstant: true,
    statutoryWorkingDays,
    promised: [{ from: SINCE, workingDays: 1 }],
    weight,
    inspected: 0,
    isForEnterprises,
  };
}

function committed(
  code: string,
  nameZh: string,
  nameEn: string,
  department: D,
  domain: M,
  statutoryWorkingDays: number,
  promised: number,
  weight: number,
  inspected: number,
): ItemPlan {
  return {
    code,
    nameZh,
    nameEn,
    department: DEPARTMENTS[department],
    domain: DOMAINS[domain],
    isInstant: false,
    statutoryWorkingDays,
    promised: [{ from: SINCE, workingDays: promised }],
    weight,
    inspected,
    isForEnterprises: true,
  };
}

export const ITEMS: readonly ItemPlan[] = [
  instant('MR-001', '个体工商户注册登记', 'Registration of a sole trader', 'MR', 'START', 15, 9, false),
  instant('MR-002', '企业设立登记', 'Registration of an enterprise', 'MR', 'START', 15, 8, true),
  instant('MR-003', '企业变更登记', 'Change of registration', 'MR', 'START', 15, 6, true),
  instant('MR-004', '企业注销登记', 'Deregistration of an enterprise', 'MR', 'START', 15, 2, true),
  {
    ...committed('MR-010', '食品经营许可', 'Food business permit', 'MR', 'FOOD', 20, 8, 7, 0.45),
    promised: [
      { from: SINCE, workingDays: 8 },
      { from: '2021-07-01', workingDays: 5 },
    ],
  },
  committed('MR-011', '小餐饮登记', 'Small catering registration', 'MR', 'FOOD', 10, 5, 5, 0.3),
  committed('MR-012', '药品零售经营许可', 'Pharmacy permit', 'MR', 'FOOD', 20, 12, 2, 0.6),
  committed(
    'MR-013',
    '第二类医疗器械经营备案',
    'Filing of class II medical devices',
    'MR',
    'FOOD',
    10,
    3,
    2,
    0,
  ),
  committed('HE-001', '公共场所卫生许可', 'Hygiene permit for a public place', 'HE', 'HEALTH', 20, 7, 6, 0.5),
  committed('HE-002', '诊所备案', 'Filing of a clinic', 'HE', 'HEALTH', 20, 10, 2, 0.4),
  instant('HE-003', '医师执业注册', 'Registration of a physician', 'HE', 'HEALTH', 20, 3, false),
  instant('HE-004', '护士执业注册', 'Registration of a nurse', 'HE', 'HEALTH', 20, 3, false),
  committed('CT-001', '娱乐场所经营许可', 'Entertainment venue permit', 'CT', 'CULT', 20, 10, 1.5, 0.5),
  committed('CT-002', '营业性演出审批', 'Approval of a commercial performance', 'CT', 'CULT', 20, 3, 1.5, 0),
  committed('CT-003', '出版物零售许可', 'Retail permit for publications', 'CT', 'CULT', 20, 5, 1.5, 0.1),
  committed('CT-004', '游泳场所经营许可', 'Swimming venue permit', 'CT', 'CULT', 20, 8, 0.8, 0.7),
  committed('MW-001', '户外广告设置审批', 'Approval of outdoor advertising', 'MW', 'CITY', 20, 6, 3, 0.35),
  committed('MW-002', '临时占用城市道路', 'Temporary use of a road', 'MW', 'CITY', 20, 5, 2, 0.4),
  committed('MW-003', '建筑垃圾处置核准', 'Disposal of construction waste', 'MW', 'CITY', 20, 7, 1.5, 0.4),
  committed('MW-004', '城市绿地树木修剪', 'Pruning of trees in green space', 'MW', 'CITY', 20, 5, 0.8, 0.3),
  instant('HS-001', '社会保障卡申领', 'Issue of a social security card', 'HS', 'WORK', 20, 6, false),
  instant('HS-002', '失业登记', 'Registration of unemployment', 'HS', 'WORK', 10, 4, false),
  committed('HS-003', '劳务派遣经营许可', 'Labour dispatch permit', 'HS', 'WORK', 20, 8, 1.5, 0.2),
  committed('HS-004', '人力资源服务许可', 'Human resources service permit', 'HS', 'WORK', 20, 7, 1.5, 0.2),
  instant('CA-001', '高龄津贴申领', 'Allowance for the aged', 'CA', 'LIFE', 20, 3, false),
  committed(
    'CA-002',
    '民办非企业单位登记',
    'Registration of a private non-enterprise unit',
    'CA',
    'LIFE',
    60,
    10,
    0.8,
    0.2,
  ),
  instant('ED-001', '教师资格认定', 'Recognition as a teacher', 'ED', 'LIFE', 30, 2, false),
  committed(
    'ED-002',
    '民办培训机构审批',
    'Approval of a private training school',
    'ED',
    'LIFE',
    30,
    15,
    1,
    0.6,
  ),
  committed('AG-001', '农药经营许可', 'Pesticide permit', 'AG', 'FOOD', 20, 8, 0.6, 0.4),
  committed('HC-001', '建筑工程施工许可', 'Construction permit', 'HC', 'BUILD', 7, 3, 1.2, 0),
  committed('HC-002', '城镇污水排入管网许可', 'Permit to discharge sewage', 'HC', 'BUILD', 20, 6, 1.2, 0.5),
  instant('TR-001', '道路货运从业资格证换发', 'Renewal of a haulage licence', 'TR', 'LIFE', 10, 2, false),
];

export const OTHER_OUTREACH = [
  {
    code: 'OE-20210917',
    nameZh: '锦绣国际政策宣讲日',
    nameEn: 'Information day at Jinxiu International',
    heldOn: '2021-09-17',
    place: '锦绣国际',
    pointCode: 'QX-P02',
    durationMinutes: 180,
    enterprises: null,
    consultations: 96,
    leaflets: 300,
    domains: ['企业开办', '就业社保'],
    isBuildingDay: false,
  },
  {
    code: 'OE-20211029',
    nameZh: '启航产业园走访日',
    nameEn: 'Visiting day at Qihang Park',
    heldOn: '2021-10-29',
    place: '启航产业园',
    pointCode: 'QX-P07',
    durationMinutes: 150,
    enterprises: 21,
    consultations: 58,
    leaflets: 180,
    domains: ['企业开办', '工程建设'],
    isBuildingDay: false,
  },
] as const;
