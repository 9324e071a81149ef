import { type Command, InvalidArgumentError } from 'commander';
import { type BureauScope, listBureaus } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { AuditAction } from '../platform/audit-trail.ts';
import { type AuditedWork, onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import { computeTravelTimes } from './compute-travel-times.ts';
import type { KindSuspicion } from './datum-suspicion.sql.ts';
import type { EstimateFit } from './estimate-fit.ts';
import { writeBuildings } from './extract-buildings.ts';
import { loadExtract, loadService, type NetworkTerms, OSM_TERMS, removeNetwork } from './load-network.ts';
import {
  assignNetwork,
  listNetworks,
  type NetworkRow,
  networkOfBureau,
  requireNetwork,
} from './network.sql.ts';
import { NetworkRefusal } from './network-refusal.ts';
import { openEngines } from './open-engine.ts';
import { SNAP_CUTOFF_METRES } from './routing-engine.ts';
import { TRAVEL_MODES, type TravelMode } from './travel-mode.ts';

export interface NetworkCommandRunner {
  /** Runs with the operator's context on the store of this installation, to an exit code. */
  run(command: (context: RequestContext, dataFolder: string) => Promise<number>): Promise<void>;
  print(line: string): void;
}

interface LoadOptions extends NetworkTerms {
  readonly name: string;
  readonly service?: string;
}

/** The operator's commands of road networks and travel times. */
export function addNetworkCommands(program: Command, { run, print }: NetworkCommandRunner): void {
  const network = program.command('network').description('Road networks, and the travel times on them.');
  const tell = (line: string) => process.stderr.write(`${line}\n`);

  network
    .command('load')
    .description(
      'Build a network from an OpenStreetMap extract (.osm.pbf), or name an existing Valhalla server.',
    )
    .argument('[file]', 'the extract')
    .requiredOption('--name <name>', 'letters, digits and hyphens')
    .option('--service <url>', 'an existing Valhalla server, instead of a file')
    .option('--licence <name>', 'of data that are not OpenStreetMap’s', OSM_TERMS.licence)
    .option('--attribution <text>', 'what their licence asks to be shown', OSM_TERMS.attribution)
    .action((file: string | undefined, options: LoadOptions) =>
      run(async (context, dataFolder) => {
        const { pool, clock } = context;
        if ((file === undefined) === (options.service === undefined)) {
          throw new StartupError('Name either a file or --service URL.');
        }
        const { name, service, licence, attribution } = options;
        const terms = { licence, attribution };
        const load = { pool, dataFolder, name, terms, now: clock, onProgress: tell };
        const work = { action: 'NETWORK_LOADED', bureauCode: null, subject: { network: name } } as const;
        const { isNew } = await onRecord(context, work, async () => ({
          isNew: await (service === undefined ? loadExtract(load, file ?? '') : loadService(load, service)),
        }));
        print(`${name}: ${isNew ? 'loaded' : 'there already, nothing to do'}.`);
        return 0;
      }),
    );

  network
    .command('list')
    .description('The networks of this installation.')
    .action(() =>
      run(async ({ pool }) => {
        for (const each of await listNetworks(pool)) {
          print(describe(each));
        }
        return 0;
      }),
    );

  network
    .command('use')
    .description('Let a bureau use a network; its travel times are computed by: network travel-times.')
    .argument('<name>', 'of the network')
    .option('--bureau <code>', 'needed when there are several')
    .action((name: string, options: { bureau?: string }) =>
      run(async (context) => {
        const scope = await chooseBureau(context, options.bureau);
        await onRecord(context, workOn(scope, 'NETWORK_CHOSEN', { network: name }), async () =>
          assignNetwork(context.pool, scope.id, (await requireNetwork(context.pool, name)).id),
        );
        return 0;
      }),
    );

  network
    .command('remove')
    .description('Take a network away, and the travel times on it.')
    .argument('<name>', 'of the network')
    .action((name: string) =>
      run(async (context, dataFolder) => {
        const work = { action: 'NETWORK_REMOVED', bureauCode: null, subject: { network: name } } as const;
        await onRecord(context, work, () => removeNetwork(context.pool, dataFolder, name));
        return 0;
      }),
    );

  network
    .command('buildings')
    .description('Write the buildings of an extract as GeoJSON, to be imported as key buildings.')
    .argument('<file>', 'the extract')
    .requiredOption('--out <file>', 'the GeoJSON file')
    .action((file: string, options: { out: string }) =>
      run(async () => {
        const count = await writeBuildings(file, options.out);
        print(`${count} buildings.`);
        return 0;
      }),
    );

  network
    .command('travel-times')
    .description('Compute the travel times that are not there yet, on the network that the bureau uses.')
    .option('--bureau <code>', 'needed when there are several')
    .option('--mode <modes>', 'WALK, CYCLE, DRIVE', parseModes, [...TRAVEL_MODES])
    .action((options: { bureau?: string; mode: readonly TravelMode[] }) =>
      run(async (context, dataFolder) => {
        const scope = await chooseBureau(context, options.bureau);
        await onRecord(context, workOn(scope, 'TRAVEL_TIMES_STARTED', { modes: options.mode }), () =>
          computeByCommand(context, scope, options.mode, dataFolder, print, tell),
        );
        return 0;
      }),
    );
}

function workOn({ bureau }: BureauScope, action: AuditAction, subject: AuditedWork['subject']): AuditedWork {
  return { action, bureauCode: bureau.code, subject };
}

async function computeByCommand(
  { pool, clock, principal }: RequestContext,
  scope: BureauScope,
  modes: readonly TravelMode[],
  dataFolder: string,
  print: (line: string) => void,
  tell: (line: string) => void,
): Promise<void> {
  const network = await networkOfBureau(pool, scope.id);
  if (!network) {
    throw new NetworkRefusal('NETWORK_NOT_IN_USE', scope.bureau.code);
  }
  const told = new Map<TravelMode, number>();
  const outcomes = await computeTravelTimes({
    pool,
    bureauId: scope.id,
    networkId: network.id,
    modes,
    engines: await openEngines(network, dataFolder),
    actor: principal.actor,
    now: clock,
    onProgress: (mode, done, total) => {
      const percent = Math.floor((100 * done) / total);
      if (percent >= (told.get(mode) ?? 0) + 10) {
        told.set(mode, percent);
        tell(`${mode} ${percent} % (${done} of ${total} pairs)`);
      }
    },
  });
  for (const { mode, pairsComputed, status, datumSuspicions, estimateFit } of outcomes) {
    print(`${mode}: ${pairsComputed} pairs computed, ${status}.`);
    if (estimateFit) {
      print(describeFit(mode, estimateFit));
    }
    for (const suspicion of datumSuspicions) {
      print(describeSuspicion(suspicion));
    }
  }
}

function describeFit(mode: TravelMode, fit: EstimateFit): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `${mode}: an estimate (great circle × ${fit.detourFactor.toFixed(3)} ÷ speed) is off by ${percent(fit.medianRelativeError)} at the median and ${percent(fit.p90RelativeError)} at the 90th percentile, over ${fit.pairs} pairs.`;
}

