import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ReleaseFile } from '../release-file.ts';
import { sha256Of } from '../sha256.ts';

export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Nine of eleven: within some percent of the smallest, in a tenth of the time. */
const BROTLI_QUALITY = 9;
const GZIP_LEVEL = 9;

/** A file with its bytes in every encoding, each made once, when it is first asked for. */
export class ServedFile {
  readonly #encoded = new Map<Encoding, Promise<Uint8Array>>();
  readonly #sha256: string;

  constructor(readonly file: ReleaseFile) {
    this.#sha256 = sha256Of(file.bytes);
  }

  /** Strong: of the bytes that are sent. */
  etag(encoding: Encoding): string {
    return `"${this.#sha256}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  }

  body(encoding: Encoding): Promise<Uint8Array> {
    const made = this.#encoded.get(encoding) ?? encode(this.file.bytes, encoding);
    this.#encoded.set(encoding, made);
    return made;
  }
}

function encode(bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
  switch (encoding) {
    case 'br':
      return promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      });
    case 'gzip':
      return promisify(gzip)(bytes, { level: GZIP_LEVEL });
    case 'identity':
      return Promise.resolve(bytes);
  }
}
