import { countText } from './number-text.ts';
import type { PageWords } from './page-words.ts';

const MODES = { WALK: '步行', CYCLE: '骑行', DRIVE: '驾车' } as const;
const GROUPS: Readonly<Record<string, string>> = {
  POINT: '服务点',
  POINT_KIND: '服务点类型',
  CHANNEL: '申请方式',
  ITEM_KIND: '办件类型',
};

const dayText = (day: string): string => {
  const [year, month, of] = day.split('-').map(Number);
  return `${year}年${month}月${of}日`;
};
const monthText = (month: string): string => {
  const [year, of] = month.split('-').map(Number);
  return `${year}年${of}月`;
};

export const WORDS_ZH: PageWords = {
  htmlLanguage: 'zh-CN',
  otherLanguage: { name: 'English', htmlLanguage: 'en' },
  skip: '跳到正文',
  contents: '本页内容',
  kicker: '政务服务公开',
  title: (month) => `${monthText(month)}，事办得怎么样`,
  documentTitle: (month, bureau) => `${monthText(month)}政务服务公开 · ${bureau}`,
  lead: (from, to, workingDays) => (
    <>
      {dayText(from)}至{dayText(to)}，共 {workingDays} 个工作日。
    </>
  ),
  checkable: '本页的每个数字，都能用下面的公开数据重新算出来。',
  allReleases: '全部发布',
  footer: '本次发布的内容不再改动；若有错误，以新的发布更正，并在此处注明。',

  day: dayText,
  month: monthText,
  months: (from, to) => `${monthText(from)}至${monthText(to)}`,
  instant: (instant) => `${instant.slice(0, 10)} ${instant.slice(11, 16)}（世界协调时）`,
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  listComma: '、',
  colon: '：',
  semicolon: '；',
  gap: '',
  unit: (unit) => `单位：${unit}`,
  source: (source) => `依据：${source}`,
  withinMinutes: (mode, minutes) => `${MODES[mode]} ${minutes} 分钟`,
  minutes: (mode) => `${MODES[mode]}分钟`,
  fraction: (part, whole) => (
    <>
      {part} / {whole}
    </>
  ),
  partOf: (part, whole) => (
    <>
      {whole} 件中的 {part} 件
    </>
  ),
  peopleOf: (part, whole) => (
    <>
      {whole} 人中的 {part} 人
    </>
  ),

  applications: '件',
  workingDays: '工作日',
  percent: '%',
  received: '收件',
  closed: '办结',
  decided: '作出决定（件）',
  share: '比率',
  monthTitle: '月份',
  unstated: '未注明',
  groupTitle: (by) => GROUPS[by] ?? by,
  definition: '含义',
  ofWhat: (name) => `：${name}`,
  asTable: '看表格',
  notKnown: '不详',
  withheld: '不公布：见说明',
  withheldTitle: '※ 为什么有的数字不公布',
  withheldWhy: (smallest) =>
    `办件数为 1 至 ${smallest - 1} 的，可能让人认出是谁，所以不公布，写作“※”。如果能用别的数字把它算出来，那些数字中也会有几个不公布。“※”不等于 0：数字为 0 时写 0。`,
  withheldCount: (small, toProtect) => (
    <>
      本次发布中，因数值太小而不公布的有 {small} 个，为防止推算而不公布的有 {toProtect} 个。
    </>
  ),
  dashMeans: '“—”表示没有这个数字，或者不详，也不等于 0。',
  definitionsTitle: '这些数字是什么意思',

  headline: {
    title: '先看这几个数',
    received: (count) => <>收到 {count} 件办件</>,
    receivedNote: '期间内收件',
    half: (days) => <>半数办件在 {days} 个工作日内办结</>,
    nineTenths: (days) => <>九成办件在 {days} 个工作日内办结</>,
    of: (n) => <>期间内作出决定的 {n} 件</>,
    longerNote: '其余一成用时更长',
    onTime: (share) => <>{share} 按承诺时限办结</>,
    zeroErrand: (share) => <>{share} 一次也不用跑</>,
    circle: (share, within) => (
      <>
        {share} 的居民{within}内有服务点
      </>
    ),
  },
  nearest: {
    title: '离我最近的服务点',
    explain: '输入社区（村）或楼宇的名字，看最近的服务点和要走的分钟数。',
    label: '社区、村或楼宇',
    link: '全部社区和楼宇一览表',
    noneFound: '没有找到。换个写法，或者看一览表。',
    tooMany: '只列出前 20 处，请再多写几个字。',
    failed: '一览表没有加载成功，请直接打开它。',
    private: '查找只在您的设备上进行，您输入的内容不会发给任何人。',
  },
  volume: {
    title: '收了多少件',
    total: (count) => <>期间内共收件 {count} 件。</>,
    byPoint: '按服务点',
    byPointKind: '按服务点类型',
    byChannel: '按申请方式',
    byItemKind: '按办件类型',
  },
  speed: {
    title: '办得多快',
    explain:
      '只算由本局支配的工作时间：等申请人补正、以及听证、检验等依法不计入的时间不算在内。“半数不超过”的意思是：一半办件用时不超过这么多个工作日。',
    table: '办理时长',
    group: '办件',
    half: '半数不超过',
    nineTenths: '九成不超过',
  },
  days: {
    title: '用了几个工作日',
    unit: '横轴为工作日，纵轴为件',
    description: '每一根柱子是用了这么多个工作日（不足一天按一天）的办件数。数字在下面的表格里。',
    within: '用时',
    atMost: (days) => `${days} 个工作日内`,
    count: '累计件数',
    share: '累计占比',
  },
  quality: {
    title: '办得好不好',
    table: '按时、少跑、满意',
    unit: '%；件',
    measure: '指标',
    parts: '件数',
    byPoint: '各服务点的按时办结、零跑腿与满意率',
    plain: {
      ON_TIME: '在承诺时限之内办结',
      ZERO_ERRAND: '申请人一次也没有跑',
      AT_MOST_ONCE: '申请人最多跑了一次',
      FIRST_PASS: '受理时不用补材料',
      INSTANT_SHARE: '收件中的即办件',
      ONLINE_SHARE: '收件中从网上申请的',
      ASSISTED_SHARE: '收件中由帮办代办的',
      SATISFACTION: '评价为基本满意及以上',
    },
  },
  backlog: {
    title: '还有多少在办',
    sentence: (backlog, overdue) => (
      <>
        期末还有 {backlog} 件在办，其中 {overdue} 件已超过承诺时限。
      </>
    ),
    table: '期初在办 + 收件 − 办结 = 期末在办',
    atStart: '期初',
    received: '收件',
    closed: '办结',
    atEnd: '在办',
    overdue: '超期',
  },
  series: {
    title: '逐月变化',
    explain: (months) => `有记录的最近 ${months} 个月，最多三年。`,
    flow: '每月收件、办结与月末在办',
    flowDescription: '三条折线：每月收件、办结和月末在办的件数。数字在下面的表格里。',
    pace: '每月办理时长',
    paceDescription: '两条折线：半数办件和九成办件不超过的工作日数。数字在下面的表格里。',
    onTime: '按时',
  },
  circle: {
    title: '便民服务圈',
    none: '本局没有需求单元和重点楼宇的数据。',
    explain: (within, day) => `${within}内有运行中的服务点，就算在服务圈内。以下是${day}的情况。`,
    basis: ({ source, networkName, attribution }) =>
      source === 'NETWORK'
        ? `出行时间按路网“${networkName}”逐对计算${attribution ? `（${attribution}）` : ''}。`
        : `没有载入路网，出行时间是估算${attribution ? `（${attribution}）` : ''}。`,
    whole: '在服务圈内的',
    unit: '%；人、家、座',
    who: '对象',
    covered: '占比',
    parts: '圈内 / 全部',
    subjects: {
      RESIDENTS: '居民',
      ENTERPRISES: '企业',
      KEY_BUILDINGS: '重点楼宇',
      BUILDING_REACH: '楼里就有服务点的重点楼宇',
    },
    short: {
      RESIDENTS: { nameZh: '居民', nameEn: 'Residents' },
      ENTERPRISES: { nameZh: '企业', nameEn: 'Enterprises' },
      KEY_BUILDINGS: { nameZh: '重点楼宇', nameEn: 'Key buildings' },
      BUILDING_REACH: { nameZh: '楼内', nameEn: 'Inside' },
    },
    byTown: '各镇（街道）',
    town: '镇（街道）',
    buildings: '重点楼宇：哪些已覆盖，下一个是哪里',
    building: '楼宇',
    state: '覆盖情况',
    isCovered: '已覆盖',
    isOpen: '未覆盖，暂无计划',
    comesNext: (point, day) => `未覆盖；计划${day}由${point}覆盖`,
    nearest: '最近（分钟）',
    allPlaces: '每个社区和楼宇的最近服务点',
  },
  progress: {
    title: '重点楼宇覆盖进展',
    description: '一条阶梯线：每一天已覆盖的重点楼宇数，虚线是按计划开放后的预计。数字在下面的表格里。',
    unit: '座',
    done: '已覆盖',
    planned: '按计划',
    day: '日期',
    asPlanned: '（计划）',
    covered: '已覆盖 / 全部',
    points: '运行的服务点',
    causes: '当日变化',
  },
  map: {
    title: '服务点与服务圈',
    description:
      '地图：服务点按下文的编号标出；重点楼宇和社区，实心的在服务圈内，空心的不在。每一处的情况也写在一览表里。',
    note: '上北下南，位置按经纬度；不含道路与边界。',
    point: '运行中的服务点',
    preparing: '筹备中或暂停',
    buildingCovered: '楼宇，已覆盖',
    buildingOpen: '楼宇，未覆盖',
    areaCovered: '社区，已覆盖',
    areaOpen: '社区，未覆盖',
    length: (metres) => (metres < 1000 ? `${metres} 米` : `${metres / 1000} 公里`),
  },
  points: {
    title: '到哪里办、何时开门、能办什么',
    operating: (count, day) => (
      <>
        {day}运行中的服务点有 {count} 个。编号与地图上的一致。
      </>
    ),
    kind: '类型',
    status: '状态',
    opensOn: (day) => `，计划${day}开放`,
    where: '地址',
    open: '开放时间',
    handles: '可办事项',
    handlesAll: '全部事项',
    handlesSome: (count) => `${countText(count)} 个事项`,
  },
  outreach: {
    title: '政务服务进楼宇',
    explain: '工作人员到楼宇现场办公；“三统一”是当场统一受理、统一勘验、统一发证。',
    noEvents: (events) => <>期间内举行 {events} 场。</>,
    sentence: ({ events, buildingDays, enterprises, isMinimum, consultations }) => (
      <>
        期间内举行 {events} 场，其中“三统一”集中办证 {buildingDays} 场；服务企业{isMinimum ? '至少' : ''}{' '}
        {enterprises} 家，接受咨询 {consultations} 次。
      </>
    ),
    table: '活动一览',
    unit: '家；分钟',
    day: '日期',
    place: '地点',
    buildingDay: '“三统一”集中办证',
    enterprises: '服务企业',
    duration: '时长（分钟）',
  },
  correction: {
    title: (corrects) => `这是对 ${corrects} 号发布的更正`,
    old: '原来的发布',
    changes: (count) => `有 ${count} 个数字不同`,
    table: '更正的数字',
    figure: '数字（公开数据 figures 中的名称）',
    was: '原来',
    is: '现在',
  },
  data: {
    title: '下载数据、自己核对',
    explain: '本页用到的全部数字，按表格下载（CSV，可用 Excel 或 WPS 打开），或整份下载（JSON）。',
    whole: '整份内容',
    number: '发布编号',
    generated: '生成时刻',
    version: '数据版本',
    versionOf: (importRun, at) => `第 ${importRun} 批导入，${at}完成`,
    sha256: '内容的 SHA-256',
    licence: '许可',
    attribution: (bureau) => `；使用时请注明来源：${bureau}`,
    calendar: '以后的发布',
    comes: (day, month) => `${day}：${month}的数据`,
    how: '本次发布由一人准备、另一人批准后公布。公布前检查过收结是否平衡、分项之和是否等于总数，并用线性规划尝试推算每个不公布的数字。',
  },
  superseded: (link) => <>本次发布已被更正，请看{link}。本页保留原样，仅供查对。</>,
  supersededBy: (number) => ` ${number} 号发布`,
  list: {
    title: '政务服务公开：全部发布',
    explain: '每月公布一次。已公布的内容不再改动；更正另行发布，并在原来的页面上注明。',
    newest: '最新发布',
    read: (month) => `${monthText(month)}，事办得怎么样`,
    all: '全部发布',
    month: '月份',
    number: '编号',
    published: '公布时刻',
    corrects: (number) => `更正 ${number}`,
    correctedBy: (number) => `已被 ${number} 更正`,
    none: '还没有公布过。',
    allBureaux: '全部机构',
    programs: '供程序读取的清单',
  },
  notFound: { title: '没有这一页', explain: '这个地址上没有公布过内容。' },
  places: {
    title: '每个社区和楼宇，最近的服务点',
    explain: (within) => `分钟数是步行时间，不足一分钟按一分钟。服务圈指${within}之内有运行中的服务点。`,
    place: '社区或楼宇',
    nearest: '最近的服务点（步行分钟）',
    circle: '服务圈',
    inside: '圈内',
    outside: '圈外',
    comesNext: (point, day) => `圈外；计划${day}由${point}覆盖`,
    none: '走不到，或尚未计算',
    minutes: (minutes) => <>{minutes} 分钟</>,
    back: '回到本次发布',
  },
  dictionary: {
    title: '数据字典',
    explain:
      '每个 CSV 文件为 UTF-8 编码（带字节顺序标记），第一行是字段名，逗号分隔。[c] 表示不公布，空白表示不详或没有。同样的说明也有机器可读的一份：data/datapackage.json。',
    field: '字段',
    type: '类型',
    types: {
      string: '文字',
      integer: '整数',
      number: '小数',
      boolean: 'true 或 false',
      date: '日期 YYYY-MM-DD',
    },
    meaning: '含义',
    key: '主键',
    rows: (count) => `${countText(count)} 行`,
  },
  recipe: {
    title: '怎样重新计算',
    explain: '用任何电子表格都可以。下面以 Excel、WPS 的公式为例，列号按各 CSV 文件打开后的样子。',
    steps: [
      {
        title: '比率',
        text: '在 rates.csv 中，比率 = 分子 ÷ 分母，百分数保留一位小数，四舍五入。服务圈用 circle.csv 的 covered ÷ total，逐月的按时率用 months.csv 的 on_time_numerator ÷ on_time_denominator。分母为 0 时没有比率。',
        formula: '=ROUND(100*F2/G2, 1)',
      },
      {
        title: '半数、九成在几个工作日内',
        text: '在 turnaround-distribution.csv 中筛选一个组（例如 group_by = WHOLE），按 tenths 从小到大。E 列写累计件数；件数总和为 n。半数：累计件数第一次达到 n 的一半（2 × 累计 ≥ n）的那一行的 tenths；九成：第一次达到 n 的十分之九（10 × 累计 ≥ 9 × n）的那一行。再除以 10，就是工作日数。',
        formula: '=INDEX(C$2:C$200, MATCH(TRUE, INDEX(2*E$2:E$200>=SUM(D$2:D$200),0), 0))/10',
      },
      {
        title: '几个工作日内办结的件数',
        text: '同一张表，d 个工作日之内的件数是 tenths ≤ 10 × d 的件数之和；占比再除以 n。',
        formula: '=SUMIF(C$2:C$200, "<=10", D$2:D$200)',
      },
      {
        title: '步行分钟',
        text: '在 places.csv 中，分钟 = 秒数 ÷ 60，向上取整。',
        formula: '=ROUNDUP(I2/60, 0)',
      },
      {
        title: '收结平衡',
        text: '在 caseload.csv 中，每一行都有：期初在办 + 收件 − 办结 = 期末在办。',
        formula: '=E2+F2-G2=H2',
      },
      {
        title: '运行中的服务点数',
        text: '在 points.csv 中，数 status 为 OPERATING 的行。',
        formula: '=COUNTIF(F:F, "OPERATING")',
      },
    ],
    verify:
      '核对文件没有被改动：SHA256SUMS 里有每个文件的 SHA-256，可用 sha256sum -c SHA256SUMS 检查。更正之后，旧网页的顶部会加一行说明，它写在 <!--notice--> 与 <!--/notice--> 之间，去掉这一行就是原来的文件；数据文件一个字节也不变。',
  },
};