function describeSuspicion(suspicion: KindSuspicion): string {
  const { kind, mistake, places, nearer, medianSnapMetres, convertedMedianSnapMetres } = suspicion;
  const [taken, given] = mistake.split('_AS_');
  const now = medianSnapMetres === null ? `over ${SNAP_CUTOFF_METRES}` : Math.round(medianSnapMetres);
  return `${kind}: the coordinates look like ${taken} taken for ${given}: ${now} m from a road at the median, ${Math.round(
    convertedMedianSnapMetres,
  )} m when that is undone, and ${nearer} of ${places} places nearer.`;
}

function describe(network: NetworkRow): string {
  return [
    network.name,
    network.fileName ?? network.serviceUrl,
    network.sha256?.slice(0, 12) ?? '-',
    network.dataAt?.toISOString() ?? '-',
    `Valhalla ${network.engineVersion}`,
    network.licence,
    network.attribution,
  ].join('\t');
}

async function chooseBureau(context: RequestContext, code: string | undefined): Promise<BureauScope> {
  const scopes = await listBureaus(context);
  const found = code === undefined ? scopes : scopes.filter(({ bureau }) => bureau.code === code);
  const [scope, ...others] = found;
  if (!scope || others.length > 0) {
    throw new StartupError(
      code === undefined
        ? `Name the bureau with --bureau: ${scopes.map(({ bureau }) => bureau.code).join(', ')}.`
        : `There is no bureau ${code}.`,
    );
  }
  return scope;
}

function parseModes(text: string): TravelMode[] {
  return text.split(',').map((each) => {
    const mode = TRAVEL_MODES.find((known) => known === each.trim());
    if (!mode) {
      throw new InvalidArgumentError(`of ${TRAVEL_MODES.join(', ')}, separated by commas.`);
    }
    return mode;
  });
}
