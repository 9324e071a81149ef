import { enterBureau } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { prepareRelease, publishRelease, type ReleaseOutcome } from '../transparency/release.service.ts';
import { monthBefore } from '../transparency/release-figures.ts';
import { QINGXIU } from './district.ts';

/** The last whole month of the demonstration, released as a bureau would; unless the district ever had a release. */
export async function loadDemonstrationRelease(context: RequestContext): Promise<void> {
  const { rows } = await context.pool.query(
    `select from bureau b where code = $1 and not exists (select from release r where r.bureau_id = b.id)`,
    [QINGXIU.code],
  );
  if (rows.length === 0) {
    return;
  }
  const bureau = await enterBureau(context, QINGXIU.code);
  const id = idOf(
    await prepareRelease(context, bureau, monthBefore(bureau.today.slice(0, 7)), null, {
      actor: 'demonstration steward',
      accountId: null,
    }),
  );
  idOf(await publishRelease(context, bureau, id, { actor: 'demonstration leader', accountId: null }));
}

function idOf(outcome: ReleaseOutcome): number {
  if ('code' in outcome) {
    throw new Error(`The release of the demonstration was refused: ${outcome.code}.`);
  }
  return outcome.id;
}
