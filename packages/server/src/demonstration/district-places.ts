import type { Position } from '../places/place.entity.ts';
import { POINTS } from './district.ts';
import type { Random } from './random.ts';

// Where people live and work in the demonstration district. All of it is synthetic: no real community, village or building is meant.

/** A closed line around an area, counter-clockwise: the last corner is the first. */
export type Ring = readonly Position[];

export interface PlannedArea {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: '社区' | '村';
  readonly townOrStreet: string;
  readonly residents: number;
  readonly enterprises: number;
  readonly ring: Ring;
}

export interface PlannedBuilding {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string;
  readonly enterprises: number;
  readonly floorAreaSquareMetres: number;
  readonly status: '在用' | '在建' | '停用';
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly ring: Ring;
}

interface Town {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly centre: Position;
  /** Areas further out belong to no town of the district. */
  readonly reachDegrees: number;
  /** Residents of an area at its centre, about. */
  readonly residents: number;
  readonly isRural: boolean;
}

const TOWNS: readonly Town[] = [
  {
    nameZh: '金湖片',
    nameEn: 'Jinhu',
    centre: [108.37, 22.816],
    reachDegrees: 0.03,
    residents: 9200,
    isRural: false,
  },
  {
    nameZh: '紫荆片',
    nameEn: 'Zijing',
    centre: [108.348, 22.832],
    reachDegrees: 0.03,
    residents: 7800,
    isRural: false,
  },
  {
    nameZh: '南岸片',
    nameEn: "Nan'an",
    centre: [108.396, 22.806],
    reachDegrees: 0.032,
    residents: 8400,
    isRural: false,
  },
  {
    nameZh: '仙湖片',
    nameEn: 'Xianhu',
    centre: [108.452, 22.812],
    reachDegrees: 0.04,
    residents: 4600,
    isRural: false,
  },
  {
    nameZh: '东岭片',
    nameEn: 'Dongling',
    centre: [108.525, 22.795],
    reachDegrees: 0.055,
    residents: 1700,
    isRural: true,
  },
  {
    nameZh: '南湾片',
    nameEn: 'Nanwan',
    centre: [108.43, 22.745],
    reachDegrees: 0.05,
    residents: 1300,
    isRural: true,
  },
];

/** The middle of the lattice that the areas are cut from, and its steps there. */
const CENTRE: Position = [108.372, 22.817];
const STEP_DEGREES: Position = [0.0125, 0.0105];
/** How much wider a cell is with each step away from the middle: villages are larger than communities. */
const WIDENING = 0.09;
/** How far a corner stands off its place in the lattice, as a share of a step. */
const UNEVENNESS = 0.26;
const [FIRST_COLUMN, LAST_COLUMN] = [-4, 10];
const [FIRST_ROW, LAST_ROW] = [-8, 4];

/** First and second syllable of a made-up name, with how it is written in English. */
const FIRST = [
  ['锦', 'Jin'],
  ['云', 'Yun'],
  ['桂', 'Gui'],
  ['兰', 'Lan'],
  ['翠', 'Cui'],
  ['青', 'Qing'],
  ['凤', 'Feng'],
  ['玉', 'Yu'],
  ['长', 'Chang'],
  ['新', 'Xin'],
  ['和', 'He'],
  ['康', 'Kang'],
] as const;
const SECOND = [
  ['塘', 'tang'],
  ['岭', 'ling'],
  ['泉', 'quan'],
  ['湾', 'wan'],
  ['坡', 'po'],
  ['桥', 'qiao'],
  ['园', 'yuan'],
  ['村', 'cun'],
  ['林', 'lin'],
  ['溪', 'xi'],
] as const;

/** Communities and villages side by side, without a gap and without an overlap: cells of one uneven lattice. */
export function planAreas(random: Random): PlannedArea[] {
  const corners = new Map<string, Position>();
  for (let column = FIRST_COLUMN; column <= LAST_COLUMN + 1; column++) {
    for (let row = FIRST_ROW; row <= LAST_ROW + 1; row++) {
      const off = () => (random.next() - 0.5) * 2 * UNEVENNESS;
      corners.set(`${column} ${row}`, [
        rounded(CENTRE[0] + STEP_DEGREES[0] * widened(column + off())),
        rounded(CENTRE[1] + STEP_DEGREES[1] * widened(row + off())),
      ]);
    }
  }
  const corner = (column: number, row: number): Position => corners.get(`${column} ${row}`) ?? CENTRE;
  const names = FIRST.flatMap((first) => SECOND.map((second) => ({ first, second })));
  const areas: PlannedArea[] = [];
  for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
    for (let column = FIRST_COLUMN; column <= LAST_COLUMN; column++) {
      const ring = [
        corner(column, row),
        corner(column + 1, row),
        corner(column + 1, row + 1),
        corner(column, row + 1),
        corner(column, row),
      ];
      const town = townOf(middleOf(ring));
      if (town === null) {
        continue;
      }
      const index = random.integer(0, names.length - 1);
      const [name] = names.splice(index, 1);
      const number = areas.length + 1;
      const residents = Math.round(town.residents * (0.45 + 0.75 * random.next()));
      areas.push({
        code: `QX-D${String(number).padStart(3, '0')}`,
        nameZh: `${name?.first[0] ?? ''}${name?.second[0] ?? ''}${town.isRural ? '村' : '社区'}`,
        nameEn: `${name?.first[1] ?? ''}${name?.second[1] ?? ''} ${town.isRural ? 'Village' : 'Community'}`,
        kind: town.isRural ? '村' : '社区',
        townOrStreet: town.nameZh,
        residents,
        enterprises: Math.round(residents * (town.isRural ? 0.008 : 0.03 + 0.05 * random.next())),
        ring,
      });
    }
  }
  return areas;
}

