import { createHash, createHmac, randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../platform/startup-error.ts';

/** An applicant as it is kept: the keyed hash of an identity, and which key made it. */
export interface ApplicantDigest {
  readonly keyId: string;
  /** HMAC-SHA256, hexadecimal. */
  readonly digest: string;
}

const KEY_BYTES = 32;
const FILE_NAME = 'applicant-keys';

/**
 * The keys under which applicants are hashed, so that the same applicant is known again and who has the database alone cannot try identity
 * numbers. The newest is used; the earlier ones still find what they made.
 */
export class ApplicantKeys {
  /** @param keys oldest first, as base64 */
  constructor(private readonly keys: readonly string[]) {
    if (keys.length === 0 || keys.some((key) => Buffer.from(key, 'base64').length < KEY_BYTES)) {
      throw new StartupError(`Keys of applicants are ${KEY_BYTES} bytes or more in base64, the newest last.`);
    }
  }

  /** Of the newest key. */
  digest(identity: string): ApplicantDigest {
    return digestBy(this.keys.at(-1) ?? '', identity);
  }

  /** Of every key: what may be on record of an applicant. */
  digests(identity: string): readonly ApplicantDigest[] {
    return this.keys.map((key) => digestBy(key, identity));
  }

  /** As plain data, for the process of an import. */
  toJSON(): readonly string[] {
    return this.keys;
  }
}

/**
 * The keys of an installation: from APPLICANT_KEYS (base64, set apart by commas, the newest last), or from a file of the data folder that only
 * its owner reads, made at first need.
 * @throws StartupError
 */
export async function loadApplicantKeys(
  dataFolder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ApplicantKeys> {
  const given = environment['APPLICANT_KEYS'];
  if (given) {
    return new ApplicantKeys(given.split(',').map((key) => key.trim()));
  }
  const file = join(dataFolder, FILE_NAME);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return null;
    }
    throw new StartupError(`The keys of applicants in ${file} cannot be read: ${error.code}.`);
  });
  if (text !== null) {
    return new ApplicantKeys(text.split('\n').filter((line) => line !== ''));
  }
  await mkdir(dataFolder, { recursive: true });
  try {
    // Of two that make it at a time one wins, and both use that.
    await writeFile(file, `${newKey()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
  return loadApplicantKeys(dataFolder, environment);
}

/** Adds a key that is used from now on. @throws StartupError when the keys are given by the environment */
export async function rotateApplicantKey(
  dataFolder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (environment['APPLICANT_KEYS']) {
    throw new StartupError('The keys come from APPLICANT_KEYS: add the new one there, after a comma.');
  }
  await loadApplicantKeys(dataFolder, environment);
  await appendFile(join(dataFolder, FILE_NAME), `${newKey()}\n`);
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Full-width and half-width, upper and lower case, with and without spaces: the same identity. */
function plain(identity: string): string {
  return identity.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

function digestBy(key: string, identity: string): ApplicantDigest {
  const bytes = Buffer.from(key, 'base64');
  return {
    keyId: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
    digest: createHmac('sha256', bytes).update(plain(identity)).digest('hex'),
  };
}
