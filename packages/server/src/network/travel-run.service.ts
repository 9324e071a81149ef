import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { type Connection, checkPageSize, decodeCursor, pageOf } from '../platform/connection.ts';
import { assignNetwork, networkOfBureau, requireNetwork } from './network.sql.ts';
import { toRoadNetwork } from './network.type.ts';
import type { NetworkContext } from './network-engines.ts';
import { NetworkRefusal, type NetworkRefusalCode } from './network-refusal.ts';
import { travelEnds } from './travel-ends.sql.ts';
import { findMatrix, markInterruptedTravelRuns } from './travel-matrix.sql.ts';
import { TRAVEL_MODES, type TravelMode } from './travel-mode.ts';
import { countTravelRuns, findTravelRun, listTravelRuns, type TravelRunRow } from './travel-run.sql.ts';
import type {
  NetworkChoice,
  NetworkRefused,
  TravelMatrix,
  TravelRun,
  TravelRunStart,
} from './travel-run.type.ts';
import { loadTravelTimes } from './travel-times.service.ts';
import { NOT_COMPUTED, UNREACHABLE } from './travel-times.ts';
import type { TravelWork } from './travel-worker.ts';

const TRAVEL_WORKER = new URL('./travel-worker.ts', import.meta.url);

/** Of the heap of one computation: heads of all rows, and a batch; the engine's own memory is not in it. */
const HEAP_MEGABYTES = 256;

/** Runs of a bureau, the newest first. */
export async function travelRuns(
  { pool, clock }: RequestContext,
  { id: bureauId }: BureauScope,
  page: { readonly first: number; readonly after: string | null },
): Promise<Connection<TravelRun>> {
  const first = checkPageSize(page.first);
  const [after] = page.after === null ? [] : decodeCursor(page.after, 1);
  const list = () =>
    listTravelRuns(pool, bureauId, { before: after === undefined ? null : Number(after), limit: first + 1 });
  let rows = await list();
  if (rows.some(({ status }) => status === 'RUNNING')) {
    // One whose process was killed says that it runs until someone looks.
    await markInterruptedTravelRuns(pool, bureauId, clock());
    rows = await list();
  }
  return pageOf(
    rows,
    first,
    toTravelRun,
    ({ id }) => [id],
    () => countTravelRuns(pool, bureauId),
  );
}

/** One for each mode; none where the bureau uses no network. */
export async function travelMatrices(context: RequestContext, scope: BureauScope): Promise<TravelMatrix[]> {
  const { pool } = context;
  const network = await networkOfBureau(pool, scope.id);
  if (!network) {
    return [];
  }
  const { places, points } = await travelEnds(pool, scope.id);
  const pairsDue = places.length * points.length;
  return Promise.all(
    TRAVEL_MODES.map(async (mode): Promise<TravelMatrix> => {
      const matrix = await findMatrix(pool, scope.id, network.id, mode);
      const computedAt = matrix?.computedAt ?? null;
      // Nothing computed: what would be loaded is the estimate.
      const { seconds } = computedAt === null ? { seconds: [] } : await loadTravelTimes(context, scope, mode);
      let [pairsComputed, pairsUnreachable] = [0, 0];
      for (const value of seconds) {
        pairsComputed += value === NOT_COMPUTED ? 0 : 1;
        pairsUnreachable += value === UNREACHABLE ? 1 : 0;
      }
      return { networkName: network.name, mode, pairsDue, pairsComputed, pairsUnreachable, computedAt };
    }),
  );
}

/** Begins a computation in a process of its own, a run for each mode. */
export async function startTravelRun(
  { pool, principal, jobProcesses, networkEngines }: NetworkContext,
  scope: BureauScope,
  modes: readonly TravelMode[],
): Promise<TravelRunStart> {
  try {
    if (modes.length === 0) {
      throw new NetworkRefusal('NO_MODE');
    }
    const network = await networkOfBureau(pool, scope.id);
    if (!network) {
      throw new NetworkRefusal('NETWORK_NOT_IN_USE', scope.bureau.code);
    }
    const { id, name, serviceUrl } = network;
    const work: TravelWork = {
      databaseUrl: pool.options.connectionString ?? '',
      dataFolder: networkEngines.dataFolder,
      bureauId: scope.id,
      network: { id, name, serviceUrl },
      modes: TRAVEL_MODES.filter((mode) => modes.includes(mode)),
      actor: principal.actor,
    };
    const runId = await jobProcesses.start({
      module: TRAVEL_WORKER,
      work,
      maxHeapMegabytes: HEAP_MEGABYTES,
      refusalOf: (code: NetworkRefusalCode, detail) => new NetworkRefusal(code, detail || null),
    });
    const run = await findTravelRun(pool, scope.id, runId);
    return { run: run && toTravelRun(run), refusal: null };
  } catch (error) {
    return { run: null, refusal: refusedBy(error) };
  }
}

/** From now on the bureau's travel times are those of this network, as far as they are computed. */
export async function chooseNetwork(
  { pool }: RequestContext,
  scope: BureauScope,
  name: string,
): Promise<NetworkChoice> {
  try {
    const network = await requireNetwork(pool, name);
    await assignNetwork(pool, scope.id, network.id);
    return { network: toRoadNetwork(network), refusal: null };
  } catch (error) {
    return { network: null, refusal: refusedBy(error) };
  }
}

/** What a person can act on; anything else is ours and goes up. */
function refusedBy(error: unknown): NetworkRefused {
  if (error instanceof NetworkRefusal) {
    return { code: error.code, message: error.message };
  }
  throw error;
}

function toTravelRun({ id, errorCode, errorMessage, ...row }: TravelRunRow): TravelRun {
  return {
    ...row,
    id: String(id),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
  };
}
