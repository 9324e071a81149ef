import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough, type Readable, Transform } from 'node:stream';
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import { FileRefusal } from './refusal-codes.ts';

const GZIP_MAGIC = [0x1f, 0x8b];

/** Enough to tell a format by, whatever comments stand before it. */
const HEAD_BYTES = 8192;

/** The bytes of a file, read as often as needed: unpacked, counted and hashed on the way. */
export class FileBytes {
  #bytesRead = 0;
  #sha256: string | null = null;

  private constructor(
    readonly path: string,
    readonly size: number,
    readonly isGzip: boolean,
    /** The first unpacked bytes. */
    readonly head: Buffer,
  ) {}

  /** @throws FileRefusal FILE_NOT_FOUND, NOT_A_FILE, EMPTY_FILE */
  static async open(path: string): Promise<FileBytes> {
    const found = await stat(path).catch(() => null);
    if (found === null) {
      throw new FileRefusal('FILE_NOT_FOUND', path);
    }
    if (!found.isFile()) {
      throw new FileRefusal('NOT_A_FILE', path);
    }
    if (found.size === 0) {
      throw new FileRefusal('EMPTY_FILE', path);
    }
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const packed = buffer.subarray(0, bytesRead);
      // By its first bytes: names lie.
      const isGzip = packed[0] === GZIP_MAGIC[0] && packed[1] === GZIP_MAGIC[1];
      return new FileBytes(path, found.size, isGzip, isGzip ? unpackHead(packed) : packed);
    } finally {
      await file.close();
    }
  }

  bytesRead(): number {
    return this.#bytesRead;
  }

  /** Complete once a stream of them was read to its end. */
  sha256(): string | null {
    return this.#sha256;
  }

  /** The streams from the file to its unpacked bytes, for a pipeline that goes on from there. */
  streams(): [Readable, Transform, Transform] {
    const hash = createHash('sha256');
    this.#bytesRead = 0;
    const counter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.#bytesRead += chunk.length;
        hash.update(chunk);
        done(null, chunk);
      },
      flush: (done) => {
        this.#sha256 = hash.digest('hex');
        done();
      },
    });
    return [createReadStream(this.path), counter, this.isGzip ? createGunzip() : new PassThrough()];
  }
}

/** Nothing where the head is damaged: reading on will say so. */
function unpackHead(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

/** A damaged gzip as a refusal; every other error as it is. */
export function describeUnpacking(error: unknown, rowNumber: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') {
    return new FileRefusal('TRUNCATED_GZIP', `After row ${rowNumber}.`);
  }
  return code?.startsWith('Z_') ? new FileRefusal('CORRUPT_GZIP', `After row ${rowNumber}.`) : error;
}
