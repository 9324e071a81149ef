import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { NetworkRefusal } from './network-refusal.ts';
import { valhallaConfig } from './valhalla-config.ts';
import { ValhallaEngine } from './valhalla-engine.ts';
import { type ValhallaAction, ValhallaFailure, type ValhallaTransport } from './valhalla-transport.ts';

const PACKAGE = '@valhallajs/valhallajs';

type Ask = (query: string) => Promise<string>;

/** Of the package, as far as it is asked here. */
interface ValhallaPackage {
  readonly VALHALLA_VERSION: string;
  readonly Actor: new (
    config: string,
  ) => { readonly locate: Ask; readonly matrix: Ask; readonly route: Ask; readonly isochrone: Ask };
}

const METHODS = {
  locate: 'locate',
  sources_to_targets: 'matrix',
  route: 'route',
  isochrone: 'isochrone',
} as const satisfies Record<ValhallaAction, string>;

const require = createRequire(import.meta.url);

/** The package, where it is installed and made for this machine; null: neither. */
function loadPackage(): ValhallaPackage | null {
  try {
    return require(PACKAGE) as ValhallaPackage;
  } catch {
    return null;
  }
}

/** Whether the embedded engine can run here. */
export function hasEmbeddedValhalla(): boolean {
  return loadPackage() !== null;
}

/** The engine on built tiles, in this process; its work is done on threads of its own. @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_MISSING */
export function openEmbeddedValhalla(tileFolder: string): ValhallaEngine {
  const { version, ask } = embeddedTransport(tileFolder);
  return new ValhallaEngine(version, ask);
}

/** How the engine in this process is asked. @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_MISSING */
export function embeddedTransport(tileFolder: string): {
  readonly version: string;
  readonly ask: ValhallaTransport;
} {
  const valhalla = requirePackage();
  if (!existsSync(tileFolder)) {
    throw new NetworkRefusal('TILES_MISSING');
  }
  const actor = new valhalla.Actor(valhallaConfig(tileFolder));
  return {
    version: valhalla.VALHALLA_VERSION,
    ask: async (action, body) => {
      let answer: string;
      try {
        answer = await actor[METHODS[action]](JSON.stringify(body));
      } catch (error) {
        throw new ValhallaFailure(error instanceof Error ? error.message : String(error));
      }
      return JSON.parse(answer);
    },
  };
}

/**
 * Builds the tiles of an extract, in a process of its own.
 * @param onLine what the builder says while it works
 * @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_NOT_BUILT
 */
export async function buildTiles(
  extract: string,
  tileFolder: string,
  onLine: (line: string) => void,
): Promise<{ readonly engineVersion: string }> {
  const { VALHALLA_VERSION } = requirePackage();
  await mkdir(tileFolder, { recursive: true });
  const config = `${tileFolder}.json`;
  await writeFile(config, valhallaConfig(resolve(tileFolder)));
  const builder = join(dirname(require.resolve(PACKAGE)), platform(), arch(), 'valhalla_build_tiles');
  const { code, said } = await runBuilder(
    builder,
    ['-c', resolve(config), resolve(extract)],
    tileFolder,
    onLine,
  );
  const built = await readdir(tileFolder);
  if (code !== 0) {
    throw new NetworkRefusal('TILES_NOT_BUILT', said || `it ended with ${code}`);
  }
  if (!built.includes('2')) {
    throw new NetworkRefusal('TILES_NOT_BUILT', 'no road that the engine knows');
  }
  return { engineVersion: VALHALLA_VERSION };
}

function runBuilder(
  builder: string,
  args: readonly string[],
  // It leaves notes of its own where it runs.
  folder: string,
  onLine: (line: string) => void,
): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((done, reject) => {
    const child = spawn(builder, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        said = text.trim().split('\n').at(-1) ?? said;
        onLine(said);
      });
    }
    child.once('error', ({ message }) => reject(new NetworkRefusal('TILES_NOT_BUILT', message)));
    child.once('close', (code) => done({ code, said }));
  });
}

function requirePackage(): ValhallaPackage {
  const valhalla = loadPackage();
  if (!valhalla) {
    throw new NetworkRefusal('ENGINE_NOT_INSTALLED');
  }
  return valhalla;
}
