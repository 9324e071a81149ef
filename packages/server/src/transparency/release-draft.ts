import { canonicalJson } from './canonical-json.ts';
import type { Programmes } from './disclosure/linear-programme.ts';
import type { ExactRelease } from './gather-release.service.ts';
import { protectRelease } from './protect-release.ts';
import type { NewRelease, PublishedRow } from './release.sql.ts';
import { changesBetween } from './release-changes.ts';
import { type CheckedFacts, checkRelease } from './release-checks.ts';
import type { ReleaseContent } from './release-content.ts';
import { monthBefore, monthOf } from './release-figures.ts';
import { withReleasedMonths } from './released-months.ts';
import { sha256Of } from './sha256.ts';

/** A release that was published, read back. */
export interface PublishedContent extends Pick<PublishedRow, 'id' | 'number' | 'isCorrected'> {
  readonly said: ReleaseContent;
  readonly exact: ReleaseContent;
}

/** Content that this program wrote, from its bytes. */
export function readContent(bytes: Uint8Array): ReleaseContent {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as ReleaseContent;
}

export function readPublished(rows: readonly PublishedRow[]): PublishedContent[] {
  return rows.map(({ id, number, isCorrected, content, exact }) => ({
    id,
    number,
    isCorrected,
    said: readContent(content),
    exact: readContent(exact),
  }));
}

export interface DraftReason {
  readonly reasonZh: string;
  readonly reasonEn: string;
}

type Draft = Pick<NewRelease, 'number' | 'correction' | 'content' | 'sha256' | 'exact' | 'checks'>;

/**
 * A release of a month as it would be published: numbered, with what must be withheld taken out, held against everything published, checked.
 * @param published of the bureau, oldest first
 * @param correction why; null: the month has no release yet
 */
export async function draftRelease(
  drawn: ExactRelease,
  published: readonly PublishedContent[],
  correction: DraftReason | null,
  facts: Omit<CheckedFacts, 'before' | 'disclosed'>,
  programmes: Programmes,
): Promise<Draft> {
  const month = monthOf(drawn);
  const ofMonth = published.filter(({ exact }) => monthOf(exact) === month);
  const corrected = ofMonth.find(({ isCorrected }) => !isCorrected) ?? null;
  const number = ofMonth.length === 0 ? month : `${month}.${ofMonth.length + 1}`;
  const exact: ReleaseContent = {
    ...drawn,
    series: withReleasedMonths(
      drawn.series,
      published.map((release) => release.exact),
    ),
    number,
    correction: null,
    disclosure: {
      smallestCount: 0,
      primary: 0,
      complementary: 0,
      heldAgainst: published.map((release) => release.number),
    },
  };
  const { content, disclosed } = await protectRelease(exact, published, programmes);
  const said: ReleaseContent = {
    ...content,
    correction:
      correction && corrected
        ? { corrects: corrected.number, ...correction, changes: changesBetween(corrected.said, content) }
        : null,
  };
  const bytes = Buffer.from(canonicalJson(said), 'utf8');
  const before = published.findLast((release) => monthOf(release.exact) === monthBefore(month));
  return {
    number,
    correction: correction && corrected ? { releaseId: corrected.id, ...correction } : null,
    content: bytes,
    sha256: sha256Of(bytes),
    exact: Buffer.from(canonicalJson(exact), 'utf8'),
    checks: checkRelease(exact, { ...facts, before: before?.exact ?? null, disclosed: disclosed.length }),
  };
}
