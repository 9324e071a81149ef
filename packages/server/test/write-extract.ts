import { writeFile } from 'node:fs/promises';
import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import type { OsmNode, OsmRelation, OsmTags, OsmWay } from '../src/network/osm-extract.ts';

// An OpenStreetMap extract written by hand, so that a test knows every node of it. https://wiki.openstreetmap.org/wiki/PBF_Format

export interface SmallExtract {
  readonly nodes: readonly Omit<OsmNode, 'type'>[];
  readonly ways: readonly Omit<OsmWay, 'type'>[];
  readonly relations?: readonly Omit<OsmRelation, 'type'>[];
  readonly dataAt?: Date;
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;
/** Positions are kept in steps of 100 nanodegrees. */
const STEPS_PER_DEGREE = 10_000_000;

/** Writes it as `.osm.pbf`, a block for each kind of element, in the order that every extract has: nodes, ways, relations. */
export async function writeExtract(path: string, extract: SmallExtract): Promise<void> {
  const header = new PbfWriter();
  header.writeStringField(4, 'OsmSchema-V0.6');
  header.writeStringField(16, 'a test');
  if (extract.dataAt) {
    header.writeVarintField(32, extract.dataAt.getTime() / 1000);
  }
  const strings = new Strings();
  const groups = [
    extract.nodes.map((node) => (group: PbfWriter) => group.writeMessage(1, writeNode, { node, strings })),
    extract.ways.map((way) => (group: PbfWriter) => group.writeMessage(3, writeWay, { way, strings })),
    (extract.relations ?? []).map(
      (relation) => (group: PbfWriter) => group.writeMessage(4, writeRelation, { relation, strings }),
    ),
  ];
  const data = groups.filter((group) => group.length > 0).map((group) => primitiveBlock(group, strings));
  await writeFile(
    path,
    Buffer.concat([block('OSMHeader', header.finish()), ...data.map((each) => block('OSMData', each))]),
  );
}

class Strings {
  // The first is empty by the format.
  readonly #texts = [''];

  indexOf(text: string): number {
    const known = this.#texts.indexOf(text);
    return known >= 0 ? known : this.#texts.push(text) - 1;
  }

  all(): readonly string[] {
    return this.#texts;
  }
}

function primitiveBlock(group: readonly ((writer: PbfWriter) => void)[], strings: Strings): Uint8Array {
  const written = new PbfWriter();
  for (const write of group) {
    write(written);
  }
  const writer = new PbfWriter();
  // After the elements, which have filled the table.
  writer.writeMessage(
    1,
    (texts, table) => {
      for (const text of texts) {
        table.writeBytesField(1, Buffer.from(text));
      }
    },
    strings.all(),
  );
  writer.writeBytesField(2, written.finish());
  return writer.finish();
}

function writeNode(
  { node, strings }: { node: Omit<OsmNode, 'type'>; strings: Strings },
  writer: PbfWriter,
): void {
  writer.writeSVarintField(1, node.id);
  writeTags(node.tags ?? {}, strings, writer);
  writer.writeSVarintField(8, Math.round(node.lat * STEPS_PER_DEGREE));
  writer.writeSVarintField(9, Math.round(node.lon * STEPS_PER_DEGREE));
}

function writeWay(
  { way, strings }: { way: Omit<OsmWay, 'type'>; strings: Strings },
  writer: PbfWriter,
): void {
  writer.writeVarintField(1, way.id);
  writeTags(way.tags ?? {}, strings, writer);
  writer.writePackedSVarint(8, differences(way.refs));
}

function writeRelation(
  { relation, strings }: { relation: Omit<OsmRelation, 'type'>; strings: Strings },
  writer: PbfWriter,
): void {
  const { id, members, tags = {} } = relation;
  writer.writeVarintField(1, id);
  writeTags(tags, strings, writer);
  writer.writePackedVarint(
    8,
    members.map(({ role }) => strings.indexOf(role)),
  );
  writer.writePackedSVarint(9, differences(members.map(({ ref }) => ref)));
  writer.writePackedVarint(
    10,
    members.map(({ type }) => MEMBER_TYPES.indexOf(type)),
  );
}

function writeTags(tags: OsmTags, strings: Strings, writer: PbfWriter): void {
  writer.writePackedVarint(
    2,
    Object.keys(tags).map((key) => strings.indexOf(key)),
  );
  writer.writePackedVarint(
    3,
    Object.values(tags).map((value) => strings.indexOf(value)),
  );
}

function differences(values: readonly number[]): number[] {
  return values.map((value, index) => value - (values[index - 1] ?? 0));
}

function block(type: string, content: Uint8Array): Buffer {
  const blob = new PbfWriter();
  blob.writeVarintField(2, content.length);
  blob.writeBytesField(3, deflateSync(content));
  const data = blob.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, data.length);
  const head = header.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, data]);
}
