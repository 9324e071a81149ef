import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enterBureau } from '../src/bureau/bureau-scope.ts';
import { Principal } from '../src/identity/principal.ts';
import { createRequestContext } from '../src/identity/request-context.ts';
import { TYPESCRIPT_LOADER } from '../src/platform/typescript-loader.ts';
import { exportSite } from '../src/transparency/public-site/export-site.ts';
import { prepareRelease, publishRelease, withdrawRelease } from '../src/transparency/release.service.ts';
import { createReleasedDemonstration } from './demonstration-database.ts';
import { OpenData, printedFigures, wrongFigures } from './recompute-figures.ts';
import { type RunningProduct, startProduct } from './running-server.ts';

const SERVER = fileURLToPath(new URL('../', import.meta.url));

let product: RunningProduct;
beforeAll(async () => {
  product = await startProduct({ createDatabase: createReleasedDemonstration, withScenario: false });
});
afterAll(() => product.close());

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${product.url}/public/${path}`, { redirect: 'manual', ...init });

/** The text of a file of the demonstration's release, downloaded. */
const release = async (path: string): Promise<string> => (await get(`QINGXIU/2021-11/${path}`)).text();

async function download(paths: readonly string[]): Promise<Map<string, string>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await release(path)] as const)));
}

/** Every file of the release, by its own list of them. */
async function downloadAll(): Promise<Map<string, string>> {
  const sums = await release('SHA256SUMS');
  return download(
    sums
      .trim()
      .split('\n')
      .map((line) => line.slice(66)),
  );
}

it('every figure on the pages of the demonstration’s release is what a stranger computes from its open data', async () => {
  const files = await downloadAll();
  const data = new OpenData((path) => files.get(path) ?? '');
  const pages = new Map([...files].filter(([path]) => path.endsWith('.html')));
  expect(wrongFigures(data, pages)).toEqual([]);
  expect(printedFigures(files.get('index.html') ?? '').length).toBeGreaterThan(300);
  // What is withheld is on the page as such, and nowhere else either.
  expect(files.get('index.html')).toContain('class="withheld"');
  expect(files.get('data/release.json')).toContain('SUPPRESSED');
});

it('the files are those whose checksums were published with them', async () => {
  const files = await downloadAll();
  const wrong = (await release('SHA256SUMS'))
    .trim()
    .split('\n')
    .filter((line) => {
      const bytes = files.get(line.slice(66)) ?? '';
      // A text that was decoded has lost its byte order mark.
      const whole = line.endsWith('.csv') ? `\uFEFF${bytes}` : bytes;
      return createHash('sha256').update(whole).digest('hex') !== line.slice(0, 64);
    });
  expect(wrong).toEqual([]);
});

describe('an address', () => {
  it('is compressed as the reader can take it, with a strong tag of what was sent, and not sent twice', async () => {
    for (const encoding of ['br', 'gzip', 'identity']) {
      const first = await get('QINGXIU/2021-11/', { headers: { 'accept-encoding': encoding } });
      const etag = first.headers.get('etag') ?? '';
      expect(first.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(etag).toMatch(/^"[0-9a-f]{64}(?:-br|-gzip)?"$/);
      const again = await get('QINGXIU/2021-11/', {
        headers: { 'accept-encoding': encoding, 'if-none-match': etag },
      });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const head = await get('QINGXIU/2021-11/', {
        method: 'HEAD',
        headers: { 'accept-encoding': encoding },
      });
      expect(head.headers.get('content-length')).toBe(first.headers.get('content-length'));
      expect(await head.text()).toBe('');
    }
  });

  it('says how long it may be kept, sets no cookie, and lets nothing else in', async () => {
    const kept = async (path: string) => (await get(path)).headers.get('cache-control');
    expect(await kept('QINGXIU/2021-11/data/volume.csv')).toBe('public, max-age=31536000, immutable');
    expect(await kept('QINGXIU/2021-11/')).toBe('public, max-age=300, stale-while-revalidate=86400');
    expect(await kept('')).toBe('public, max-age=60, stale-while-revalidate=86400');
    const { headers } = await get('QINGXIU/2021-11/');
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('without the slash of a folder leads to the one with it', async () => {
    for (const path of ['', '/QINGXIU', '/QINGXIU/2021-11']) {
      const response = await fetch(`${product.url}/public${path}`, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([301, `/public${path}/`]);
    }
  });

  it('asks the database for nothing', async () => {
    await downloadAll();
    product.database.takeStatements();
    await downloadAll();
    await get('');
    await get('QINGXIU/none/');
    // The timer may look whether anything was published since.
    expect(product.database.takeStatements().filter((text) => !text.includes('count(*)'))).toEqual([]);
  });
});

it('nothing but what is published is found: not a draft, not what was withdrawn, and no word of either', async () => {
  const context = createRequestContext({ database: product.database, principal: new Principal('OPERATOR') });
  const bureau = await enterBureau(context, 'QINGXIU');
  const draft = await prepareRelease(context, bureau, '2021-10', null, { actor: 'wei', accountId: null });
  const id = 'id' in draft ? draft.id : 0;
  expect(id).toBeGreaterThan(0);
  const answers = async () =>
    Promise.all(
      [
        '2021-10',
        '2021-10/',
        '2021-10/data/release.json',
        '1999-01/',
        '..%2f..%2fetc%2fpasswd',
        '2021-11//',
      ].map(async (path) => {
        const response = await get(`QINGXIU/${path}`);
        return [response.status, await response.text()] as const;
      }),
    );
  const withDraft = await answers();
  await withdrawRelease(context, bureau, id, { actor: 'wei', accountId: null });
  const all = [...withDraft, ...(await answers())];
  expect(all.map(([status]) => status)).toEqual(all.map(() => 404));
  for (const [, text] of all) {
    expect(text).not.toContain('2021-10');
    expect(text).toBe(withDraft[0]?.[1]);
  }
});

describe('an export', () => {
  async function exportAs(folder: string, environment: Record<string, string>): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...TYPESCRIPT_LOADER, join(SERVER, 'src/cli.ts'), 'release', 'export', folder],
      {
        env: {
          ...process.env,
          DATABASE_URL: product.database.url,
          TSX_TSCONFIG_PATH: join(SERVER, 'tsconfig.json'),
          ...environment,
        },
      },
    );
    return stdout;
  }

  async function contentOf(folder: string): Promise<Map<string, string>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .toSorted();
    return new Map(
      await Promise.all(
        paths.map(
          async (path) =>
            [
              path,
              createHash('sha256')
                .update(await readFile(join(folder, path)))
                .digest('hex'),
            ] as const,
        ),
      ),
    );
  }

  it('is the same to the byte under another clock zone and language, and is what the server serves', async () => {
    const base = await mkdtemp(join(tmpdir(), 'service-circle-export-'));
    const [one, other] = [join(base, 'one'), join(base, 'other')];
    await Promise.all([
      exportAs(one, { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' }),
      exportAs(other, { TZ: 'America/St_Johns', LANG: 'C', LC_ALL: 'C' }),
    ]);
    const files = await contentOf(one);
    expect(await contentOf(other)).toEqual(files);
    expect(files.size).toBeGreaterThan(35);
    for (const [path, sha256] of files) {
      const served = Buffer.from(await (await get(path)).arrayBuffer());
      expect([path, createHash('sha256').update(served).digest('hex')]).toEqual([path, sha256]);
    }
    // Again in its own place: nothing is left beside it.
    await exportSite(product.database.pool, one, 'QINGXIU');
    expect(await contentOf(one)).toEqual(files);
    expect((await readdir(base)).toSorted()).toEqual(['one', 'other']);
  });

  it('leaves a folder alone that it has not written', async () => {
    const foreign = await mkdtemp(join(tmpdir(), 'service-circle-foreign-'));
    await writeFile(join(foreign, 'letter.txt'), 'mine');
    await expect(exportSite(product.database.pool, foreign, null)).rejects.toThrow(/^FOLDER_NOT_EMPTY: /);
    expect(await readdir(foreign)).toEqual(['letter.txt']);
    await expect(exportSite(product.database.pool, foreign, 'NONE')).rejects.toThrow(/^BUREAU_NOT_FOUND: /);
  });
});

it('after a correction the old pages say so, and are else as they were; data do not change', async () => {
  const before = await downloadAll();
  const context = createRequestContext({ database: product.database, principal: new Principal('OPERATOR') });
  const bureau = await enterBureau(context, 'QINGXIU');
  const draft = await prepareRelease(
    context,
    bureau,
    '2021-11',
    { reasonZh: '补录', reasonEn: 'Reported late' },
    { actor: 'wei', accountId: null },
  );
  const id = 'id' in draft ? draft.id : 0;
  expect(await publishRelease(context, bureau, id, { actor: 'lan', accountId: null })).toEqual({ id });
  await expect.poll(async () => (await get('QINGXIU/2021-11.2/')).status, { interval: 500 }).toBe(200);
  const response = await get('QINGXIU/2021-11/en.html');
  expect(response.headers.get('link')).toBe('<../2021-11.2/>; rel="successor-version"');
  const notice = /<!--notice-->(.+)<!--\/notice-->/;
  const after = await downloadAll();
  for (const [path, text] of after) {
    if (path.endsWith('.html')) {
      expect(notice.exec(text)?.[1]).toContain('2021-11.2');
    }
    expect(text.replace(notice, '<!--notice--><!--/notice-->')).toBe(before.get(path));
  }
  expect(after.get('en.html')).toContain('href="../2021-11.2/en.html"');
  expect(await (await get('QINGXIU/')).text()).toContain('已被 2021-11.2 更正');
  expect(await (await get('QINGXIU/2021-11.2/')).text()).toContain('这是对 2021-11 号发布的更正');
});
