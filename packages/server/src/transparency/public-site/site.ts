import type { BothNames } from '../release-names.ts';

/** What is told of a published release outside of its own files. */
export interface SiteRelease {
  readonly id: number;
  readonly number: string;
  /** `2021-11` */
  readonly month: string;
  /** Number of the release that it takes the place of; null: none. */
  readonly corrects: string | null;
  readonly sha256: string;
  /** UTC instant. */
  readonly publishedAt: string;
}

/** What a bureau has published: newest month first, of a month the latest first. */
export interface SiteBureau extends BothNames {
  readonly code: string;
  readonly releases: readonly SiteRelease[];
}

/** The release that has taken the place of another at last, by way of all corrections; null: none has. */
export function successorOf(releases: readonly SiteRelease[], number: string): SiteRelease | null {
  const next = releases.find(({ corrects }) => corrects === number);
  return next === undefined ? null : (successorOf(releases, next.number) ?? next);
}
