import { fileURLToPath } from 'node:url';
import { StartupError } from './startup-error.ts';

export interface Config {
  /** An external PostgreSQL; null: the embedded one under `dataFolder`. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly port: number;
}

const DEFAULT_PORT = 4000;

/** @throws StartupError when PORT is not a port, or DATABASE_URL not the address of a PostgreSQL */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const port = Number(environment['PORT'] ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartupError(
      `PORT must be a number from 0 to 65535, not ${JSON.stringify(environment['PORT'])}.`,
    );
  }
  const databaseUrl = environment['DATABASE_URL'] || null;
  if (databaseUrl !== null && !(/^postgres(ql)?:/.test(databaseUrl) && URL.canParse(databaseUrl))) {
    // Not repeated: it may hold a password.
    throw new StartupError(
      'DATABASE_URL must be an address such as postgres://user:password@host:5432/database.',
    );
  }
  return {
    databaseUrl,
    dataFolder: environment['DATA_FOLDER'] || fileURLToPath(new URL('../../../../data', import.meta.url)),
    port,
  };
}
