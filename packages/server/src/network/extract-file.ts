import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { NetworkRefusal } from './network-refusal.ts';

/** West, south, east, north in WGS-84 degrees. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number];

/** What an extract says of itself. */
export interface ExtractFacts {
  readonly bytes: number;
  readonly sha256: string;
  /** The state of the OpenStreetMap data; null: the header does not say. */
  readonly dataAt: Date | null;
  /** null: the header does not say. */
  readonly box: BoundingBox | null;
}

/** Largest header of a block and largest block, by the format. */
const LARGEST_BLOCK_HEADER = 64 * 1024;
const LARGEST_BLOCK = 32 * 1024 * 1024;
const NANODEGREES = 1e-9;

/**
 * Walks over the blocks of an OpenStreetMap PBF file from the first byte to the last.
 * @throws NetworkRefusal EXTRACT_NOT_FOUND, EXTRACT_EMPTY, NOT_AN_EXTRACT, EXTRACT_TRUNCATED
 */
export async function readExtractFacts(file: string): Promise<ExtractFacts> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) {
    throw new NetworkRefusal('EXTRACT_NOT_FOUND', file);
  }
  if (found.size === 0) {
    throw new NetworkRefusal('EXTRACT_EMPTY', file);
  }
  const handle = await open(file);
  try {
    const header = await walkBlocks(handle, found.size);
    return { bytes: found.size, sha256: await hashOf(file), ...header };
  } finally {
    await handle.close();
  }
}

async function walkBlocks(handle: FileHandle, size: number): Promise<Pick<ExtractFacts, 'dataAt' | 'box'>> {
  let facts: Pick<ExtractFacts, 'dataAt' | 'box'> | null = null;
  let offset = 0;
  while (offset < size) {
    const isFirst = facts === null;
    const refusal = () => new NetworkRefusal(isFirst ? 'NOT_AN_EXTRACT' : 'EXTRACT_TRUNCATED');
    const length = (await take(handle, offset, 4, size, refusal)).readUInt32BE(0);
    if (length === 0 || length > LARGEST_BLOCK_HEADER) {
      throw new NetworkRefusal('NOT_AN_EXTRACT');
    }
    const block = readBlockHeader(await take(handle, offset + 4, length, size, refusal));
    if (
      block.type !== (isFirst ? 'OSMHeader' : block.type) ||
      block.bytes < 0 ||
      block.bytes > LARGEST_BLOCK
    ) {
      throw new NetworkRefusal('NOT_AN_EXTRACT');
    }
    const start = offset + 4 + length;
    if (start + block.bytes > size) {
      throw new NetworkRefusal('EXTRACT_TRUNCATED');
    }
    facts ??= readHeaderBlock(await take(handle, start, block.bytes, size, refusal));
    offset = start + block.bytes;
  }
  if (facts === null) {
    throw new NetworkRefusal('NOT_AN_EXTRACT');
  }
  return facts;
}

async function take(
  handle: FileHandle,
  offset: number,
  bytes: number,
  size: number,
  refusal: () => NetworkRefusal,
): Promise<Buffer> {
  if (offset + bytes > size) {
    throw refusal();
  }
  const buffer = Buffer.alloc(bytes);
  await handle.read(buffer, 0, bytes, offset);
  return buffer;
}

/** BlobHeader of fileformat.proto: type = 1, datasize = 3. */
function readBlockHeader(buffer: Buffer): { readonly type: string; readonly bytes: number } {
  const block = { type: '', bytes: -1 };
  try {
    new PbfReader(buffer).readFields((tag, _, pbf) => {
      if (tag === 1) {
        block.type = pbf.readString();
      } else if (tag === 3) {
        block.bytes = pbf.readVarint();
      }
    }, null);
  } catch {
    throw new NetworkRefusal('NOT_AN_EXTRACT');
  }
  return block;
}

/** Blob (raw = 1, zlib_data = 3) around HeaderBlock (bbox = 1, replication timestamp = 32) of osmformat.proto. */
function readHeaderBlock(buffer: Buffer): Pick<ExtractFacts, 'dataAt' | 'box'> {
  let dataAt: Date | null = null;
  let box: BoundingBox | null = null;
  try {
    let content: Uint8Array = new Uint8Array();
    new PbfReader(buffer).readFields((tag, _, pbf) => {
      if (tag === 1) {
        content = pbf.readBytes();
      } else if (tag === 3) {
        content = inflateSync(pbf.readBytes());
      }
    }, null);
    new PbfReader(content).readFields((tag, _, pbf) => {
      if (tag === 1) {
        box = readBox(pbf);
      } else if (tag === 32) {
        dataAt = new Date(pbf.readVarint() * 1000);
      }
    }, null);
  } catch {
    throw new NetworkRefusal('NOT_AN_EXTRACT');
  }
  return { dataAt, box };
}

/** HeaderBBox: left = 1, right = 2, top = 3, bottom = 4, in nanodegrees. */
function readBox(pbf: PbfReader): BoundingBox {
  const sides = [0, 0, 0, 0, 0];
  const end = pbf.readVarint() + pbf.pos;
  pbf.readFields(
    (tag, _, inner) => {
      if (tag >= 1 && tag <= 4) {
        sides[tag] = inner.readSVarint() * NANODEGREES;
      }
    },
    null,
    end,
  );
  const [, west = 0, east = 0, north = 0, south = 0] = sides;
  return [west, south, east, north];
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
