import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import type { OsmNode, OsmRelation, OsmTags, OsmWay } from './osm-extract.ts';

// An extract (.osm.pbf) of roads that are not OpenStreetMap's: made up, so that every node of it is known. https://wiki.openstreetmap.org/wiki/PBF_Format

export interface SmallExtract {
  readonly nodes: readonly Omit<OsmNode, 'type'>[];
  readonly ways: readonly Omit<OsmWay, 'type'>[];
  readonly relations?: readonly Omit<OsmRelation, 'type'>[];
  readonly dataAt?: Date;
  /** Where its data come from. */
  readonly source?: string;
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;
/** Positions are kept in steps of 100 nanodegrees. */
const STEPS_PER_DEGREE = 10_000_000;
/** What readers are made for. */
const ELEMENTS_IN_BLOCK = 8000;

/** As `.osm.pbf`: in the order that every extract has, nodes, ways, relations, some thousands of one kind to a block. */
export function writeExtract(extract: SmallExtract): Buffer {
  const header = new PbfWriter();
  header.writeStringField(4, 'OsmSchema-V0.6');
  header.writeStringField(16, 'service-circle');
  if (extract.source) {
    header.writeStringField(17, extract.source);
  }
  if (extract.dataAt) {
    header.writeVarintField(32, extract.dataAt.getTime() / 1000);
  }
  const blocks = [
    ...portions(extract.nodes).map((nodes) => primitiveBlock(1, nodes, writeNode)),
    ...portions(extract.ways).map((ways) => primitiveBlock(3, ways, writeWay)),
    ...portions(extract.relations ?? []).map((relations) => primitiveBlock(4, relations, writeRelation)),
  ];
  return Buffer.concat([
    block('OSMHeader', header.finish()),
    ...blocks.map((content) => block('OSMData', content)),
  ]);
}

function portions<Element>(elements: readonly Element[]): (readonly Element[])[] {
  return Array.from({ length: Math.ceil(elements.length / ELEMENTS_IN_BLOCK) }, (_, index) =>
    elements.slice(index * ELEMENTS_IN_BLOCK, (index + 1) * ELEMENTS_IN_BLOCK),
  );
}

class Strings {
  // The first is empty by the format.
  readonly #indexes = new Map([['', 0]]);

  indexOf(text: string): number {
    const known = this.#indexes.get(text) ?? this.#indexes.size;
    this.#indexes.set(text, known);
    return known;
  }

  all(): readonly string[] {
    return [...this.#indexes.keys()];
  }
}

/** @param field of its kind in a group */
function primitiveBlock<Element>(
  field: number,
  elements: readonly Element[],
  write: (element: Element, strings: Strings, writer: PbfWriter) => void,
): Uint8Array {
  const strings = new Strings();
  const group = new PbfWriter();
  for (const element of elements) {
    group.writeMessage(field, (_, writer) => write(element, strings, writer), null);
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
  writer.writeBytesField(2, group.finish());
  return writer.finish();
}

function writeNode(node: Omit<OsmNode, 'type'>, strings: Strings, writer: PbfWriter): void {
  writer.writeSVarintField(1, node.id);
  writeTags(node.tags ?? {}, strings, writer);
  writer.writeSVarintField(8, Math.round(node.lat * STEPS_PER_DEGREE));
  writer.writeSVarintField(9, Math.round(node.lon * STEPS_PER_DEGREE));
}

function writeWay(way: Omit<OsmWay, 'type'>, strings: Strings, writer: PbfWriter): void {
  writer.writeVarintField(1, way.id);
  writeTags(way.tags ?? {}, strings, writer);
  writer.writePackedSVarint(8, differences(way.refs));
}

function writeRelation(relation: Omit<OsmRelation, 'type'>, strings: Strings, writer: PbfWriter): void {
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
