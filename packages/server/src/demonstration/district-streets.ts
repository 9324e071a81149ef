import { between, isInLake, isInRiver, metresBetween, type Spot } from './district-ground.ts';
import type { Random } from './random.ts';

// The streets of the demonstration: a bent lattice, close where people live in towns, wide between villages. Synthetic.

/** Where people are, for whom there are streets. */
export interface Settlement {
  readonly spot: Spot;
  readonly isRural: boolean;
}

export const STREET_KINDS = ['primary', 'secondary', 'unclassified', 'residential', 'footway'] as const;
export type StreetKind = (typeof STREET_KINDS)[number];

/** From one junction to the next. */
export interface Street {
  readonly from: string;
  readonly to: string;
  readonly kind: StreetKind;
  readonly isBridge: boolean;
  /** Of the line of the lattice that it lies on, where that has a name. */
  readonly name: string | null;
}

export interface StreetPlan {
  readonly junctions: ReadonlyMap<string, Spot>;
  /** Neighbours on one line follow each other. */
  readonly streets: readonly Street[];
}

const BLOCK_METRES = 160;
/** Every sixth line is a main street of a town, every twelfth a road through the country. */
const BLOCKS_BETWEEN_MAIN_STREETS = 6;
const BLOCKS_BETWEEN_ROADS = 12;
/** The river runs north, so that roads eastward cross it: every other one. */
const BLOCKS_BETWEEN_BRIDGES = 24;
/** How far from where people are each of them goes on. */
const TOWN_METRES = 1050;
const VILLAGE_METRES = 430;
const COUNTRY_METRES = 2600;
/** Streets that were never built: what makes ways longer than blocks. */
const SHARE_BUILT = 0.82;
/** Of the blocks of a town. */
const SHARE_OF_ALLEYS = 0.07;
const UNEVENNESS_METRES = 14;
/** Streets keep off the water by so much. */
const BANK_METRES = 25;

const PARKS: readonly { readonly middle: Spot; readonly radiusMetres: number }[] = [
  { middle: [-1900, 150], radiusMetres: 330 },
  { middle: [2500, -1500], radiusMetres: 380 },
  { middle: [7300, -600], radiusMetres: 300 },
];

/** Streets for cars first, as far as they hang together; then what only those on foot may use among them. */
export function planStreets(random: Random, settlements: readonly Settlement[]): StreetPlan {
  const lattice = new Lattice(random, settlements);
  const planned = lattice.streets();
  const driven = connected(planned.filter(({ kind }) => kind !== 'footway'));
  const reached = new Set(driven.flatMap(({ from, to }) => [from, to]));
  const walked = planned.filter(
    ({ kind, from, to }) => kind === 'footway' && reached.has(from) && reached.has(to),
  );
  return {
    junctions: new Map([...reached].flatMap((key) => lattice.entryOf(key))),
    streets: [...driven, ...walked],
  };
}

class Lattice {
  readonly #spots = new Map<string, Spot>();
  readonly #lanes = new Set<string>();
  readonly #columns: readonly [number, number];
  readonly #rows: readonly [number, number];

  constructor(
    private readonly random: Random,
    private readonly settlements: readonly Settlement[],
  ) {
    this.#columns = rangeOf(settlements.map(({ spot }) => spot[0]));
    this.#rows = rangeOf(settlements.map(({ spot }) => spot[1]));
    for (let column = this.#columns[0]; column <= this.#columns[1]; column++) {
      for (let row = this.#rows[0]; row <= this.#rows[1]; row++) {
        this.#spots.set(keyOf(column, row), this.#bent(column, row));
      }
    }
    for (const settlement of settlements.filter(({ isRural }) => isRural)) {
      this.#layLane(settlement);
    }
  }

  entryOf(key: string): [string, Spot][] {
    const spot = this.#spots.get(key);
    return spot ? [[key, spot]] : [];
  }

