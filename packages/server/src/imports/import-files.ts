import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { withoutPersonalData } from '../platform/personal-data.ts';
import { Refusal } from '../platform/refusal.ts';

/** A file on its way in: uploaded, not yet imported. */
export interface IncomingFileRow {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly uploadedAt: Date;
}

/** Larger than any export of a district, smaller than a disk. */
export const LARGEST_UPLOAD_BYTES = 8 * 1024 ** 3;

/** A file that nobody imported or discarded is gone after so many days: it may hold personal data. */
export const KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

const LONGEST_NAME = 200;

/** The files on their way into a bureau: rows in the database, contents in a folder that only the server reads. */
export class ImportFiles {
  readonly #folder: string;

  constructor(
    private readonly pool: pg.Pool,
    dataFolder: string,
  ) {
    this.#folder = join(dataFolder, 'uploads');
  }

  pathOf(id: string): string {
    return join(this.#folder, id);
  }

  /**
   * Keeps what a stream brings; memory does not grow with it, and nothing is left of a stream that breaks off.
   * @throws Refusal UPLOAD_TOO_LARGE
   */
  async receive(
    content: Readable,
    about: {
      readonly bureauId: number;
      readonly name: string;
      readonly actor: string;
      readonly now: Date;
    },
  ): Promise<IncomingFileRow> {
    await this.removeForgotten(about.now);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    let bytes = 0;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done(bytes > LARGEST_UPLOAD_BYTES ? new Refusal('UPLOAD_TOO_LARGE') : null, chunk);
      },
    });
    try {
      await pipeline(content, counter, createWriteStream(this.pathOf(id), { mode: 0o600 }));
    } catch (error) {
      await rm(this.pathOf(id), { force: true });
      throw error;
    }
    const name = plainName(about.name);
    await this.pool.query(
      'insert into import_file (id, bureau_id, name, bytes, actor, uploaded_at) values ($1, $2, $3, $4, $5, $6)',
      [id, about.bureauId, name, bytes, about.actor, about.now],
    );
    return { id, name, bytes, uploadedAt: about.now };
  }

  /** null: no such file of the bureau, or it is gone */
  async find(bureauId: number, id: string): Promise<IncomingFileRow | null> {
    if (!/^[0-9a-f-]{36}$/.test(id)) {
      return null;
    }
    const { rows } = await this.pool.query<IncomingFileRow>(
      'select id, name, bytes, uploaded_at as "uploadedAt" from import_file where bureau_id = $1 and id = $2',
      [bureauId, id],
    );
    return rows[0] ?? null;
  }

  async remove(id: string): Promise<void> {
    await this.pool.query('delete from import_file where id = $1', [id]);
    await rm(this.pathOf(id), { force: true });
  }

  /** Of the bureaux that the pool sees. */
  async removeForgotten(now: Date): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      'select id from import_file where uploaded_at < $1',
      [new Date(now.getTime() - KEPT_DAYS * DAY_MS)],
    );
    for (const { id } of rows) {
      await this.remove(id);
    }
  }
}

/** A name without folders, control characters and numbers of people. */
function plainName(name: string): string {
  const [last = ''] = name.split(/[\\/]/).slice(-1);
  return withoutPersonalData(last.replace(/\p{Cc}/gu, '').slice(0, LONGEST_NAME)) || 'file';
}
