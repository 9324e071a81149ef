/** A seeded source of chance: the same seed gives the same district, byte for byte. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /** true with this probability. */
  chance(probability: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** One of the values, in proportion to its weight. */
  weighted<Value>(values: readonly { readonly value: Value; readonly weight: number }[]): Value;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, plenty for a demonstration. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const at = <Value>(values: readonly Value[], index: number): Value => {
    const value = values[index];
    if (value === undefined) {
      throw new RangeError('Nothing to choose from.');
    }
    return value;
  };
  return {
    next,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (values) => at(values, Math.floor(next() * values.length)),
    weighted: (values) => {
      let left = next() * values.reduce((sum, { weight }) => sum + weight, 0);
      const index = values.findIndex(({ weight }) => {
        left -= weight;
        return left < 0;
      });
      return at(values, index === -1 ? values.length - 1 : index).value;
    },
  };
}
