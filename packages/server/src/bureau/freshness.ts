import { perRequest, type RequestContext } from '../identity/request-context.ts';
import type { Freshness } from './bureau.type.ts';
import type { BureauScope } from './bureau-scope.ts';

const loaded = perRequest(() => new Map<number, Promise<Freshness>>());

/** How fresh a bureau's facts are; asked once a request however many figures carry it. */
export function freshnessOf(context: RequestContext, scope: BureauScope): Promise<Freshness> {
  const byBureau = loaded(context);
  let freshness = byBureau.get(scope.id);
  if (!freshness) {
    freshness = load(context, scope);
    byBureau.set(scope.id, freshness);
  }
  return freshness;
}

async function load(context: RequestContext, scope: BureauScope): Promise<Freshness> {
  const { rows } = await context.pool.query<{ lastImportAt: Date | null; latestEventAt: Date | null }>(
    `select (select max(finished_at) from import_run
             where bureau_id = $1 and status = 'SUCCEEDED' and not dry_run) as "lastImportAt",
            (select max(occurred_at) from application_event
             where bureau_id = $1 and superseded_by_run_id is null) as "latestEventAt"`,
    [scope.id],
  );
  const [row] = rows;
  return {
    dataVersion: scope.bureau.dataVersion,
    lastImportAt: row?.lastImportAt ?? null,
    latestEventAt: row?.latestEventAt ?? null,
  };
}
