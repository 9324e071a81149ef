import { describe, expect, it } from 'vitest';
import { findDisclosed } from './audit.ts';
import { loadProgrammes } from './linear-programme.ts';
import type { LinearSystem, SystemCell } from './linear-system.ts';
import { suppress } from './suppress.ts';

const programmes = await loadProgrammes();

/** One whole and its parts, the whole last. */
function tableOf(
  parts: readonly number[],
  more: (index: number) => Partial<SystemCell> = () => ({}),
): LinearSystem {
  const values = [...parts, parts.reduce((sum, part) => sum + part, 0)];
  return {
    cells: values.map((value, index) => ({
      fact: `cell ${index}`,
      value,
      most: Number.POSITIVE_INFINITY,
      isSensitive: value > 0 && value < 5,
      isKnown: value === 0,
      isWithheld: false,
      isUnprinted: false,
      weight: index === parts.length ? 50 * value : value,
      ...more(index),
    })),
    rows: [
      { terms: [...parts.map((_, index) => [index, -1] as const), [parts.length, 1]], lower: 0, upper: 0 },
    ],
  };
}

const withheldOf = async (system: LinearSystem) => [...(await suppress(system, programmes)).withheld].sort();
const disclosedIn = (system: LinearSystem, unknown: readonly number[]) =>
  findDisclosed(
    system,
    (cell) => unknown.includes(cell),
    (cell) => unknown.includes(cell),
    programmes,
  );

describe('what is withheld of a table', () => {
  it('is nothing where nothing is small', async () => {
    expect(await withheldOf(tableOf([10, 20, 30]))).toEqual([]);
  });

  it('is a small count and the smallest that hides it, since the whole less the others would tell it', async () => {
    expect(await withheldOf(tableOf([3, 30, 10]))).toEqual([0, 2]);
  });

  it('is the whole where there is nothing else to hide behind: 0 is nobody, and is known', async () => {
    expect(await withheldOf(tableOf([3, 0, 0]))).toEqual([0, 3]);
  });

  it('is a third where two are small together: of 1 and 2 that make 3 each is one of four values', async () => {
    expect(await withheldOf(tableOf([1, 2, 30, 10]))).toEqual([0, 1, 3]);
  });

  it('goes around what was said before', async () => {
    const said = tableOf([3, 30, 10], (index) => (index === 2 ? { isKnown: true } : {}));
    expect(await withheldOf(said)).toEqual([0, 1]);
  });

  it('is told to be too little where everything else was said before', async () => {
    const said = tableOf([3, 30, 10], (index) => (index === 0 ? {} : { isKnown: true }));
    expect((await suppress(said, programmes)).unprotected).toEqual([0]);
  });
});

describe('the attack', () => {
  it('finds a count that the whole less the others tells, and nothing where two are withheld', async () => {
    const table = tableOf([3, 30, 10]);
    expect(await disclosedIn(table, [0])).toEqual([{ cell: 0, least: 3, most: 3 }]);
    expect(await disclosedIn(table, [0, 2])).toEqual([]);
  });

  it('finds that two small counts that make 3 are each from 0 to 3', async () => {
    expect(await disclosedIn(tableOf([1, 2, 30]), [0, 1])).toEqual([
      { cell: 0, least: 0, most: 3 },
      { cell: 1, least: 0, most: 3 },
    ]);
  });

  it('uses what a count is at most', async () => {
    const table = tableOf([3, 30, 10], (index) => (index === 0 ? { most: 4 } : {}));
    expect(await disclosedIn(table, [0, 2])).toEqual([]);
    const tight: LinearSystem = {
      ...table,
      rows: [...table.rows, { terms: [[2, 1]], lower: 9, upper: 11 }],
    };
    expect(await disclosedIn(tight, [0, 2])).toEqual([{ cell: 0, least: 2, most: 4 }]);
  });
});
