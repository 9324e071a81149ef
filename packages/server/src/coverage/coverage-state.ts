import { NOT_COMPUTED } from '../network/travel-times.ts';
import type { CoverageFacts } from './coverage-facts.ts';
import { LEVEL, SHARES, type ShareName } from './coverage-shares.ts';
import type { AlignedTimes } from './nearest-points.ts';

/** What one point adds: counts newly covered. `inside`: key buildings that had no point inside. */
export type Gain = Readonly<Record<ShareName | 'inside', number>>;

type Sums = Record<ShareName | 'inside', number>;

/** Within how many open points every place is, kept while points begin and stop: one pass over the places each. */
export class CoverageState {
  readonly #covering: Uint16Array;
  readonly #unknown: Uint16Array;
  readonly #inside: Uint16Array;
  readonly #buildingsOf = new Map<number, number[]>();

  /** @param counted which places count: read at every step, so that its owner may change it */
  constructor(
    private readonly facts: Pick<CoverageFacts, 'places' | 'points' | 'pointsInside'>,
    private readonly aligned: AlignedTimes,
    private readonly thresholdSeconds: number,
    private readonly counted: readonly boolean[],
  ) {
    const count = facts.places.length;
    this.#covering = new Uint16Array(count);
    this.#unknown = new Uint16Array(count);
    this.#inside = new Uint16Array(count);
    for (const [building, points] of facts.pointsInside) {
      for (const point of points) {
        this.#buildingsOf.set(point, [...(this.#buildingsOf.get(point) ?? []), building]);
      }
    }
  }

  open(point: number): Gain {
    return this.#move(point, 1);
  }

  close(point: number): void {
    this.#move(point, -1);
  }

  /** What a point would add to those that are open now. */
  gainOf(point: number): Gain {
    return this.#move(point, 0);
  }

  levels(): Uint8Array {
    return Uint8Array.from(this.#covering, (covering, place) =>
      covering === 0
        ? (this.#unknown[place] ?? 0) > 0
          ? LEVEL.UNDETERMINED
          : LEVEL.NONE
        : Math.min(covering, LEVEL.TWICE),
    );
  }

  /** Counted key buildings with an open point inside. */
  buildingsInside(): number {
    return this.#inside.reduce((sum, points, place) => sum + (points > 0 && this.counted[place] ? 1 : 0), 0);
  }

  #move(point: number, change: 1 | -1 | 0): Gain {
    const gain: Sums = { residents: 0, enterprises: 0, keyBuildings: 0, demandAreas: 0, inside: 0 };
    const { times, rowOf, columnOf } = this.aligned;
    const column = columnOf[point] ?? -1;
    const isSurveyed = this.facts.points[point]?.position !== null;
    for (let place = 0; isSurveyed && place < this.#covering.length; place++) {
      const row = rowOf[place] ?? -1;
      const seconds =
        row < 0 || column < 0
          ? NOT_COMPUTED
          : (times.seconds[row * times.pointIds.length + column] ?? NOT_COMPUTED);
      if (seconds <= this.thresholdSeconds) {
        if (this.#covering[place] === 0 && this.counted[place]) {
          this.#add(gain, place);
        }
        this.#covering[place] = (this.#covering[place] ?? 0) + change;
      } else if (seconds === NOT_COMPUTED) {
        this.#unknown[place] = (this.#unknown[place] ?? 0) + change;
      }
    }
    for (const building of this.#buildingsOf.get(point) ?? []) {
      gain.inside += this.#inside[building] === 0 && this.counted[building] ? 1 : 0;
      this.#inside[building] = (this.#inside[building] ?? 0) + change;
    }
    return gain;
  }

  #add(gain: Sums, index: number): void {
    const place = this.facts.places[index];
    if (place?.kind === 'KEY_BUILDING') {
      gain.keyBuildings += 1;
    } else if (place) {
      gain.demandAreas += 1;
      gain.residents += place.residents ?? 0;
      gain.enterprises += place.enterprises ?? 0;
    }
  }
}

/** What each point alone covers, by its index: what would be lost without it. Points that share all they cover are in none. */
export function aloneCoverage(
  { places }: Pick<CoverageFacts, 'places'>,
  levels: Uint8Array,
  firstPoint: Int32Array,
  counted: readonly boolean[],
): Map<number, Record<ShareName, number>> {
  const alone = new Map<number, Record<ShareName, number>>();
  places.forEach(({ kind, residents, enterprises }, index) => {
    const point = firstPoint[index] ?? -1;
    if (levels[index] !== LEVEL.ONCE || !counted[index]) {
      return;
    }
    const sums = alone.get(point) ?? noGain();
    alone.set(point, sums);
    if (kind === 'KEY_BUILDING') {
      sums.keyBuildings += 1;
    } else {
      sums.demandAreas += 1;
      sums.residents += residents ?? 0;
      sums.enterprises += enterprises ?? 0;
    }
  });
  return alone;
}

export function noGain(): Record<ShareName, number> {
  return Object.fromEntries(SHARES.map((share) => [share, 0])) as Record<ShareName, number>;
}
