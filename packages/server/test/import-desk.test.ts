import { readdir } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from './running-server.ts';

// The import desk over HTTP, as the page uses it: a real server, a process of its own for each import.

let product: RunningProduct;
let guest: RunningProduct;
beforeAll(async () => {
  [product, guest] = await Promise.all([startProduct({ role: 'OPERATOR' }), startProduct()]);
});
afterAll(() => Promise.all([product.close(), guest.close()]));

const CASE_TABLE = '办件编号,服务点编码,申请方式,收件时间';
const content = (...rows: string[]) => [CASE_TABLE, ...rows, ''].join('\n');

async function upload(body: string | Buffer | ReadableStream, name = 'cases.csv', url = product.url) {
  return fetch(`${url}/api/import-files?bureau=QINGXIU&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: body as BodyInit,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
}

async function uploaded(body: string | Buffer, name?: string): Promise<string> {
  const response = await upload(body, name);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

interface Run {
  id: string;
  status: string;
  rowsRead: number;
  rowsRefused: number;
  recordsAdded: number;
  recordsChanged: number;
  recordsRemoved: number;
  changes: { recordKey: string; action: string }[];
  undo: { isPossible: boolean; undoneByRunId: string | null };
}
const RUN = `id status rowsRead rowsRefused recordsAdded recordsChanged recordsRemoved
  changes { recordKey action } undo { isPossible undoneByRunId }`;

async function profileDocument(name: string): Promise<string> {
  const { importProfiles } = await product.ask<{ importProfiles: { name: string; document: string }[] }>(
    '{ importProfiles(bureau: "QINGXIU") { name document } }',
  );
  const found = importProfiles.find((each) => each.name === name);
  if (!found) {
    throw new Error(`There is no profile ${name}.`);
  }
  return found.document;
}

async function start(file: string, { dryRun = false, document = '' } = {}) {
  const profile = document || (await profileDocument('case-table'));
  const { startImport } = await product.ask<{
    startImport: { run: { id: string } | null; error: { code: string } | null };
  }>(
    `mutation { startImport(bureau: "QINGXIU", file: "${file}", dryRun: ${dryRun}, profile: ${JSON.stringify(profile)}) { run { id } error { code } } }`,
  );
  return startImport;
}

async function finished(id: string): Promise<Run> {
  for (;;) {
    const { importRun } = await product.ask<{ importRun: Run }>(
      `{ importRun(bureau: "QINGXIU", id: "${id}") { ${RUN} } }`,
    );
    if (importRun.status !== 'RUNNING') {
      return importRun;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function imported(file: string, options?: Parameters<typeof start>[1]): Promise<Run> {
  const { run, error } = await start(file, options);
  expect(error).toBeNull();
  return finished(run?.id ?? '');
}

describe('a file on its way in', () => {
  it('is recognised by its header, shown with its first rows, and gone when it is discarded', async () => {
    const id = await uploaded(content('N1,QX-P01,窗口,2021-12-01 09:30:00'), '../办件.csv');
    const asked = `{ importFile(bureau: "QINGXIU", id: "${id}") {
      name bytes header sample encoding error { code } profiles { matchedFields missingColumns profile { name } } } }`;
    const { importFile } = await product.ask<{ importFile: { profiles: unknown[] } }>(asked);
    expect(importFile).toMatchObject({
      name: '办件.csv',
      header: CASE_TABLE.split(','),
      sample: [['N1', 'QX-P01', '窗口', '2021-12-01 09:30:00']],
      encoding: 'UTF-8',
      error: null,
    });
    expect(importFile.profiles[0]).toMatchObject({ missingColumns: [], profile: { name: 'case-table' } });
    await product.ask(`mutation { discardImportFile(bureau: "QINGXIU", file: "${id}") }`);
    expect(await product.ask(asked)).toEqual({ importFile: null });
    expect(await readdir(`${product.dataFolder}/uploads`)).toEqual([]);
  });

  it('that cannot be read says why', async () => {
    const id = await uploaded(Buffer.from([0x1f, 0x8b, 0, 0]), 'broken.csv.gz');
    expect(
      await product.ask(`{ importFile(bureau: "QINGXIU", id: "${id}") { header error { code } } }`),
    ).toEqual({ importFile: { header: [], error: { code: expect.stringMatching(/GZIP/) } } });
  });

  it('comes from an operator only, as bytes only, into a bureau there is', async () => {
    expect((await upload('x', 'x.csv', guest.url)).status).toBe(403);
    const asForm = await fetch(`${product.url}/api/import-files?bureau=QINGXIU&name=x`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(asForm.status).toBe(415);
    const elsewhere = await fetch(`${product.url}/api/import-files?bureau=NOWHERE&name=x`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'x',
    });
    expect(elsewhere.status).toBe(404);
    await expect(guest.ask('{ importProfiles(bureau: "QINGXIU") { name } }')).rejects.toThrow(/FORBIDDEN/);
    expect((await fetch(`${guest.url}/api/import-runs/1/refused-rows?bureau=QINGXIU`)).status).toBe(403);
  });

  it('that breaks off on its way leaves nothing behind', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(CASE_TABLE));
        setTimeout(() => controller.error(new Error('the cable was pulled')), 50);
      },
    });
    await expect(upload(broken)).rejects.toThrow();
    await expect.poll(async () => (await readdir(`${product.dataFolder}/uploads`)).length).toBe(1);
  });
});

describe('a mapping by hand', () => {
  const ODD = 'Case No.,收件日期时间,方式\nH1,2021-12-01 09:30:00,大厅窗口\nH2,2021-12-02 10:00:00,网上\n';

  it('is proposed from names and cells, shows the words that are not known, and is kept in versions', async () => {
    const id = await uploaded(ODD);
    const { importDraft } = await product.ask<{
      importDraft: { document: string; suggestions: { field: string; header: string }[] };
    }>(
      `{ importDraft(bureau: "QINGXIU", file: "${id}", recordKind: CASE_TABLE) { document suggestions { field header } } }`,
    );
    expect(importDraft.suggestions).toEqual(
      expect.arrayContaining([
        { field: 'caseKey', header: 'Case No.' },
        { field: 'receivedAt', header: '收件日期时间' },
      ]),
    );
    const draft = JSON.parse(importDraft.document) as {
      columns: Record<string, { headers: string[] }>;
      values: Record<string, Record<string, string>>;
    };
    draft.columns['channelCode'] = { headers: ['方式'] };
    const preview = async (document: object) =>
      (
        await product.ask<{ importPreview: { rows: { refusals: object[] }[]; unknownWords: object[] } }>(
          `{ importPreview(bureau: "QINGXIU", file: "${id}", profile: ${JSON.stringify(JSON.stringify({ ...document, name: 'odd' }))})
             { rows { values { field text } refusals { code columnName } } unknownWords { field word } error { code message } } }`,
        )
      ).importPreview;
    expect(await preview(draft)).toMatchObject({
      error: null,
      rows: [
        { refusals: [{ code: 'UNKNOWN_REFERENCE', columnName: '方式' }] },
        {
          refusals: [],
          values: expect.arrayContaining([{ field: 'receivedAt', text: '2021-12-02T02:00:00.000Z' }]),
        },
      ],
    });
    draft.values['channelCode'] = { ...draft.values['channelCode'], 大厅窗口: 'COUNTER' };
    expect((await preview(draft)).rows.flatMap(({ refusals }) => refusals)).toEqual([]);

    const save = async (document: object) =>
      product.ask(
        `mutation { saveImportProfile(bureau: "QINGXIU", document: ${JSON.stringify(JSON.stringify(document))}) { profile { name version } problem } }`,
      );
    const own = { ...draft, name: 'hall-export' };
    expect(await save(own)).toEqual({
      saveImportProfile: { profile: { name: 'hall-export', version: 1 }, problem: null },
    });
    expect(
      await save({ ...own, columns: { ...own.columns, applicantVisits: { headers: ['次数'] } } }),
    ).toMatchObject({
      saveImportProfile: { profile: { version: 2 } },
    });
    expect(await save({ ...own, name: 'case-table' })).toMatchObject({
      saveImportProfile: { profile: null, problem: expect.stringMatching(/built-in/) },
    });
    expect(await save({ ...own, columns: { nonsense: { headers: ['x'] } } })).toMatchObject({
      saveImportProfile: { profile: null, problem: expect.stringMatching(/nonsense/) },
    });
    expect(
      await imported(id, { document: await profileDocument('hall-export'), dryRun: true }),
    ).toMatchObject({
      status: 'SUCCEEDED',
      recordsAdded: 2,
      changes: [
        { recordKey: 'H1', action: 'ADDED' },
        { recordKey: 'H2', action: 'ADDED' },
      ],
    });
  });
});

describe('a run', () => {
  it('takes the file in, removes it, and is taken back and brought back', async () => {
    const file = await uploaded(
      content('U1,QX-P01,窗口,2021-12-01 09:30:00', 'U2,QX-P01,网上,2021-12-01 10:30:00'),
    );
    const volume = async () =>
      (
        await product.ask<{ caseload: { total: { received: number } } }>(
          '{ caseload(bureau: "QINGXIU", period: { from: "2021-12-01", to: "2021-12-01" }) { total { received } } }',
        )
      ).caseload.total.received;
    const before = await volume();
    const run = await imported(file);
    expect(run).toMatchObject({ status: 'SUCCEEDED', recordsAdded: 2, undo: { isPossible: true } });
    expect(await volume()).toBe(before + 2);
    await expect
      .poll(() => product.ask(`{ importFile(bureau: "QINGXIU", id: "${file}") { id } }`))
      .toEqual({ importFile: null });
    const undo = async (id: string) =>
      (
        await product.ask<{ undoImport: { run: Run | null; error: { code: string } | null } }>(
          `mutation { undoImport(bureau: "QINGXIU", run: "${id}") { run { ${RUN} } error { code } } }`,
        )
      ).undoImport;
    const undone = await undo(run.id);
    expect(undone).toMatchObject({ run: { recordsRemoved: 2 }, error: null });
    expect(await volume()).toBe(before);
    expect(await undo(run.id)).toMatchObject({ run: null, error: { code: 'UNDO_BLOCKED' } });
    await undo(undone.run?.id ?? '');
    expect(await volume()).toBe(before + 2);
  });

  it('refuses rows into a download of the same form, which is corrected and sent again', async () => {
    const bytes = iconv.encode(
      content(
        'V1,QX-P01,窗口,2021-02-30 09:30:00',
        'V2,QX-P01,窗口,2021-12-01 09:30:00',
        '"V""3",QX-P77,窗口,2021-12-01 09:30:00',
      ),
      'gb18030',
    );
    const run = await imported(await uploaded(bytes, '十二月.csv'));
    expect(run).toMatchObject({ rowsRefused: 2, recordsAdded: 1 });
    const response = await fetch(`${product.url}/api/import-runs/${run.id}/refused-rows?bureau=QINGXIU`);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(
      '十二月-退回原因.csv',
    );
    const text = iconv.decode(Buffer.from(await response.arrayBuffer()), 'gb18030');
    const rows = parse(text, { bom: true }) as string[][];
    expect(rows[0]).toEqual([...CASE_TABLE.split(','), '退回原因']);
    expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual([
      ['V1', 'QX-P01', '窗口', '2021-02-30 09:30:00'],
      ['V"3', 'QX-P77', '窗口', '2021-12-01 09:30:00'],
    ]);
    expect(rows[1]?.[4]).toContain('IMPOSSIBLE_DATE 收件时间');
    const corrected = iconv.encode(
      text.replace('2021-02-30', '2021-02-28').replace('QX-P77', 'QX-P01'),
      'gb18030',
    );
    expect(await imported(await uploaded(corrected))).toMatchObject({ rowsRefused: 0, recordsAdded: 2 });
  });

  it('is cancelled on request: nothing of it is in, and the file waits', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `W${row},QX-P01,窗口,2021-12-01 09:30:00`);
    const file = await uploaded(content(...rows));
    const { run } = await start(file);
    expect(await product.ask(`mutation { cancelImport(bureau: "QINGXIU", run: "${run?.id}") }`)).toEqual({
      cancelImport: true,
    });
    expect(await finished(run?.id ?? '')).toMatchObject({ status: 'CANCELLED', recordsAdded: 0 });
    const { rowCount } = await product.database.pool.query(
      "select from application where case_key like 'W%'",
    );
    expect(rowCount).toBe(0);
    expect(await product.ask(`{ importFile(bureau: "QINGXIU", id: "${file}") { id } }`)).toEqual({
      importFile: { id: file },
    });
  });

  it('waits for no other: a second one at the same time is refused with a code', async () => {
    const rows = Array.from({ length: 30_000 }, (_, row) => `Y${row},QX-P01,窗口,2021-12-01 09:30:00`);
    const first = await start(await uploaded(content(...rows)), { dryRun: true });
    const second = await start(await uploaded(content('Z1,QX-P01,窗口,2021-12-01 09:30:00')));
    expect(second).toEqual({ run: null, error: { code: 'IMPORT_IN_PROGRESS' } });
    await product.ask(`mutation { cancelImport(bureau: "QINGXIU", run: "${first.run?.id}") }`);
    await finished(first.run?.id ?? '');
  });
});
