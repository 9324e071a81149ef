import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LinearModel, lpText } from './linear-model.ts';
import { type MipSolver, relativeGap, SolverError, type SolverOptions, type SolverResult } from './solver.ts';

const LOOK_EVERY_MILLISECONDS = 100;
/** Asked to stop, CBC ends its step and writes what it has; after this it is ended without. */
const GRACE_MILLISECONDS = 5_000;
/** On top of its own limit, for reading and writing files. */
const LATE_MILLISECONDS = 30_000;

/**
 * CBC, the COIN-OR branch and cut solver (J. Forrest and R. Lougee-Heimer, INFORMS Tutorials in Operations Research, 2005), as a program of the system. It has one
 * thread of its own, reads a model from a file and tells nothing before its end.
 * @param command its name or path @throws SolverError when it cannot be run
 */
export async function createCbcSolver(command: string): Promise<MipSolver> {
  const version = await promisify(execFile)(command, ['-quit']).then(
    ({ stdout }) => /Version:\s*(\S+)/.exec(stdout)?.[1] ?? null,
    () => null,
  );
  if (version === null) {
    throw new SolverError('The program given as the siting solver is not CBC, or cannot be run.');
  }
  return { name: `CBC ${version}`, solve: (model, options) => solveWithCbc(command, model, options) };
}

async function solveWithCbc(
  command: string,
  model: LinearModel,
  options: SolverOptions,
): Promise<SolverResult> {
  if (model.columnCount === 0) {
    return { status: 'OPTIMAL', objective: 0, bound: 0, gap: 0, values: new Float64Array(0) };
  }
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-cbc-'));
  try {
    const file = (name: string) => join(folder, name);
    await writeFile(file('model.lp'), lpText(model));
    const start = options.start === null ? [] : ['-mipstart', file('start.txt')];
    if (options.start !== null) {
      await writeFile(file('start.txt'), startText(options.start));
    }
    const limit = [
      '-timeMode',
      'elapsed',
      '-sec',
      String(Math.max(0.01, Math.min(options.timeLimitSeconds, 1e7))),
    ];
    const gaps = ['-ratio', '0', '-allow', String(options.absoluteGap)];
    const args = [file('model.lp'), ...limit, ...gaps, ...start, '-solve', '-solu', file('solution.txt')];
    const { output, isStopped } = await run(command, args, options);
    const solution = await readFile(file('solution.txt'), 'utf8').catch(() => null);
    return result(model, output, solution, isStopped);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const startText = ({ columns, values }: NonNullable<SolverOptions['start']>): string =>
  [
    'Stopped - objective value 0',
    ...Array.from(columns, (column, at) => `${at} x${column} ${values[at]} 0`),
    '',
  ].join('\n');

function run(
  command: string,
  args: readonly string[],
  { shouldStop, timeLimitSeconds }: SolverOptions,
): Promise<{ output: string; isStopped: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const startedAt = performance.now();
    let output = '';
    let stoppedAt: number | null = null;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const look = setInterval(() => {
      const now = performance.now();
      const isLate = now - startedAt > timeLimitSeconds * 1000 + LATE_MILLISECONDS;
      if (stoppedAt !== null && now - stoppedAt > GRACE_MILLISECONDS) {
        child.kill('SIGKILL');
      } else if (stoppedAt === null && (isLate || shouldStop?.() === true)) {
        stoppedAt = now;
        child.kill('SIGINT');
      }
    }, LOOK_EVERY_MILLISECONDS);
    child.on('error', () => {
      clearInterval(look);
      reject(new SolverError('CBC could not be run.'));
    });
    child.on('close', () => {
      clearInterval(look);
      resolve({ output, isStopped: stoppedAt !== null && shouldStop?.() === true });
    });
  });
}

const NOTHING = { objective: null, bound: null, gap: null, values: null } as const;

function result(
  model: LinearModel,
  output: string,
  solution: string | null,
  isStopped: boolean,
): SolverResult {
  const stopped = isStopped ? 'CANCELLED' : 'TIME_LIMIT';
  const head = solution?.slice(0, solution.indexOf('\n')) ?? '';
  if (/^(Integer i|I)nfeasible/.test(head)) {
    return { status: 'INFEASIBLE', ...NOTHING };
  }
  // Without a whole solution it writes the fractions of a relaxation that may not have been finished: no bound either.
  if (solution === null || /no integer solution/.test(head)) {
    return { status: stopped, ...NOTHING };
  }
  const isOptimal = head.startsWith('Optimal');
  if (!isOptimal && !head.startsWith('Stopped')) {
    throw new SolverError(`CBC ended with ${head.slice(0, 60)}`);
  }
  const values = new Float64Array(model.columnCount);
  for (const [, column, value] of solution.matchAll(/^\s*(?:\*\*)?\s*\d+\s+x(\d+)\s+(\S+)/gm)) {
    values[Number(column)] = Number(value);
  }
  const objective = values.reduce((sum, value, column) => sum + value * (model.costs[column] ?? 0), 0);
  const told = /(?:Lower|Upper) bound:\s+(\S+)/.exec(output)?.[1];
  const bound = isOptimal ? objective : told === undefined ? null : Number(told);
  return {
    status: isOptimal ? 'OPTIMAL' : stopped,
    objective,
    bound,
    gap: relativeGap(objective, bound),
    values,
  };
}
