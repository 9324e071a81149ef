import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { StartupError } from '../platform/startup-error.ts';
import { inTransaction } from '../platform/transaction.ts';
import { targetHistory } from './target.service.ts';
import type { Target } from './target.type.ts';
import { endTarget, type TargetAuthor } from './target-changes.ts';

/** The targets of a bureau as lines for a terminal, newest first: those that hold, or every one ever set. */
export async function listTargets(
  context: RequestContext,
  bureau: BureauScope,
  { all }: { readonly all: boolean },
): Promise<string[]> {
  const lines: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof targetHistory>> = await targetHistory(context, bureau, {
      first: 100,
      after,
    });
    lines.push(
      ...page.edges.flatMap(({ node }) => (all || node.supersededAt === null ? [lineOf(node)] : [])),
    );
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  return lines;
}

function lineOf(target: Target): string {
  const sign = target.direction === 'AT_LEAST' ? '>=' : '<=';
  return [
    target.id,
    target.measure.id,
    `${sign} ${target.value} ${target.measure.unit}`,
    target.servicePoint?.code ?? '-',
    target.serviceItem?.code ?? '-',
    target.grain,
    `${target.validFrom} .. ${target.validTo ?? ''}`,
    target.supersededAt === null ? 'in force' : `superseded ${target.supersededAt.toISOString()}`,
  ].join('\t');
}

/** @throws StartupError when nothing was ended, with the code */
export async function endTargetByCommand(
  context: RequestContext,
  bureau: BureauScope,
  { id, lastDay }: { readonly id: number; readonly lastDay: string | null },
  author: TargetAuthor,
): Promise<void> {
  const outcome = await inTransaction(context.pool, (client) =>
    endTarget(client, bureau, id, lastDay, author),
  );
  if ('code' in outcome) {
    throw new StartupError(`Target ${id} was not ended: ${outcome.code}.`);
  }
}
