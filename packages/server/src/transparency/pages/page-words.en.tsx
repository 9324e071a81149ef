import { countText } from './number-text.ts';
import type { PageWords } from './page-words.ts';

const MODES = { WALK: 'on foot', CYCLE: 'by bicycle', DRIVE: 'by car' } as const;
const WALKS = { WALK: 'walk', CYCLE: 'ride', DRIVE: 'drive' } as const;
const GROUPS: Readonly<Record<string, string>> = {
  POINT: 'Service point',
  POINT_KIND: 'Kind of point',
  CHANNEL: 'Channel',
  ITEM_KIND: 'Kind of item',
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const monthName = (day: string): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
const dayText = (day: string): string => `${Number(day.slice(8, 10))} ${monthName(day)} ${day.slice(0, 4)}`;
const monthText = (month: string): string => `${monthName(month)} ${month.slice(0, 4)}`;

export const WORDS_EN: PageWords = {
  htmlLanguage: 'en',
  otherLanguage: { name: '简体中文', htmlLanguage: 'zh-CN' },
  skip: 'Skip to content',
  contents: 'On this page',
  kicker: 'Public services, published',
  title: (month) => `How public services did in ${monthText(month)}`,
  documentTitle: (month, bureau) => `Public services in ${monthText(month)} · ${bureau}`,
  lead: (from, to, workingDays) => (
    <>
      {dayText(from)} to {dayText(to)}, {workingDays} working days.
    </>
  ),
  checkable: 'Every figure on this page can be computed anew from the open data below.',
  allReleases: 'All releases',
  footer:
    'What this release says does not change. An error is corrected by a new release, and a line at the top of this page will say so.',

  day: dayText,
  month: monthText,
  months: (from, to) => `${monthText(from)} to ${monthText(to)}`,
  instant: (instant) => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`,
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  listComma: ', ',
  colon: ': ',
  semicolon: '; ',
  gap: ' ',
  unit: (unit) => `unit: ${unit}`,
  source: (source) => `source: ${source}`,
  withinMinutes: (mode, minutes) => `${minutes} minutes’ ${WALKS[mode]}`,
  minutes: (mode) => `minutes ${MODES[mode]}`,
  fraction: (part, whole) => (
    <>
      {part} / {whole}
    </>
  ),
  partOf: (part, whole) => (
    <>
      {part} of {whole} applications
    </>
  ),
  peopleOf: (part, whole) => (
    <>
      {part} of {whole} residents
    </>
  ),

  applications: 'applications',
  workingDays: 'working days',
  percent: '%',
  received: 'Received',
  closed: 'Closed',
  decided: 'Decided',
  share: 'Rate',
  monthTitle: 'Month',
  unstated: 'Not stated',
  groupTitle: (by) => GROUPS[by] ?? by,
  definition: 'meaning',
  ofWhat: (name) => ` of “${name}”`,
  asTable: 'As a table',
  notKnown: 'not known',
  withheld: 'withheld: see the explanation',
  withheldTitle: '※ Why some figures are withheld',
  withheldWhy: (smallest) =>
    `A count of 1 to ${smallest - 1} applications could tell who they are of, so it is withheld and stands as “※”. Where other figures would give it away by subtraction, some of those are withheld too. “※” is not 0: a count of 0 stands as 0.`,
  withheldCount: (small, toProtect) => (
    <>
      In this release {small} figures are withheld because they are small, and {toProtect} so that none of
      those can be computed.
    </>
  ),
  dashMeans: '“—” stands where there is no figure or it is not known; that is not 0 either.',
  definitionsTitle: 'What the figures mean',

  headline: {
    title: 'In short',
    received: (count) => <>{count} applications came in</>,
    receivedNote: 'received in the period',
    half: (days) => <>Half of the applications took {days} working days or less</>,
    nineTenths: (days) => <>Nine in ten took {days} working days or less</>,
    of: (n) => <>of the {n} decided in the period</>,
    longerNote: 'one in ten took longer',
    onTime: (share) => <>{share} were decided within the promised time</>,
    zeroErrand: (share) => <>{share} took no errand at all</>,
    circle: (share, within) => (
      <>
        {share} of residents have a service point within {within}
      </>
    ),
  },
  nearest: {
    title: 'The service point nearest to me',
    explain:
      'Type the name of a community, village or building to see the nearest service points and the minutes to walk.',
    label: 'Community, village or building',
    link: 'All communities and buildings in one table',
    noneFound: 'Nothing found. Try another spelling, or see the table.',
    tooMany: 'The first 20 are shown: type a little more.',
    failed: 'The table could not be loaded: please open it.',
    private: 'The search runs on your device. What you type is sent to nobody.',
  },
  volume: {
    title: 'How much came in',
    total: (count) => <>{count} applications were received in the period.</>,
    byPoint: 'By service point',
    byPointKind: 'By kind of service point',
    byChannel: 'By channel',
    byItemKind: 'By kind of item',
  },
  speed: {
    title: 'How fast',
    explain:
      'Only working time that was the bureau’s own: waiting for the applicant’s corrections does not count, nor does time that the law excludes, such as hearings and inspections. “Half: at most” says that half of the applications took so many working days or less.',
    table: 'Turnaround',
    group: 'Applications',
    half: 'Half: at most',
    nineTenths: 'Nine in ten: at most',
  },
  days: {
    title: 'How many working days it took',
    unit: 'applications by working days',
    description:
      'Each bar is the number of applications that took so many working days, a begun one counted. The numbers are in the table below.',
    within: 'Took',
    atMost: (days) => `${days} or less`,
    count: 'Applications so far',
    share: 'Share so far',
  },
  quality: {
    title: 'How well',
    table: 'On time, without errands, to satisfaction',
    unit: '%; applications',
    measure: 'Measure',
    parts: 'Applications',
    byPoint: 'On time, zero errand and satisfaction, point by point',
    plain: {
      ON_TIME: 'decided within the promised limit',
      ZERO_ERRAND: 'the applicant did not have to come at all',
      AT_MOST_ONCE: 'the applicant came once at most',
      FIRST_PASS: 'accepted without asking for corrections',
      INSTANT_SHARE: 'of those received, handled on the spot',
      ONLINE_SHARE: 'of those received, applied for online',
      ASSISTED_SHARE: 'of those received, with an officer’s assistance',
      SATISFACTION: 'rated satisfactory or better',
    },
  },
  backlog: {
    title: 'What is still open',
    sentence: (backlog, overdue) => (
      <>
        {backlog} applications were open at the end of the period, {overdue} of them past their promised
        limit.
      </>
    ),
    table: 'Open at the start + received − closed = open at the end',
    atStart: 'Start',
    received: 'Received',
    closed: 'Closed',
    atEnd: 'Open',
    overdue: 'Overdue',
  },
  series: {
    title: 'Month by month',
    explain: (months) => `The last ${months} months on record; three years at most.`,
    flow: 'Received, closed and open at the end of each month',
    flowDescription:
      'Three lines: applications received and closed each month, and open at its end. The numbers are in the table below.',
    pace: 'Turnaround by month',
    paceDescription:
      'Two lines: the working days that half of the applications, and nine in ten, did not exceed. The numbers are in the table below.',
    onTime: 'On time',
  },
  circle: {
    title: 'The service circle',
    none: 'The bureau has no data on communities and key buildings.',
    explain: (within, day) =>
      `Whoever has an operating service point within ${within} is in the circle. This is how it stood on ${day}.`,
    basis: ({ source, networkName, attribution }) =>
      source === 'NETWORK'
        ? `Times are computed on the road network “${networkName}”${attribution ? ` (${attribution})` : ''}.`
        : `No road network is loaded: times are estimates${attribution ? ` (${attribution})` : ''}.`,
    whole: 'Within the circle',
    unit: '%; residents, enterprises, buildings',
    who: 'Of whom',
    covered: 'Share',
    parts: 'Within / all',
    subjects: {
      RESIDENTS: 'Residents',
      ENTERPRISES: 'Enterprises',
      KEY_BUILDINGS: 'Key buildings',
      BUILDING_REACH: 'Key buildings with a point inside',
    },
    short: {
      RESIDENTS: { nameZh: '居民', nameEn: 'Residents' },
      ENTERPRISES: { nameZh: '企业', nameEn: 'Enterprises' },
      KEY_BUILDINGS: { nameZh: '重点楼宇', nameEn: 'Key buildings' },
      BUILDING_REACH: { nameZh: '楼内', nameEn: 'Inside' },
    },
    byTown: 'By town or street',
    town: 'Town or street',
    buildings: 'Key buildings: which are covered, and which come next',
    building: 'Building',
    state: 'State',
    isCovered: 'covered',
    isOpen: 'not covered, no plan yet',
    comesNext: (point, day) => `not covered; ${point} is planned for ${day}`,
    nearest: 'Nearest (minutes)',
    allPlaces: 'The nearest point of every community and building',
  },
  progress: {
    title: 'Key buildings covered, day by day',
    description:
      'A stepped line: the key buildings covered on each day; dashed, as planned openings will add to them. The numbers are in the table below.',
    unit: 'buildings',
    done: 'covered',
    planned: 'as planned',
    day: 'Day',
    asPlanned: ' (planned)',
    covered: 'Covered / all',
    points: 'Points operating',
    causes: 'What changed',
  },
  map: {
    title: 'Service points and the service circle',
    description:
      'A map: service points by the numbers of the list below; key buildings and communities, filled where they are within the circle and hollow where not. Each is in the table of places too.',
    note: 'North is up; places by longitude and latitude, without roads and boundaries.',
    point: 'service point, operating',
    preparing: 'in preparation or suspended',
    buildingCovered: 'building, covered',
    buildingOpen: 'building, not covered',
    areaCovered: 'community, covered',
    areaOpen: 'community, not covered',
    length: (metres) => (metres < 1000 ? `${metres} m` : `${metres / 1000} km`),
  },
  points: {
    title: 'Where to go, when, and what for',
    operating: (count, day) => (
      <>
        {count} service points operated on {day}. Numbers are those of the map.
      </>
    ),
    kind: 'Kind',
    status: 'Status',
    opensOn: (day) => `, planned to open on ${day}`,
    where: 'Address',
    open: 'Open',
    handles: 'Handles',
    handlesAll: 'every item',
    handlesSome: (count) => `${countText(count)} items`,
  },
  outreach: {
    title: 'Services in the buildings',
    explain:
      'Officers hold office in a building; on a building day applications are accepted, inspected and issued there together.',
    noEvents: (events) => <>Events held in the period: {events}.</>,
    sentence: ({ events, buildingDays, enterprises, isMinimum, consultations }) => (
      <>
        Events held in the period: {events}, building days among them: {buildingDays}. Enterprises served:{' '}
        {isMinimum ? 'at least ' : ''}
        {enterprises}; consultations: {consultations}.
      </>
    ),
    table: 'The events',
    unit: 'enterprises; minutes',
    day: 'Day',
    place: 'Place',
    buildingDay: 'building day',
    enterprises: 'Enterprises',
    duration: 'Minutes',
  },
  correction: {
    title: (corrects) => `This corrects release ${corrects}`,
    old: 'The release as it was',
    changes: (count) => `Figures that are different: ${count}`,
    table: 'Figures corrected',
    figure: 'Figure (its name in the open data, figures)',
    was: 'Was',
    is: 'Is',
  },
  data: {
    title: 'Download, and check for yourself',
    explain: 'Everything that this page says, as tables (CSV, for any spreadsheet) or as a whole (JSON).',
    whole: 'The whole content',
    number: 'Number of the release',
    generated: 'Drawn from the records',
    version: 'Version of the data',
    versionOf: (importRun, at) => `import ${importRun}, ended ${at}`,
    sha256: 'SHA-256 of the content',
    licence: 'Licence',
    attribution: (bureau) => `; please name the source: ${bureau}`,
    calendar: 'Releases to come',
    comes: (day, month) => `${day}: ${month}`,
    how: 'One person prepared this release and another approved it. Before that it was checked that what came in, went out and stayed balances, that parts add up to the whole, and that linear programming does not bring back any withheld figure.',
  },
  superseded: (link) => (
    <>This release has been corrected: see {link}. The page stays as it was published, for reference only.</>
  ),
  supersededBy: (number) => `release ${number}`,
  list: {
    title: 'Public services, published: all releases',
    explain:
      'Released once a month. What is published does not change; a correction is a release of its own, and the old page says so.',
    newest: 'The newest',
    read: (month) => `How public services did in ${monthText(month)}`,
    all: 'All releases',
    month: 'Month',
    number: 'Number',
    published: 'Published',
    corrects: (number) => `corrects ${number}`,
    correctedBy: (number) => `corrected by ${number}`,
    none: 'Nothing has been published yet.',
    allBureaux: 'All bureaux',
    programs: 'The list for programs',
  },
  notFound: { title: 'There is no such page', explain: 'Nothing has been published at this address.' },
  places: {
    title: 'The nearest service points of every community and building',
    explain: (within) =>
      `Minutes are those of a walk, a begun one counted. The circle: an operating service point within ${within}.`,
    place: 'Community or building',
    nearest: 'Nearest points (minutes on foot)',
    circle: 'Circle',
    inside: 'within',
    outside: 'outside',
    comesNext: (point, day) => `outside; ${point} is planned for ${day}`,
    none: 'not to be reached, or not computed yet',
    minutes: (minutes) => <>{minutes} min</>,
    back: 'Back to the release',
  },
  dictionary: {
    title: 'Data dictionary',
    explain:
      'Each CSV file is UTF-8 with a byte order mark, names of the fields in the first line, commas between. [c] is withheld, empty is not known or none. The same for programs: data/datapackage.json.',
    field: 'Field',
    type: 'Type',
    types: {
      string: 'text',
      integer: 'whole number',
      number: 'number',
      boolean: 'true or false',
      date: 'day YYYY-MM-DD',
    },
    meaning: 'Meaning',
    key: 'key',
    rows: (count) => `rows: ${countText(count)}`,
  },
  recipe: {
    title: 'How to compute the figures anew',
    explain:
      'Any spreadsheet will do. Formulas are those of Excel and LibreOffice, columns as each CSV file opens.',
    steps: [
      {
        title: 'Rates',
        text: 'In rates.csv a rate is numerator ÷ denominator, in percent with one decimal, halves rounded up. The service circle is covered ÷ total of circle.csv; on time by month is on_time_numerator ÷ on_time_denominator of months.csv. Of a denominator of 0 there is no rate.',
        formula: '=ROUND(100*F2/G2, 1)',
      },
      {
        title: 'Half, and nine in ten, within how many working days',
        text: 'In turnaround-distribution.csv keep one group (such as group_by = WHOLE), by tenths from small to large. In column E add up the applications so far; their sum is n. Half: the tenths of the first row where twice the sum so far is at least n. Nine in ten: of the first row where ten times it is at least nine times n. Divided by 10 these are working days.',
        formula: '=INDEX(C$2:C$200, MATCH(TRUE, INDEX(2*E$2:E$200>=SUM(D$2:D$200),0), 0))/10',
      },
      {
        title: 'How many took d working days or less',
        text: 'In the same table, the sum of the applications with tenths up to 10 × d; the share is that divided by n.',
        formula: '=SUMIF(C$2:C$200, "<=10", D$2:D$200)',
      },
      {
        title: 'Minutes on foot',
        text: 'In places.csv, minutes are seconds ÷ 60, rounded up.',
        formula: '=ROUNDUP(I2/60, 0)',
      },
      {
        title: 'The balance',
        text: 'In caseload.csv, in every row: open at the start + received − closed = open at the end.',
        formula: '=E2+F2-G2=H2',
      },
      {
        title: 'Service points that operate',
        text: 'In points.csv, count the rows whose status is OPERATING.',
        formula: '=COUNTIF(F:F, "OPERATING")',
      },
    ],
    verify:
      'To see that no file was changed: SHA256SUMS has the SHA-256 of each, and sha256sum -c SHA256SUMS checks them. After a correction a line is added at the top of the old pages, between <!--notice--> and <!--/notice-->; without that line they are the files as published. Data files do not change by a byte.',
  },
};
