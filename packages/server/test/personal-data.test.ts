import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../src/app.ts';
import { ApplicantKeys, loadApplicantKeys, rotateApplicantKey } from '../src/imports/applicant-keys.ts';
import { eraseExpiredApplicants } from '../src/imports/erase-applicants.ts';
import { loadProfile, type MappingProfile, parseProfile } from '../src/imports/profile.ts';
import { createDemonstrationDatabase } from './demonstration-database.ts';
import { plantSecret, runLogger } from './run-log.ts';
import type { TestDatabase } from './test-database.ts';

// Numbers and names of people planted wherever a file can hold them: none may come to rest in the database, the logs or an answer.

const IDENTITY = '11010519491231002X';
const OLD_IDENTITY = '110105491231002';
const MOBILE = '13812345678';
const SPELLED_MOBILE = '138-1234-5678';
const NAME = '欧阳观止';
const PLANTED = [IDENTITY, OLD_IDENTITY, MOBILE, SPELLED_MOBILE, NAME];

let database: TestDatabase;
let server: RunningServer;
let dataFolder: string;
/** Everything that the server wrote to its log, and every answer that told of a mistake. */
const logged: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  for (const number of [IDENTITY, OLD_IDENTITY]) {
    plantSecret('IDENTITY_NUMBER', number);
  }
  for (const number of [MOBILE, SPELLED_MOBILE]) {
    plantSecret('MOBILE', number);
  }
  database = await createDemonstrationDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'service-circle-personal-'));
  server = await startServer({
    database,
    port: 0,
    isOperator: true,
    dashboardFolder: null,
    dataFolder,
    logger: runLogger((line) => logged.push(line)),
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  answers.push(text);
  return (JSON.parse(text) as { data: Data }).data;
}

interface Run {
  status: string;
  rowsAccepted: number;
  rowsRefused: number;
  error: { code: string } | null;
  refusals: {
    edges: { node: { rowNumber: number; columnName: string | null; value: string | null; code: string } }[];
  };
}

/** Uploads a file, looks at it as the page does, imports it, and waits for the end. */
async function bring(content: string | Buffer, profile: MappingProfile, name = 'cases.csv'): Promise<Run> {
  const upload = await fetch(
    `${server.url}/api/import-files?bureau=QINGXIU&name=${encodeURIComponent(name)}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: content as BodyInit,
    },
  );
  const { id } = (await upload.json()) as { id: string };
  const document = JSON.stringify(profile);
  await ask(
    `query ($id: ID!, $document: String!) {
      importFile(bureau: "QINGXIU", id: $id) { name error { code message } }
      importPreview(bureau: "QINGXIU", file: $id, profile: $document) { rows { refusals { value code expected } } error { message } }
    }`,
    { id, document },
  );
  const { startImport } = await ask<{ startImport: { run: { id: string } } }>(
    `mutation ($id: ID!, $document: String!) {
      startImport(bureau: "QINGXIU", file: $id, dryRun: false, profile: $document) { run { id } error { code message } }
    }`,
    { id, document },
  );
  for (;;) {
    const { importRun } = await ask<{ importRun: Run }>(
      `query ($id: ID!) { importRun(bureau: "QINGXIU", id: $id) {
        status rowsAccepted rowsRefused error { code message }
        refusals(first: 100) { edges { node { rowNumber columnName value code expected } } } } }`,
      { id: startImport.run.id },
    );
    if (importRun.status !== 'RUNNING') {
      const refused = await fetch(
        `${server.url}/api/import-runs/${startImport.run.id}/refused-rows?bureau=QINGXIU`,
      );
      answers.push(await refused.text());
      return importRun;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const codesOf = ({ refusals }: Run) =>
  refusals.edges.map(({ node }) => `${node.rowNumber} ${node.columnName} ${node.code}`);

/** The text of every row of every table. */
async function everythingKept(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const { rows: kept } = await database.pool.query<{ text: string }>(
        `select coalesce(string_agg(t::text, chr(10)), '') as text from ${name} t`,
      );
      return kept[0]?.text ?? '';
    }),
  );
  return texts.join('\n');
}

function expectNothingOf(text: string): void {
  expect(PLANTED.filter((planted) => text.includes(planted))).toEqual([]);
}

const table = (...rows: string[]) => `${rows.join('\n')}\n`;
const HEADER = '办件编号,服务点编码,事项编码,申请方式,收件时间,当前状态,申请人姓名,联系电话';

describe('numbers and names of people', () => {
  it('are dropped with their columns, or refused in a column that is taken, and told without being repeated', async () => {
    const profile = await loadProfile('case-table');
    const run = await bring(
      table(
        `${HEADER},备注`,
        `PD1,QX-P01,,窗口,2021-12-01 09:30:00,,${NAME},${MOBILE},${IDENTITY}`,
        `PD2,QX-P01,,窗口,2021-12-01 09:30:00,${MOBILE},${NAME},${MOBILE},`,
        `${IDENTITY},QX-P01,,窗口,2021-12-01 09:30:00,,${NAME},,`,
        `PD4,${OLD_IDENTITY},,窗口,2021-12-01 09:30:00,,${NAME},,`,
        `PD5,QX-P01,,窗口,${IDENTITY},,${NAME},${SPELLED_MOBILE},`,
        `PD6,QX-P01,,联系${SPELLED_MOBILE},2021-12-01 09:30:00,,${NAME},,`,
        `PD7,QX-P01,,窗口,2021-12-01 09:30:00,,${NAME}`,
        `PD8,QX-P01,,窗口,2021-12-01 ${NAME},,${NAME},,`.replace(` ${NAME},,`, ' 25:00:00,,'),
      ),
      withStatus(profile),
      `名单-${MOBILE}.csv`,
    );
    expect(codesOf(run)).toEqual([
      '2 当前状态 PERSONAL_DATA',
      '3 办件编号 PERSONAL_DATA',
      '4 服务点编码 PERSONAL_DATA',
      '5 收件时间 NOT_A_DATE_TIME',
      '6 申请方式 PERSONAL_DATA',
      '7 null COLUMN_COUNT',
      '8 收件时间 IMPOSSIBLE_DATE',
    ]);
    expect(run.rowsAccepted).toBe(1);
    const kept = await everythingKept();
    expect(kept).toContain('PD1');
    expectNothingOf(kept);
  });

  it('do not come in by a first row that is one of data, an unclosed quotation mark, or the name of a step', async () => {
    const profile = await loadProfile('case-table');
    const headless = await bring(table(`PD9,${NAME},${IDENTITY},2021-12-01 09:30:00`), profile);
    expect(headless.error?.code).toBe('MISSING_COLUMN');
    const unclosed = await bring(
      table(HEADER, `PD10,QX-P01,,窗口,2021-12-01 09:30:00,,${NAME} "${MOBILE}",`),
      profile,
    );
    expect(unclosed.error?.code).toBe('BROKEN_QUOTES');
    const log = await bring(
      table(
        '办件编号,环节,环节时间',
        `PD11,RECEIVED,2021-12-01 09:30:00`,
        `PD11,电话通知${MOBILE},2021-12-02 09:30:00`,
      ),
      await loadProfile('event-log'),
      'log.csv',
    );
    expect(codesOf(log)).toEqual(['2 环节 PERSONAL_DATA']);
    const lines = await bring(
      gzipSync(
        [
          { 办件编号: 'PD12', 收件时间: '2021-12-01 09:30:00', 申请人姓名: NAME, 身份证号: IDENTITY },
          { 办件编号: `PD13 ${MOBILE}`, 收件时间: '2021-12-01 09:30:00' },
        ]
          .map((record) => JSON.stringify(record))
          .join('\n'),
      ),
      profile,
      'cases.jsonl.gz',
    );
    expect(codesOf(lines)).toEqual(['2 办件编号 PERSONAL_DATA']);
    expectNothingOf(await everythingKept());
  });

  it('are in no entry of the log and no answer', async () => {
    await ask('mutation ($id: ID!) { discardImportFile(bureau: "QINGXIU", file: $id) }', { id: MOBILE });
    expect(logged.length + answers.length).toBeGreaterThan(0);
    expectNothingOf(logged.join('\n'));
    // The case number that was asked about is the only echo: what a caller sends is not kept.
    expectNothingOf(answers.join('\n'));
    expectNothingOf(await everythingKept());
  });

  it('come in by no profile: a column of names is no field', async () => {
    const profile = await loadProfile('case-table');
    const taking = (field: string, header: string) => () =>
      parseProfile(
        JSON.stringify({ ...profile, columns: { ...profile.columns, [field]: { headers: [header] } } }),
        'p',
      );
    for (const header of [
      '申请人姓名',
      '联系电话',
      '身份证号码',
      '经办人',
      'applicant_name',
      'ID card',
      'mobile',
    ]) {
      expect(taking('sourceStatus', header)).toThrow(/names a person/);
      expect(taking('applicantIdentity', header)).not.toThrow();
    }
    for (const header of ['申请人类型', '名称', 'name_zh', '经办角色', '单位地址']) {
      expect(taking('sourceStatus', header)).not.toThrow();
    }
  });

  it('that only look like it are taken where the profile says so', async () => {
    const profile = await loadProfile('case-table');
    const { caseKey } = profile.columns;
    const run = await bring(table('办件编号,收件时间', `450103194912310025,2021-12-01 09:30:00`), {
      ...profile,
      columns: {
        ...profile.columns,
        caseKey: { headers: caseKey?.headers ?? [], required: true, mayLookPersonal: true },
      },
    });
    expect(run).toMatchObject({ rowsAccepted: 1, rowsRefused: 0 });
  });
});

/** The native profile does not take the status of the source; a bureau's own may. */
function withStatus(profile: MappingProfile): MappingProfile {
  return { ...profile, columns: { ...profile.columns, sourceStatus: { headers: ['当前状态'] } } };
}

describe('an applicant', () => {
  const cases = (identity: string, ...keys: string[]) =>
    table('办件编号,收件时间,申请人证件号码', ...keys.map((key) => `${key},2021-12-01 09:30:00,${identity}`));
  const digests = async () =>
    (
      await database.pool.query<{ caseKey: string; digest: string }>(
        `select a.case_key as "caseKey", encode(k.digest, 'hex') as digest
         from applicant_key k join application a on a.id = k.application_id order by 1`,
      )
    ).rows;

  it('is a keyed hash: the same for the same identity however it is written, and nothing of it without the key', async () => {
    const profile = await loadProfile('case-table');
    await bring(cases(IDENTITY, 'AP1', 'AP2'), profile);
    await bring(cases(IDENTITY.toLowerCase(), 'AP3'), profile);
    await bring(cases('440524198001010013', 'AP4'), profile);
    const found = await digests();
    expect(found.map(({ caseKey }) => caseKey)).toEqual(['AP1', 'AP2', 'AP3', 'AP4']);
    expect(new Set(found.slice(0, 3).map(({ digest }) => digest)).size).toBe(1);
    expect(found[3]?.digest).not.toBe(found[0]?.digest);
    expect(found[0]?.digest).toBe((await loadApplicantKeys(dataFolder)).digest(IDENTITY).digest);
    const other = new ApplicantKeys([Buffer.alloc(32).toString('base64')]);
    expect(found[0]?.digest).not.toBe(other.digest(IDENTITY).digest);
    expect((await stat(join(dataFolder, 'applicant-keys'))).mode & 0o777).toBe(0o600);
    expectNothingOf(await everythingKept());
  });

  it('is erased by its identity, by whichever key it was hashed, and no figure changes', async () => {
    await rotateApplicantKey(dataFolder);
    expect((await readFile(join(dataFolder, 'applicant-keys'), 'utf8')).trim().split('\n')).toHaveLength(2);
    const [former = '', newest = ''] = (await readFile(join(dataFolder, 'applicant-keys'), 'utf8')).split(
      '\n',
    );
    plantSecret('APPLICANT_KEY', former);
    plantSecret('APPLICANT_KEY', newest);
    const keys = await loadApplicantKeys(dataFolder);
    expect(keys.digest(IDENTITY).digest).not.toBe((await digests())[0]?.digest);
    expect(keys.digests(IDENTITY).map(({ digest }) => digest)).toContain((await digests())[0]?.digest);
    const figures = `{ caseload(bureau: "QINGXIU", period: { from: "2021-01-01", to: "2021-12-31" }) {
      total { received closed backlog } } }`;
    const before = await ask(figures);
    const erase =
      'mutation ($identity: String!) { eraseApplicant(bureau: "QINGXIU", identity: $identity) { applications } }';
    expect(await ask(erase, { identity: IDENTITY })).toEqual({ eraseApplicant: { applications: 3 } });
    expect(await ask(erase, { identity: IDENTITY })).toEqual({ eraseApplicant: { applications: 0 } });
    expect((await digests()).map(({ caseKey }) => caseKey)).toEqual(['AP4']);
    expect(await ask(figures)).toEqual(before);
    const { auditEntries } = await ask<{ auditEntries: { edges: { node: object }[] } }>(
      `{ auditEntries(bureau: "QINGXIU", filter: { actions: [APPLICANT_ERASED] }) { edges { node { outcome subjects { name value } } } } }`,
    );
    expect(auditEntries.edges.map(({ node }) => node)).toEqual([
      { outcome: 'SUCCEEDED', subjects: [{ name: 'applications', value: '0' }] },
      { outcome: 'SUCCEEDED', subjects: [{ name: 'applications', value: '3' }] },
    ]);
    expectNothingOf(await everythingKept());
  });

  it('is erased once it was kept for long enough, on record', async () => {
    const { rows } = await database.pool.query<{ statedAt: Date }>(
      'select stated_at as "statedAt" from applicant_key',
    );
    const statedAt = rows[0]?.statedAt ?? new Date(0);
    const later = (days: number) => new Date(statedAt.getTime() + days * 86_400_000 + 1);
    expect(await eraseExpiredApplicants(database.pool, 30, later(29))).toBe(0);
    expect(await digests()).toHaveLength(1);
    expect(await eraseExpiredApplicants(database.pool, 30, later(30))).toBe(1);
    expect(await digests()).toEqual([]);
    const { rows: entries } = await database.pool.query(
      `select actor, subject from audit_entry where action = 'APPLICANT_KEYS_EXPIRED'`,
    );
    expect(entries).toEqual([{ actor: 'SYSTEM', subject: { applications: 1 } }]);
  });
});
