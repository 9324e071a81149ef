import type { CDPSession } from 'playwright-core';

/** What a page keeps: the bytes of its own objects, and the nodes of its documents. */
export interface PageHeap {
  readonly objectBytes: number;
  readonly domNodes: number;
}

/** What V8 calls the values that a script makes. Its compiled code and what DevTools itself keeps of the network are not of the page. */
const OBJECT_TYPES = new Set([
  'array',
  'object',
  'string',
  'concatenated string',
  'sliced string',
  'closure',
  'regexp',
  'number',
  'symbol',
  'bigint',
]);

interface HeapSnapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] } };
  /** One row of `node_fields` after another. */
  readonly nodes: readonly number[];
}

/** Read from a heap snapshot, before which V8 collects its garbage. */
export async function measureHeap(session: CDPSession): Promise<PageHeap> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const {
    node_fields: fields,
    node_types: [types],
  } = snapshot.meta;
  const type = fields.indexOf('type');
  const size = fields.indexOf('self_size');
  let objectBytes = 0;
  for (let row = 0; row < nodes.length; row += fields.length) {
    if (OBJECT_TYPES.has(types[nodes[row + type] as number] as string)) {
      objectBytes += nodes[row + size] as number;
    }
  }
  const { nodes: domNodes } = await session.send('Memory.getDOMCounters');
  return { objectBytes, domNodes };
}
