import { type Command, InvalidArgumentError } from 'commander';
import pino from 'pino';
import { chooseBureau } from '../bureau/choose-bureau.ts';
import type { RequestContext } from '../identity/request-context.ts';
import type { NetworkCommandRunner } from '../network/network-commands.ts';
import { NetworkEngines } from '../network/network-engines.ts';
import { onRecord } from '../platform/audited.ts';
import { StartupError } from '../platform/startup-error.ts';
import { beginScenarioRun, type SitingContext } from './conduct-siting.ts';
import { LONGEST_LIMIT_SECONDS } from './scenario.service.ts';
import { newestAnswer, runsOf, scenarioPage, scenariosById, statusOf } from './scenario-reading.service.ts';
import { SitingJobs } from './siting-jobs.ts';

const MOST_LISTED = 100;

/** The operator's commands of siting scenarios. */
export function addSitingCommands(program: Command, { run, print }: NetworkCommandRunner): void {
  const siting = program.command('siting').description('Where the next service points go.');

  siting
    .command('list')
    .description('The newest scenarios of a bureau, with how they stand.')
    .option('--bureau <code>', 'needed when there are several')
    .action((options: { bureau?: string }) =>
      run(async (context, dataFolder) => {
        const scope = await chooseBureau(context, options.bureau);
        const page = await scenarioPage(context, scope, { first: MOST_LISTED, after: null });
        for (const { node } of page.edges) {
          print(
            [node.id, await statusOf(sitingContext(context, dataFolder), scope, node), node.name].join('\t'),
          );
        }
        return 0;
      }),
    );

  siting
    .command('run')
    .description('Solve a scenario, and print the plan with its gap.')
    .argument('<id>', 'as listed')
    .option('--seconds <number>', `1 to ${LONGEST_LIMIT_SECONDS}`, readSeconds, 60)
    .option('--bureau <code>', 'needed when there are several')
    .action((id: string, options: { seconds: number; bureau?: string }) =>
      run(async (plain, dataFolder) => {
        const context = sitingContext(plain, dataFolder);
        const scope = await chooseBureau(context, options.bureau);
        const [scenario] = await scenariosById(context, scope, [id]);
        if (!scenario) {
          throw new StartupError(`There is no scenario ${id}.`);
        }
        const work = { action: 'SCENARIO_RUN', bureauCode: scope.bureau.code, subject: { id } } as const;
        const begun = await onRecord(context, work, () =>
          beginScenarioRun(
            context,
            scope,
            { id: scenario.rowId, question: scenario.question },
            options.seconds,
          ),
        );
        if ('code' in begun) {
          throw new StartupError(`The scenario was not run: ${begun.code}.`);
        }
        await begun.ended;
        const [last] = await runsOf(context, scenario.rowId);
        const answer = await newestAnswer(context, scenario.rowId);
        print(
          [last?.status, ...(last?.issues.map(({ code, where }) => `${code} ${where}`) ?? [])].join('\t'),
        );
        if (last?.status === 'FAILED' || answer === null) {
          return 1;
        }
        const { solution, opening } = answer;
        print([solution.status, solution.objective, solution.bound, solution.gap].join('\t'));
        for (const { site, coveredGain, coveredWeight } of opening?.steps ?? []) {
          print([site, coveredGain, coveredWeight].join('\t'));
        }
        return 0;
      }),
    );
}

function sitingContext(context: RequestContext, dataFolder: string): SitingContext {
  return {
    ...context,
    networkEngines: new NetworkEngines(dataFolder),
    sitingJobs: new SitingJobs(pino({ level: 'silent' })),
  };
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_LIMIT_SECONDS) {
    throw new InvalidArgumentError(`a whole number from 1 to ${LONGEST_LIMIT_SECONDS}.`);
  }
  return seconds;
}
