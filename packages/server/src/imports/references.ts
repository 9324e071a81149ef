import type pg from 'pg';
import { CHANNEL_CATEGORIES } from '../applications/service-item.entity.ts';
import { REFERENCES } from './apply-applications.sql.ts';
import type { MappedRow, RowMapper } from './map-rows.ts';
import type { MappingProfile } from './profile.ts';
import type { RowRefusal } from './refusal-codes.ts';

/** The names of the standard channels, which every bureau has without loading them. */
const CHANNEL_NAMES: Record<(typeof CHANNEL_CATEGORIES)[number], readonly [zh: string, en: string]> = {
  ONLINE: ['网上', 'Online'],
  COUNTER: ['窗口', 'Counter'],
  ASSISTED: ['帮办代办', 'Assisted'],
  ON_SITE_EVENT: ['进楼宇活动', 'On-site event'],
};

/** What applications refer to by code: known codes, and those that a foreign log brings along. */
export class References {
  readonly #isKnown: ReadonlyMap<string, Set<string>>;
  readonly #created = new Map<string, Set<string>>();

  private constructor(
    private readonly bureauId: number,
    private readonly profile: MappingProfile,
    private readonly mapper: RowMapper,
    known: ReadonlyMap<string, Set<string>>,
  ) {
    this.#isKnown = known;
  }

  static async load(
    pool: pg.Pool,
    bureauId: number,
    profile: MappingProfile,
    mapper: RowMapper,
  ): Promise<References> {
    const known = new Map<string, Set<string>>();
    for (const { field, table } of REFERENCES) {
      const { rows } = await pool.query<{ code: string }>(`select code from ${table} where bureau_id = $1`, [
        bureauId,
      ]);
      known.set(field, new Set(rows.map(({ code }) => code)));
    }
    return new References(bureauId, profile, mapper, known);
  }

  /** Refusals of the codes of a row that are not loaded; empty where the profile says to create them. */
  check({ rowNumber, values }: MappedRow): RowRefusal[] {
    const refusals: RowRefusal[] = [];
    const look = (field: string, known: string, isCreatable: boolean) => {
      const code = values.get(field);
      if (code === undefined || this.#isKnown.get(known)?.has(String(code))) {
        return;
      }
      if (
        isCreatable &&
        (this.profile.unknownReferences === 'CREATE' || isStandardChannel(known, String(code)))
      ) {
        this.#remember(known, String(code));
      } else {
        refusals.push({
          rowNumber,
          columnName: this.mapper.headerOf(field),
          value: String(code).slice(0, 200),
          code: 'UNKNOWN_REFERENCE',
          expected: '已导入的编码 · a code that is loaded',
        });
      }
    };
    for (const { field, isCreatable } of REFERENCES) {
      look(field, field, isCreatable);
    }
    look('eventServicePointCode', 'servicePointCode', false);
    return refusals;
  }

  /** The codes that a field may refer to, in order; empty: it refers to nothing. */
  codesOf(field: string): string[] {
    const known = [...(this.#isKnown.get(field) ?? [])];
    return [...new Set([...(field === 'channelCode' ? CHANNEL_CATEGORIES : []), ...known])].sort();
  }

  #remember(field: string, code: string): void {
    this.#isKnown.get(field)?.add(code);
    const codes = this.#created.get(field) ?? new Set();
    this.#created.set(field, codes.add(code));
  }

  /** Writes what the file brought along, inside the run's transaction. */
  async create(client: pg.ClientBase): Promise<void> {
    for (const { field, table } of REFERENCES) {
      const codes = [...(this.#created.get(field) ?? [])];
      if (codes.length === 0) {
        continue;
      }
      if (table === 'channel') {
        const names = codes.map((code) =>
          isStandardChannel(field, code) ? CHANNEL_NAMES[code] : [code, code],
        );
        await client.query(
          `insert into channel (bureau_id, code, name_zh, name_en, category)
           select $1, c.code, c.zh, c.en, c.category
           from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as c (code, zh, en, category)
           on conflict do nothing`,
          [
            this.bureauId,
            codes,
            names.map(([zh]) => zh),
            names.map(([, en]) => en),
            codes.map((code) => (isStandardChannel(field, code) ? code : null)),
          ],
        );
      } else {
        const hash = table === 'service_item' ? [', content_hash', ", ''"] : ['', ''];
        await client.query(
          `insert into ${table} (bureau_id, code, name_zh, name_en${hash[0]})
           select $1, code, code, code${hash[1]} from unnest($2::text[]) as code on conflict do nothing`,
          [this.bureauId, codes],
        );
      }
    }
  }
}

function isStandardChannel(field: string, code: string): code is (typeof CHANNEL_CATEGORIES)[number] {
  return field === 'channelCode' && (CHANNEL_CATEGORIES as readonly string[]).includes(code);
}
