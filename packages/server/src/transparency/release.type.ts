import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { SMALLEST_PUBLISHED } from '../coverage/public-coverage.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { RELEASE_REFUSALS, type ReleaseRefusalCode } from './release.service.ts';
import {
  type PublicReleaseRow,
  RELEASE_CHECK_CODES,
  RELEASE_CHECK_OUTCOMES,
  RELEASE_STATES,
  type ReleaseCheckCode,
  type ReleaseCheckOutcome,
  type ReleaseRow,
  type ReleaseState,
} from './release.sql.ts';
import type { FigureChange } from './release-changes.ts';
import type { Count } from './release-content.ts';

export const ReleaseStateEnum = enumOf(RELEASE_STATES);
registerEnumType(ReleaseStateEnum, {
  name: 'ReleaseState',
  description: 'Where a release is in its life; a state after DRAFT is the last.',
  valuesConfig: {
    DRAFT: { description: 'Prepared, and seen by those who prepare and publish alone.' },
    PUBLISHED: { description: 'Open to everyone, for ever as it is.' },
    WITHDRAWN: { description: 'Never published; another draft took its place, or someone withdrew it.' },
  },
});

const ReleaseCheckCodeEnum = enumOf(RELEASE_CHECK_CODES);
registerEnumType(ReleaseCheckCodeEnum, {
  name: 'ReleaseCheckCode',
  description: 'What was looked at when a release was prepared.',
  valuesConfig: {
    PARTS_ADD_UP: {
      description:
        'Points, kinds, channels and the cube each add up to the volume. `found`: how many do not.',
    },
    FLOW_BALANCE: {
      description:
        'Backlog at the start + received − closed = backlog. `found`: groups where it does not hold.',
    },
    CONTINUES_LAST_RELEASE: {
      description:
        'The month begins with the backlog that the release of the month before ended with. `found`: groups that do not.',
    },
    FACTS_AFTER_PERIOD: {
      description: 'An import has ended after the month did. `found`: 1 where none has.',
    },
    REFUSED_ROWS: { description: '`found`: rows that imports since the beginning of the month refused.' },
    DISCLOSURE_AUDIT: {
      description:
        'Nobody can compute a withheld count from everything that is published. `found`: counts that can be.',
    },
  },
});

const ReleaseCheckOutcomeEnum = enumOf(RELEASE_CHECK_OUTCOMES);
registerEnumType(ReleaseCheckOutcomeEnum, {
  name: 'ReleaseCheckOutcome',
  description: 'WARNING: whoever publishes must know it; FAILED: it cannot be published.',
});

export const ReleaseRefusalCodeEnum = enumOf(RELEASE_REFUSALS);
registerEnumType(ReleaseRefusalCodeEnum, {
  name: 'ReleaseRefusalCode',
  description: 'Why a release was not prepared, published or withdrawn.',
  valuesConfig: {
    MONTH_NOT_ENDED: { description: 'It is not a month (YYYY-MM) that has ended.' },
    ALREADY_PUBLISHED: { description: 'The month was released: correct it.' },
    NOTHING_TO_CORRECT: { description: 'The month was not released.' },
    REASON_MISSING: { description: 'A correction says why, in both languages, in 500 characters at most.' },
    NO_SUCH_RELEASE: { description: 'The bureau has no release of that id.' },
    NOT_A_DRAFT: { description: 'It is published or withdrawn.' },
    PREPARED_BY_YOU: { description: 'Someone else than who prepared it publishes it.' },
    CHECK_FAILED: { description: 'A check failed.' },
    PUBLISHED_MEANWHILE: {
      description:
        'Another release was published since it was prepared, and it was not held against that one: prepare it again.',
    },
  },
});

@Access('RELEASER')
@ObjectType({ description: 'What was looked at when a release was prepared, and what came of it.' })
export class ReleaseCheckResult {
  @Field(() => ReleaseCheckCodeEnum)
  code!: ReleaseCheckCode;
  @Field(() => ReleaseCheckOutcomeEnum)
  outcome!: ReleaseCheckOutcome;
  @Field(() => Int, { description: 'Of what the check counts, 0 where there is nothing to say.' })
  found!: number;
}

@Access('RELEASER')
@ObjectType({
  description: `What a release withholds: counts of people or applications from 1 to ${SMALLEST_PUBLISHED - 1}, and others that would tell them.`,
})
export class ReleaseSuppression {
  @Field(() => Int, { description: 'Figures withheld since they are that small.' })
  primary!: number;
  @Field(() => Int, { description: 'Figures withheld since they would tell those.' })
  complementary!: number;
  @Field(() => [ID], { description: 'Numbers of the releases that it was held against, oldest first.' })
  heldAgainst!: readonly string[];
  @Field(() => [String], {
    description: 'Names of the figures withheld, in the order of the page: `volume.byPoint.QX-P01`.',
  })
  figures!: readonly string[];
}

@Access('RELEASER')
@ObjectType({ description: 'A figure that is another than in the release before.' })
export class ReleaseFigureChange {
  constructor({ figure, was, is }: FigureChange) {
    this.figure = figure;
    this.was = numberOf(was);
    this.is = numberOf(is);
    this.wasWithheld = was === 'SUPPRESSED';
    this.isWithheld = is === 'SUPPRESSED';
  }

