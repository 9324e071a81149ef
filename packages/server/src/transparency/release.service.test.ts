import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { whyNotPublish } from './release.service.ts';
import type { ReleaseRow } from './release.sql.ts';

const DRAFT: ReleaseRow = {
  id: 1,
  month: '2021-11',
  number: '2021-11',
  state: 'DRAFT',
  corrects: null,
  correctedBy: null,
  reasonZh: null,
  reasonEn: null,
  sha256: '',
  checks: [{ code: 'REFUSED_ROWS', outcome: 'WARNING', found: 3 }],
  preparedAt: new Date(0),
  preparedBy: 'wei',
  preparedAccountId: 7,
  decidedAt: null,
  decidedBy: null,
};

describe('a draft is published', () => {
  it('by another account, whatever either is called, also where a check warns', () => {
    expect(whyNotPublish(DRAFT, { actor: 'wei', accountId: 8 })).toBeNull();
    expect(whyNotPublish(DRAFT, { actor: 'lan', accountId: 7 })).toBe('PREPARED_BY_YOU');
  });

  it('by another name where one of both has no account: the schedule, or the operator', () => {
    const scheduled = { ...DRAFT, preparedBy: 'SCHEDULE', preparedAccountId: null };
    expect(whyNotPublish(scheduled, { actor: 'wei', accountId: 7 })).toBeNull();
    expect(whyNotPublish(scheduled, { actor: 'SCHEDULE', accountId: null })).toBe('PREPARED_BY_YOU');
  });

  it('not where a check failed, and not twice', () => {
    const failed = { ...DRAFT, checks: [{ code: 'DISCLOSURE_AUDIT', outcome: 'FAILED', found: 1 }] as const };
    expect(whyNotPublish(failed, { actor: 'lan', accountId: 8 })).toBe('CHECK_FAILED');
    expect(whyNotPublish({ ...DRAFT, state: 'PUBLISHED' }, { actor: 'lan', accountId: 8 })).toBe(
      'NOT_A_DRAFT',
    );
  });
});
