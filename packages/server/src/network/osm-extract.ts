import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { parse } from 'osm-pbf-parser-node';
import { PbfReader } from 'pbf';
import { StartupError } from '../platform/startup-error.ts';

// An OpenStreetMap extract (.osm.pbf): blocks, each with its length before it. The blocks are told apart here, so that a file that is none,
// or is cut off, is known by where it breaks; what is inside a block is read by the library.
// https://wiki.openstreetmap.org/wiki/PBF_Format

export type OsmTags = Readonly<Record<string, string>>;

export interface OsmNode {
  readonly type: 'node';
  readonly id: number;
  readonly lon: number;
  readonly lat: number;
  readonly tags?: OsmTags;
}

export interface OsmWay {
  readonly type: 'way';
  readonly id: number;
  /** Ids of its nodes; of a closed way the last is the first. */
  readonly refs: readonly number[];
  readonly tags?: OsmTags;
}

export interface OsmRelation {
  readonly type: 'relation';
  readonly id: number;
  readonly members: readonly {
    readonly type: 'node' | 'way' | 'relation';
    readonly ref: number;
    readonly role: string;
  }[];
  readonly tags?: OsmTags;
}

export type OsmElement = OsmNode | OsmWay | OsmRelation;

export interface ExtractHeader {
  /** When the newest of its data were, as the maker of the extract states; null: not stated. */
  readonly dataAt: Date | null;
  /** Where its data come from, as its maker states; null: not stated. */
  readonly source: string | null;
}

export const EXTRACT_REFUSALS = {
  EXTRACT_NOT_FOUND: ['没有这个文件', 'There is no such file.'],
  EMPTY_EXTRACT: ['文件是空的', 'The file is empty.'],
  NOT_AN_EXTRACT: [
    '这不是 OpenStreetMap 数据（.osm.pbf）',
    'This is not an OpenStreetMap extract (.osm.pbf): other formats are converted with osmium first.',
  ],
  TRUNCATED_EXTRACT: ['文件不完整，请重新下载', 'The file is cut off: download it again.'],
  NO_ROADS: ['数据中没有道路', 'There is no road in it.'],
} as const;
export type ExtractRefusalCode = keyof typeof EXTRACT_REFUSALS;

/** An extract that cannot be taken. */
export class ExtractRefusal extends StartupError {
  constructor(
    readonly code: ExtractRefusalCode,
    readonly path: string,
    detail = '',
  ) {
    const [zh, en] = EXTRACT_REFUSALS[code];
    super(`${code}: ${en} ${zh}。 ${path}${detail === '' ? '' : ` (${detail})`}`);
  }
}

/** The most that the format allows for the header of a block, and for a block. */
const LARGEST_BLOCK_HEADER = 64 * 1024;
const LARGEST_BLOCK = 32 * 1024 * 1024;

interface Block {
  readonly type: 'OSMHeader' | 'OSMData';
  readonly content: Uint8Array;
}

/**
 * What an extract says of itself.
 * @throws ExtractRefusal
 */
export async function readExtractHeader(path: string): Promise<ExtractHeader> {
  for await (const { type, content } of blocks(path)) {
    if (type === 'OSMHeader') {
      const { seconds, source } = new PbfReader(content).readFields(
        (field, found, reader) => {
          if (field === HEADER_TIMESTAMP) {
            found.seconds = reader.readVarint();
          } else if (field === HEADER_SOURCE) {
            found.source = reader.readString();
          }
        },
        { seconds: 0, source: '' },
      );
      return { dataAt: seconds > 0 ? new Date(seconds * 1000) : null, source: source || null };
    }
  }
  throw new ExtractRefusal('NOT_AN_EXTRACT', path);
}

const HEADER_SOURCE = 17;
/** osmosis_replication_timestamp, in seconds since 1970. */
const HEADER_TIMESTAMP = 32;

/**
 * The elements of an extract, a block of some thousands at a time, in its order: memory does not grow with the file.
 * @throws ExtractRefusal
 */
export async function* readExtract(path: string): AsyncGenerator<readonly OsmElement[]> {
  for await (const { type, content } of blocks(path)) {
    if (type === 'OSMData') {
      yield parse(Buffer.from(content), {}) as readonly OsmElement[];
    }
  }
}

async function* blocks(path: string): AsyncGenerator<Block> {
  const file = await open(path).catch(() => {
    throw new ExtractRefusal('EXTRACT_NOT_FOUND', path);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) {
      throw new ExtractRefusal('NOT_AN_EXTRACT', path);
    }
    if (stat.size === 0) {
      throw new ExtractRefusal('EMPTY_EXTRACT', path);
    }
    for (let offset = 0; offset < stat.size; ) {
      const { next, block } = await readBlock(file, path, offset, stat.size);
      offset = next;
      yield block;
    }
  } finally {
    await file.close();
  }
}

async function readBlock(
  file: FileHandle,
  path: string,
  offset: number,
  fileBytes: number,
): Promise<{ next: number; block: Block }> {
  const take = async (at: number, length: number): Promise<Buffer> => {
    if (at + length > fileBytes) {
      throw new ExtractRefusal(
        // The first block of a file of another kind claims any length.
        offset === 0 ? 'NOT_AN_EXTRACT' : 'TRUNCATED_EXTRACT',
        path,
        offset === 0 ? '' : `${fileBytes} bytes`,
      );
    }
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, at);
    return buffer;
  };
  const headerBytes = (await take(offset, 4)).readUInt32BE(0);
  if (headerBytes > LARGEST_BLOCK_HEADER) {
    throw new ExtractRefusal('NOT_AN_EXTRACT', path);
  }
  const { type, dataBytes } = readBlockHeader(await take(offset + 4, headerBytes), path);
  if (dataBytes > LARGEST_BLOCK) {
    throw new ExtractRefusal('NOT_AN_EXTRACT', path);
  }
  const start = offset + 4 + headerBytes;
  if (start + dataBytes > fileBytes) {
    throw new ExtractRefusal('TRUNCATED_EXTRACT', path, `${fileBytes} bytes`);
  }
  const content = await unpack(await take(start, dataBytes), path);
  return { next: start + dataBytes, block: { type, content } };
}

function readBlockHeader(bytes: Buffer, path: string): { type: Block['type']; dataBytes: number } {
  try {
    const { type, dataBytes } = new PbfReader(bytes).readFields(
      (field, header, reader) => {
        if (field === 1) {
          header.type = reader.readString();
        } else if (field === 3) {
          header.dataBytes = reader.readVarint();
        }
      },
      { type: '', dataBytes: 0 },
    );
    if (type === 'OSMHeader' || type === 'OSMData') {
      return { type, dataBytes };
    }
  } catch {
    // Not protocol buffers: refused below like any other file.
  }
  throw new ExtractRefusal('NOT_AN_EXTRACT', path);
}

const inflated = promisify<Uint8Array, Buffer>(inflate);

async function unpack(blob: Buffer, path: string): Promise<Uint8Array> {
  const { raw, packed } = new PbfReader(blob).readFields(
    (field, parts, reader) => {
      if (field === 1) {
        parts.raw = reader.readBytes();
      } else if (field === 3) {
        parts.packed = reader.readBytes();
      }
    },
    { raw: null as Uint8Array | null, packed: null as Uint8Array | null },
  );
  if (raw !== null) {
    return raw;
  }
  if (packed === null) {
    throw new ExtractRefusal('NOT_AN_EXTRACT', path, 'packed otherwise than by zlib');
  }
  return inflated(packed).catch(() => {
    throw new ExtractRefusal('TRUNCATED_EXTRACT', path, 'a block is damaged');
  });
}