const MADE_UP_BUILDINGS = 26;
const BUILDING_KINDS = [
  ['大厦', 'Tower'],
  ['广场', 'Plaza'],
  ['国际中心', 'International Centre'],
  ['商贸城', 'Trade City'],
] as const;

/** The buildings that service points stand in; of them only the Aegean City Plaza is named by the report. */
export const BUILDINGS_OF_POINTS: Readonly<Record<string, { code: string; nameZh: string; nameEn: string }>> =
  {
    'QX-P01': { code: 'QX-B01', nameZh: '云锦大厦', nameEn: 'Yunjin Tower' },
    'QX-P02': { code: 'QX-B02', nameZh: '锦绣国际', nameEn: 'Jinxiu International' },
    'QX-P07': { code: 'QX-B03', nameZh: '启航产业园', nameEn: 'Qihang Park' },
    'QX-P08': { code: 'QX-B04', nameZh: '爱琴海购物广场', nameEn: 'Aegean City Plaza' },
  };

/** Key buildings: those that points stand in, and made-up ones in the communities with the most enterprises. */
export function planBuildings(random: Random, areas: readonly PlannedArea[]): PlannedBuilding[] {
  const ofPoints = POINTS.flatMap(({ code, longitude, latitude, townOrStreet }) => {
    const building = BUILDINGS_OF_POINTS[code];
    return building
      ? [
          {
            ...building,
            townOrStreet,
            ...size(random),
            ...inUse(null),
            ring: footprint([longitude, latitude], random),
          },
        ]
      : [];
  });
  const busiest = areas
    .toSorted((one, other) => other.enterprises - one.enterprises)
    .slice(0, MADE_UP_BUILDINGS);
  const madeUp = busiest.map((area, index) => {
    const [kindZh, kindEn] = random.pick(BUILDING_KINDS);
    const [syllablesZh, syllablesEn] = [
      area.nameZh.replace('社区', ''),
      area.nameEn.replace(' Community', ''),
    ];
    return {
      code: `QX-B${String(ofPoints.length + index + 1).padStart(2, '0')}`,
      nameZh: `${syllablesZh}${kindZh}`,
      nameEn: `${syllablesEn} ${kindEn}`,
      townOrStreet: area.townOrStreet,
      ...size(random),
      ...courseOf(index),
      ring: footprint(within(area.ring, random), random),
    };
  });
  return [...ofPoints, ...madeUp];
}

/** Most have always been there; the others give the figures a day on which they move. */
function courseOf(index: number): Pick<PlannedBuilding, 'status' | 'openedOn' | 'closedOn'> {
  switch (index) {
    case 3:
      return inUse('2021-05-18');
    case 9:
      return inUse('2021-10-01');
    case 14:
      return { status: '在建', openedOn: '2022-06-01', closedOn: null };
    case 19:
      return { status: '停用', openedOn: null, closedOn: '2021-11-30' };
    default:
      return inUse(null);
  }
}

function inUse(openedOn: string | null): Pick<PlannedBuilding, 'status' | 'openedOn' | 'closedOn'> {
  return { status: '在用', openedOn, closedOn: null };
}

function size(random: Random): Pick<PlannedBuilding, 'enterprises' | 'floorAreaSquareMetres'> {
  const enterprises = random.integer(40, 420);
  return { enterprises, floorAreaSquareMetres: enterprises * random.integer(120, 210) };
}

/** Degrees of latitude in a metre; of longitude there, by the cosine. */
const DEGREES_PER_METRE = 1 / 111_195;

/** A rectangle of 60 to 140 metres, turned a little. */
function footprint([longitude, latitude]: Position, random: Random): Ring {
  const [halfLength, halfWidth] = [random.integer(35, 70), random.integer(30, 45)];
  const turn = (random.next() - 0.5) * 0.8;
  const shrink = Math.cos((latitude * Math.PI) / 180);
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ] as const;
  return corners.map(([along, across]) => {
    const [x, y] = [along * halfLength, across * halfWidth];
    const east = x * Math.cos(turn) - y * Math.sin(turn);
    const north = x * Math.sin(turn) + y * Math.cos(turn);
    return [
      rounded(longitude + (east * DEGREES_PER_METRE) / shrink),
      rounded(latitude + north * DEGREES_PER_METRE),
    ];
  });
}

/** A position well within a cell. */
function within(ring: Ring, random: Random): Position {
  const [x, y] = middleOf(ring);
  const [cornerX, cornerY] = ring[random.integer(0, 3)] ?? [x, y];
  const share = 0.45 * random.next();
  return [x + (cornerX - x) * share, y + (cornerY - y) * share];
}

function middleOf(ring: Ring): Position {
  const corners = ring.slice(1);
  const mean = (axis: 0 | 1) => corners.reduce((sum, each) => sum + each[axis], 0) / corners.length;
  return [mean(0), mean(1)];
}

/** The town whose centre is nearest by its reach; null: outside the district. */
function townOf([x, y]: Position): Town | null {
  const [nearest] = TOWNS.map((town) => ({
    town,
    reach: Math.hypot(x - town.centre[0], y - town.centre[1]) / town.reachDegrees,
  })).toSorted((one, other) => one.reach - other.reach);
  return nearest !== undefined && nearest.reach <= 1 ? nearest.town : null;
}

function widened(steps: number): number {
  return steps * (1 + WIDENING * Math.abs(steps));
}

/** To a decimetre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
