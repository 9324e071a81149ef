import { SMALLEST_PUBLISHED } from '../coverage/public-coverage.ts';
import { findDisclosed } from './disclosure/audit.ts';
import type { Programmes } from './disclosure/linear-programme.ts';
import { type AttackedRelease, systemOfReleases } from './disclosure/release-system.ts';
import { suppress } from './disclosure/suppress.ts';
import type { ReleaseContent } from './release-content.ts';
import { mapCounts } from './release-figures.ts';

export interface ProtectedRelease {
  /** With what must be withheld taken out. */
  readonly content: ReleaseContent;
  /** What an attacker can compute more narrowly than may be; none: it may be published. */
  readonly disclosed: readonly { readonly fact: string; readonly least: number; readonly most: number }[];
}

/**
 * Takes out of a release what may not be said, over all its tables together and everything that was published before, and attacks the outcome.
 * @param exact with nothing withheld; of `disclosure` its `heldAgainst` is kept
 */
export async function protectRelease(
  exact: ReleaseContent,
  published: readonly { readonly exact: ReleaseContent; readonly said: ReleaseContent }[],
  programmes: Programmes,
): Promise<ProtectedRelease> {
  const system = systemOfReleases([...published, { exact, said: null }]);
  const { withheld } = await suppress(system, programmes);
  const isWithheld = (name: string) => {
    const cell = system.cellOf.get(name);
    return cell !== undefined && withheld.has(cell);
  };
  let [primary, complementary] = [0, 0];
  const content = mapCounts(exact, (count, { name }) => {
    if (typeof count !== 'number' || !isWithheld(name)) {
      return count;
    }
    if (count > 0 && count < SMALLEST_PUBLISHED) {
      primary += 1;
    } else {
      complementary += 1;
    }
    return 'SUPPRESSED';
  });
  return {
    content: {
      ...content,
      disclosure: { ...exact.disclosure, smallestCount: SMALLEST_PUBLISHED, primary, complementary },
    },
    disclosed: await attack([...published, { exact, said: content }], programmes),
  };
}

/** What can be computed from everything that is said, more narrowly than may be. */
export async function attack(
  releases: readonly AttackedRelease[],
  programmes: Programmes,
): Promise<ProtectedRelease['disclosed']> {
  const system = systemOfReleases(releases);
  const isUnknown = (cell: number) => system.cells[cell]?.isKnown === false;
  const isGuarded = (cell: number) => {
    const { isSensitive = false, isWithheld = false } = system.cells[cell] ?? {};
    return isSensitive || isWithheld;
  };
  const found = await findDisclosed(system, isUnknown, isGuarded, programmes);
  const printed = system.cells.flatMap((cell, index) =>
    // What must not be known, and was said.
    cell.isSensitive && cell.isKnown ? [{ cell: index, least: cell.value, most: cell.value }] : [],
  );
  return [...printed, ...found].map(({ cell, least, most }) => ({
    fact: system.cells[cell]?.fact ?? '',
    least,
    most,
  }));
}
