// What every command of the project needs first: the packages, the Node.js they are written for, and the built dashboard.
// Plain JavaScript on Node.js 20 and nothing installed, since it is what installs the rest.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = [22, 17];

/** Installs the packages of the lockfile, unless they are installed already. */
export async function install() {
  const stamp = join(ROOT, 'node_modules', '.service-circle-installed');
  const manifests = [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'packages/server/package.json',
    'packages/dashboard/package.json',
  ];
  const wanted = hashOf(manifests.map((file) => join(ROOT, file)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  say('Installing packages · 安装依赖 …');
  const code = await run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=silent'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) {
    fail(`The packages could not be installed (pnpm ended with ${code}). Is the npm registry within reach?`);
  }
  writeFileSync(stamp, wanted);
}

/** Builds the dashboard, unless it is built from these sources already. */
export async function buildDashboard() {
  const dashboard = join(ROOT, 'packages', 'dashboard');
  const stamp = join(dashboard, 'dist', '.built-from');
  const wanted = hashOf([
    ...filesBelow(join(dashboard, 'src')),
    join(dashboard, 'index.html'),
    join(dashboard, 'vite.config.ts'),
    join(dashboard, 'as-sent.ts'),
    join(ROOT, 'pnpm-lock.yaml'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  say('Building the dashboard · 构建页面 …');
  const code = await run(
    node(),
    [join(dashboard, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'],
    { cwd: dashboard },
  );
  if (code !== 0) {
    fail('The dashboard could not be built.');
  }
  writeFileSync(stamp, wanted);
}

/** The Node.js that came with the packages, or the present one where it is new enough. */
export function node() {
  const { platform, arch } = process;
  const name = platform === 'darwin' ? `node-bin-darwin-${arch}` : `node-${platform}-${arch}`;
  const packaged = join(ROOT, 'node_modules', name, 'bin', 'node');
  if (existsSync(packaged)) {
    return packaged;
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) {
    return process.execPath;
  }
  return fail(
    `There is no packaged Node.js for ${platform} ${arch}: install Node.js ${OLDEST_NODE.join('.')} or newer.`,
  );
}

/** Runs a TypeScript file of the server to its end, in the folder that the person stands in. @returns its exit code */
export function runServer(file, args) {
  const server = join(ROOT, 'packages', 'server');
  const loader = pathToFileURL(join(server, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  return run(node(), ['--import', loader, join(server, 'src', file), ...args], {
    // npm runs scripts in the project; a file named on the command line stands where the command was given.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: { ...process.env, TSX_TSCONFIG_PATH: join(server, 'tsconfig.json') },
  });
}

/** Runs a command to its end, passing signals on to it: nothing is left behind. @returns its exit code */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal's Ctrl-C reaches the child by itself; it must not end this process before the child.
  let wasStopped = false;
  const passOn = (signal) => {
    wasStopped = true;
    return signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal);
  };
  for (const signal of signals) {
    process.on(signal, passOn);
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const each of signals) {
        process.off(each, passOn);
      }
      // Stopped when asked to is no failure, whatever code it ended with.
      resolve(wasStopped ? 0 : (code ?? 1));
    });
  });
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function fail(line) {
  say(line);
  process.exit(1);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => statSync(file).isFile())
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files.filter((each) => existsSync(each))) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}
