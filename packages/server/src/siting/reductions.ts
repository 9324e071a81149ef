import { type CoverRow, rowsBySite } from './cover-rows.ts';
import { CLOSED, FREE, type SiteStates } from './site-state.ts';
import type { SitingProblem } from './siting-problem.ts';

const BITS = 32;

function bitsOf(members: Iterable<number>, size: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(size / BITS));
  for (const member of members) {
    const word = Math.floor(member / BITS);
    bits[word] = ((bits[word] ?? 0) | (1 << (member % BITS))) >>> 0;
  }
  return bits;
}

function isSubset(part: Uint32Array, whole: Uint32Array): boolean {
  for (let word = 0; word < part.length; word += 1) {
    const bits = part[word] ?? 0;
    if (bits !== 0 && (bits & ~(whole[word] ?? 0)) !== 0) {
      return false;
    }
  }
  return true;
}

/**
 * Closes every free candidate that another one replaces at no loss: it reaches nothing that the other does not, and costs as much or more (where cost matters).
 * Of two alike the first stays. Kept whatever the limits, floors and periods (docs/siting.md, reduction 2); not where being reached twice counts, nor with capacities.
 */
export function closeDominatedSites(
  problem: SitingProblem,
  rows: readonly CoverRow[],
  states: SiteStates,
  costMatters: boolean,
): SiteStates {
  const reached = rowsBySite(rows, problem.sites.length);
  const candidates = Array.from(states.keys()).filter(
    (site) => states[site] === FREE && problem.sites[site]?.standing === 'CANDIDATE',
  );
  const of = candidates.map((site) => ({
    site,
    cost: costMatters ? (problem.sites[site]?.cost ?? 0) : 0,
    size: reached[site]?.length ?? 0,
    bits: bitsOf(reached[site] ?? [], rows.length),
  }));
  // Whoever may replace another stands before it: larger, then cheaper, then first.
  of.sort((one, other) => other.size - one.size || one.cost - other.cost || one.site - other.site);
  const kept: typeof of = [];
  const after = Int8Array.from(states);
  for (const each of of) {
    const isDominated = kept.some(({ cost, bits }) => cost <= each.cost && isSubset(each.bits, bits));
    if (isDominated || each.size === 0) {
      after[each.site] = CLOSED;
    } else {
      kept.push(each);
    }
  }
  return after;
}

/**
 * Leaves out every required row that is met whenever another is: all sites of the other reach it too (docs/siting.md, reduction 4).
 * Rows that weigh must not be given: what is left out is not counted.
 */
export function withoutDominatedRows(rows: readonly CoverRow[], siteCount: number): CoverRow[] {
  const bySite = rowsBySite(rows, siteCount).map((list) => bitsOf(list, rows.length));
  const isDropped = new Uint8Array(rows.length);
  rows.forEach(({ sites }, index) => {
    const [first, ...rest] = sites;
    if (isDropped[index] === 1 || first === undefined) {
      return;
    }
    // Rows that every site of this one reaches.
    const common = Uint32Array.from(bySite[first] ?? []);
    for (const site of rest) {
      const bits = bySite[site];
      for (let word = 0; word < common.length; word += 1) {
        common[word] = ((common[word] ?? 0) & (bits?.[word] ?? 0)) >>> 0;
      }
    }
    common.forEach((bits, word) => {
      for (let left = bits; left !== 0; ) {
        const lowest = 31 - Math.clz32(left & -left);
        left = (left & (left - 1)) >>> 0;
        const other = word * BITS + lowest;
        if (other !== index) {
          isDropped[other] = 1;
        }
      }
    });
  });
  return rows.filter((_, index) => isDropped[index] === 0);
}