  @Field(() => String, { description: 'Its name: `volume.total`; times end in `Tenths`, of a working day.' })
  figure: string;
  @Field(() => Int, { nullable: true, description: 'null: withheld, not known, or not in that release.' })
  was: number | null;
  @Field(() => Int, { nullable: true, description: 'null: withheld, not known, or not in this release.' })
  is: number | null;
  @Field(() => Boolean)
  wasWithheld: boolean;
  @Field(() => Boolean)
  isWithheld: boolean;
}

const numberOf = (count: Count): number | null => (typeof count === 'number' ? count : null);

@Access('RELEASER')
@ObjectType({ description: 'What is another than in a release that was published before.' })
export class ReleaseComparison {
  @Field(() => ID, {
    nullable: true,
    description:
      'Number of that release: the one corrected, or else the last one published; null: there is none.',
  })
  since!: string | null;
  @Field(() => [ReleaseFigureChange], { description: 'In the order of the page; empty where there is none.' })
  changes!: readonly ReleaseFigureChange[];
}

@Access('RELEASER')
@ObjectType({ description: 'A release (公开发布) as those see it who prepare and publish it.' })
export class Release {
  constructor(row: ReleaseRow, scope: BureauScope) {
    this.row = row;
    this.scope = scope;
    this.id = String(row.id);
    this.number = row.number;
    this.month = row.month;
    this.state = row.state;
    this.corrects = row.corrects;
    this.correctedBy = row.correctedBy;
    this.reasonZh = row.reasonZh;
    this.reasonEn = row.reasonEn;
    this.sha256 = row.sha256;
    this.checks = [...row.checks];
    this.preparedAt = row.preparedAt;
    this.preparedBy = row.preparedBy;
    this.decidedAt = row.decidedAt;
    this.decidedBy = row.decidedBy;
  }

  readonly row: ReleaseRow;
  readonly scope: BureauScope;
  @Field(() => ID)
  id: string;
  @Field(() => ID, {
    description:
      'The month, `2021-11`; of a correction its place among the releases of the month behind it, `2021-11.2`.',
  })
  number: string;
  @Field(() => ID, { description: 'YYYY-MM.' })
  month: string;
  @Field(() => ReleaseStateEnum)
  state: ReleaseState;
  @Field(() => ID, { nullable: true, description: 'Number of the release that it corrects; null: none.' })
  corrects: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Number of the published release that corrects it; null: none does.',
  })
  correctedBy: string | null;
  @Field(() => String, { nullable: true, description: 'Why it corrects, in Chinese; null: it does not.' })
  reasonZh: string | null;
  @Field(() => String, { nullable: true, description: 'Why it corrects, in English; null: it does not.' })
  reasonEn: string | null;
  @Field(() => String, { description: 'SHA-256 of the bytes of its content, in hexadecimal digits.' })
  sha256: string;
  @Field(() => [ReleaseCheckResult], { description: 'As they came out when it was prepared.' })
  checks: ReleaseCheckResult[];
  @Field(() => DateTime)
  preparedAt: Date;
  @Field(() => String, {
    description: 'Who prepared it: the name signed in with, OPERATOR, or SCHEDULE where the server did.',
  })
  preparedBy: string;
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was published or withdrawn; null: it is a draft.',
  })
  decidedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Who published or withdrew it; null: it is a draft.' })
  decidedBy: string | null;
}

@Access('RELEASER')
@ObjectType({ description: 'The release as it is now.' })
export class ReleaseDecided {
  @Field(() => Release)
  release!: Release;
}

@Access('RELEASER')
@ObjectType({ description: 'Nothing was done, and why.' })
export class ReleaseRefused {
  @Field(() => ReleaseRefusalCodeEnum)
  code!: ReleaseRefusalCode;
}

export const ReleaseDecision = createUnionType({
  name: 'ReleaseDecision',
  description: 'What came of preparing, publishing or withdrawing a release.',
  types: () => [ReleaseDecided, ReleaseRefused] as const,
  resolveType: (value) => ('code' in value ? ReleaseRefused : ReleaseDecided),
});

@Access('ANYONE')
@ObjectType({
  description:
    'A release as it was published, for everyone. It never changes; only that it was corrected is added.',
})
export class PublishedRelease {
  constructor(row: PublicReleaseRow) {
    this.bureau = row.bureauCode;
    this.number = row.number;
    this.month = row.month;
    this.corrects = row.corrects;
    this.correctedBy = row.correctedBy;
    this.sha256 = row.sha256;
    this.publishedAt = row.publishedAt;
    this.content = row.content.toString('utf8');
  }

  @Field(() => ID, { description: 'Code of the bureau.' })
  bureau: string;
  @Field(() => ID, { description: 'The month, `2021-11`, or of a correction `2021-11.2`.' })
  number: string;
  @Field(() => ID, { description: 'YYYY-MM.' })
  month: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Number of the release that it takes the place of; null: none.',
  })
  corrects: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Number of the release that took its place; null: none did.',
  })
  correctedBy: string | null;
  @Field(() => String, { description: 'SHA-256 of `content` in UTF-8, in hexadecimal digits.' })
  sha256: string;
  @Field(() => DateTime)
  publishedAt: Date;
  @Field(() => String, {
    description:
      'All that the release says, as canonical JSON (RFC 8785): counts are whole numbers, "SUPPRESSED" or null (not known); times are tenths of a working day. docs/releases.md names its parts.',
  })
  content: string;
}