  streets(): Street[] {
    const streets: Street[] = [];
    const [[west, east], [south, north]] = [this.#columns, this.#rows];
    for (let column = west; column <= east; column++) {
      for (let row = south; row < north; row++) {
        streets.push(...this.#street(keyOf(column, row), keyOf(column, row + 1), column, '纵'));
      }
    }
    for (let row = south; row <= north; row++) {
      for (let column = west; column < east; column++) {
        streets.push(...this.#street(keyOf(column, row), keyOf(column + 1, row), row, '横'));
      }
    }
    for (let column = west; column < east; column++) {
      for (let row = south; row < north; row++) {
        streets.push(...this.#alley(column, row));
      }
    }
    return streets;
  }

  /** None, or the one between two neighbours on a line. */
  #street(from: string, to: string, line: number, direction: '纵' | '横'): Street[] {
    const [start, end] = [this.#at(from), this.#at(to)];
    const middle = between(start, end, 0.5);
    const kind = this.#kindAt(middle, line, `${from} ${to}`);
    if (kind === null) {
      return [];
    }
    const isOverRiver = [start, middle, end].some((spot) => isInRiver(spot, BANK_METRES));
    const isBridge = isOverRiver && direction === '横' && line % BLOCKS_BETWEEN_BRIDGES === 0;
    if ((isOverRiver && !isBridge) || [start, middle, end].some((spot) => isInLake(spot, BANK_METRES))) {
      return [];
    }
    const isNamed = kind === 'primary' || kind === 'secondary';
    const name = isNamed ? `演示${direction}${this.#numberOf(line, direction)}路` : null;
    return [{ from, to, kind, isBridge, name }];
  }

  #kindAt(middle: Spot, line: number, edge: string): StreetKind | null {
    const { metres, isRural } = this.#nearestTo(middle);
    if (line % BLOCKS_BETWEEN_ROADS === 0 && metres <= COUNTRY_METRES) {
      return 'primary';
    }
    if (this.#lanes.has(edge)) {
      return 'unclassified';
    }
    if (!isRural && metres <= TOWN_METRES && line % BLOCKS_BETWEEN_MAIN_STREETS === 0) {
      return 'secondary';
    }
    const isSettled = metres <= (isRural ? VILLAGE_METRES : TOWN_METRES);
    if (!isSettled || !this.random.chance(SHARE_BUILT)) {
      return null;
    }
    return isInPark(middle) ? 'footway' : 'residential';
  }

  /** A way on foot across a block of a town, here and there. */
  #alley(column: number, row: number): Street[] {
    const [from, to] = [keyOf(column, row), keyOf(column + 1, row + 1)];
    const middle = between(this.#at(from), this.#at(to), 0.5);
    const { metres, isRural } = this.#nearestTo(middle);
    const isThere =
      !isRural && metres <= TOWN_METRES && (isInPark(middle) || this.random.chance(SHARE_OF_ALLEYS));
    const isDry = (spot: Spot) => !isInRiver(spot, BANK_METRES) && !isInLake(spot, BANK_METRES);
    return isThere && [this.#at(from), middle, this.#at(to)].every(isDry)
      ? [{ from, to, kind: 'footway', isBridge: false, name: null }]
      : [];
  }

  /** Main streets are counted from the west and from the south. */
  #numberOf(line: number, direction: '纵' | '横'): number {
    const [first] = direction === '纵' ? this.#columns : this.#rows;
    return (
      Math.floor(line / BLOCKS_BETWEEN_MAIN_STREETS) - Math.floor(first / BLOCKS_BETWEEN_MAIN_STREETS) + 1
    );
  }

  /** From a village to the country roads east and west of it. */
  #layLane({ spot }: Settlement): void {
    let nearest = { key: '', metres: Number.POSITIVE_INFINITY };
    for (const [key, junction] of this.#spots) {
      const metres = metresBetween(spot, junction);
      nearest = metres < nearest.metres ? { key, metres } : nearest;
    }
    const [column = 0, row = 0] = nearest.key.split(',').map(Number);
    const west = Math.floor(column / BLOCKS_BETWEEN_ROADS) * BLOCKS_BETWEEN_ROADS;
    for (let at = west; at < west + BLOCKS_BETWEEN_ROADS; at++) {
      this.#lanes.add(`${keyOf(at, row)} ${keyOf(at + 1, row)}`);
    }
  }

  /** Lines swing gently, and no corner stands quite where it should. */
  #bent(column: number, row: number): Spot {
    const [x, y] = [column * BLOCK_METRES, row * BLOCK_METRES];
    const off = () => (this.random.next() - 0.5) * 2 * UNEVENNESS_METRES;
    return [
      x + 210 * Math.sin(y / 2400 + 0.7) + 60 * Math.sin(x / 1500) + off(),
      y + 170 * Math.sin(x / 2900 + 1.9) + 60 * Math.sin(y / 1300) + off(),
    ];
  }

  #nearestTo(spot: Spot): { readonly metres: number; readonly isRural: boolean } {
    let [metres, isRural] = [Number.POSITIVE_INFINITY, true];
    for (const settlement of this.settlements) {
      const away = metresBetween(spot, settlement.spot);
      if (away < metres) {
        [metres, isRural] = [away, settlement.isRural];
      }
    }
    return { metres, isRural };
  }

  #at(key: string): Spot {
    return this.#spots.get(key) ?? [0, 0];
  }
}

/** The streets that hang together with most others. */
function connected(streets: readonly Street[]): Street[] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of streets) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const seen = new Set<string>();
  let largest = new Set<string>();
  for (const start of neighbours.keys()) {
    const part = new Set<string>(seen.has(start) ? [] : [start]);
    for (const junction of part) {
      for (const next of neighbours.get(junction) ?? []) {
        part.add(next);
      }
    }
    for (const junction of part) {
      seen.add(junction);
    }
    largest = part.size > largest.size ? part : largest;
  }
  return streets.filter(({ from }) => largest.has(from));
}

function isInPark(spot: Spot): boolean {
  return PARKS.some(({ middle, radiusMetres }) => metresBetween(spot, middle) < radiusMetres);
}

/** Of the lattice along one axis, with some to spare around what has to be reached. */
function rangeOf(metres: readonly number[]): readonly [number, number] {
  const edge = (value: number) => Math.round(value / BLOCK_METRES);
  return [edge(Math.min(...metres) - COUNTRY_METRES), edge(Math.max(...metres) + COUNTRY_METRES)];
}

function keyOf(column: number, row: number): string {
  return `${column},${row}`;
}
