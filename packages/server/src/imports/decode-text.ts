import { Transform, type TransformCallback } from 'node:stream';
import { TextDecoder } from 'node:util';
import { FileRefusal } from './refusal-codes.ts';

/** Bytes after the first one that is not ASCII that are enough to tell UTF-8 from GB18030. */
const SAMPLE_BYTES = 4096;

/**
 * Bytes to text in UTF-8 or GB18030, whichever the first bytes that are not ASCII say: valid UTF-8 by accident is very
 * unlikely. A byte that does not belong is refused with its offset, never replaced.
 */
export class DecodeText extends Transform {
  label = 'US-ASCII';
  #decoder: TextDecoder | null = null;
  #undecided: Buffer = Buffer.alloc(0);
  #offset = 0;

  constructor() {
    super({ readableObjectMode: false, encoding: 'utf8' });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#take(chunk, false, done);
  }

  override _flush(done: TransformCallback): void {
    this.#take(Buffer.alloc(0), true, done);
  }

  #take(chunk: Buffer, isLast: boolean, done: TransformCallback): void {
    try {
      const bytes = this.#decoder ? chunk : Buffer.concat([this.#undecided, chunk]);
      this.#decoder ??= this.#decide(bytes, isLast);
      if (this.#decoder) {
        this.#undecided = Buffer.alloc(0);
        this.push(this.#decode(this.#decoder, bytes, isLast));
        this.#offset += bytes.length;
      } else if (isAscii(bytes)) {
        this.#undecided = Buffer.alloc(0);
        this.push(bytes.toString('latin1'));
        this.#offset += bytes.length;
      } else {
        this.#undecided = bytes;
      }
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** null: nothing but ASCII yet, or too little of the rest. */
  #decide(bytes: Buffer, isLast: boolean): TextDecoder | null {
    const first = bytes.findIndex((byte) => byte >= 0x80);
    if (first === -1 || (!isLast && bytes.length - first < SAMPLE_BYTES)) {
      return null;
    }
    const sample = bytes.subarray(first);
    for (const label of ['UTF-8', 'GB18030']) {
      if (isValid(label, sample)) {
        this.label = label;
        return new TextDecoder(label, { fatal: true });
      }
    }
    throw this.#refusal(new TextDecoder('UTF-8', { fatal: true }), bytes);
  }

  #decode(decoder: TextDecoder, bytes: Buffer, isLast: boolean): string {
    try {
      return decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw this.#refusal(new TextDecoder(this.label, { fatal: true }), bytes);
    }
  }

  #refusal(decoder: TextDecoder, bytes: Buffer): FileRefusal {
    const valid = longestValidPrefix(decoder, bytes);
    return new FileRefusal('UNREADABLE_ENCODING', `At byte ${this.#offset + valid + 1}.`);
  }
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function isValid(label: string, bytes: Buffer): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function longestValidPrefix(decoder: TextDecoder, bytes: Buffer): number {
  let [good, bad] = [0, bytes.length];
  while (good + 1 < bad) {
    const middle = Math.floor((good + bad) / 2);
    if (isValid(decoder.encoding, bytes.subarray(0, middle))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  return good;
}
