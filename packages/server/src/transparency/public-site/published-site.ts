import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { ReleaseFile } from '../release-file.ts';
import { PUBLISHED_STATE } from './published-site.sql.ts';
import { readReleaseFiles, readSite } from './read-site.ts';
import { ServedFile } from './served-file.ts';
import { type SiteBureau, successorOf } from './site.ts';
import { siteFiles } from './site-files.ts';

/** How soon a release that another process published is seen here. */
const POLL_MS = 5_000;
/** Of the files of releases, uncompressed: hundreds of releases of a district. */
const MOST_BYTES = 128 * 1024 * 1024;

type FilesByPath = ReadonlyMap<string, ServedFile>;

/** What is served at an address below the site. */
export interface ServedPage {
  readonly served: ServedFile;
  /** LIST: changes with every release. PAGE: may get a notice. DATA: never changes. */
  readonly kind: 'LIST' | 'PAGE' | 'DATA';
  /** Number of the release that has taken its place; null: none. */
  readonly successor: string | null;
}

/**
 * Everything that is published, in memory. A reader's request asks the database for nothing but the files of a release that is not there yet,
 * once; what there is to be read is known from a timer.
 */
export class PublishedSite {
  #bureaux: readonly SiteBureau[] = [];
  #lists: FilesByPath = new Map();
  #state = '';
  #version = 0;
  #releases = this.#emptyCache();
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly pool: Pick<pg.Pool, 'query'>,
    private readonly logger: Logger,
  ) {
    this.#timer = setInterval(() => {
      this.refresh().catch((error: unknown) => this.logger.warn({ error }, 'published releases not read'));
    }, POLL_MS).unref();
  }

  static async open(pool: Pick<pg.Pool, 'query'>, logger: Logger): Promise<PublishedSite> {
    const site = new PublishedSite(pool, logger);
    await site.refresh();
    return site;
  }

  /** Another one whenever anything may be read in another way. */
  get version(): number {
    return this.#version;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Looks whether anything was published since. */
  async refresh(): Promise<void> {
    const { rows } = await this.pool.query(PUBLISHED_STATE);
    const state = JSON.stringify(rows);
    if (state === this.#state) {
      return;
    }
    this.#bureaux = await readSite(this.pool);
    this.#lists = byPath(siteFiles(this.#bureaux));
    // Old pages may have a notice now.
    this.#releases = this.#emptyCache();
    this.#state = state;
    this.#version += 1;
  }

  /** What is at a path such as `RIVER/2021-11/index.html`; null: nothing is published there. */
  async at(path: string): Promise<ServedPage | null> {
    const list = this.#lists.get(path);
    if (list) {
      return { served: list, kind: 'LIST', successor: null };
    }
    const [code = '', number = '', ...rest] = path.split('/');
    const bureau = this.#bureaux.find((each) => each.code === code);
    if (!bureau?.releases.some((release) => release.number === number)) {
      return null;
    }
    const served = (await this.#releases.fetch(`${code}/${number}`))?.get(rest.join('/'));
    if (!served) {
      return null;
    }
    const isPage = served.file.contentType.startsWith('text/html');
    const successor = successorOf(bureau.releases, number)?.number ?? null;
    return { served, kind: isPage ? 'PAGE' : 'DATA', successor };
  }

  #emptyCache(): LRUCache<string, FilesByPath> {
    return new LRUCache<string, FilesByPath>({
      maxSize: MOST_BYTES,
      sizeCalculation: (files) => [...files.values()].reduce((sum, { file }) => sum + file.bytes.length, 1),
      fetchMethod: async (key) => {
        const [code = '', number = ''] = key.split('/');
        const bureau = this.#bureaux.find((each) => each.code === code);
        const files = bureau && (await readReleaseFiles(this.pool, bureau, number));
        return byPath(files ?? []);
      },
    });
  }
}

function byPath(files: readonly ReleaseFile[]): FilesByPath {
  return new Map(files.map((file) => [file.path, new ServedFile(file)]));
}
