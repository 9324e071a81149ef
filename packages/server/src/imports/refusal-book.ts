import type pg from 'pg';
import { insertRefusals, type StoredRefusal } from './import-run.sql.ts';
import type { RowMapper } from './map-rows.ts';
import type { RowRefusal } from './refusal-codes.ts';
import type { RawRow, Table } from './table.ts';

/** Refusals written at once: memory does not grow with a file of nothing but bad rows. */
const BATCH_SIZE = 500;

/** Keeps the refused rows of a run, what may be kept of each, and counts them. */
export class RefusalBook {
  readonly #rows = new Set<number>();
  #pending: StoredRefusal[] = [];
  /** Refused only when the whole file was known: their rows are gone by then and are read again. */
  readonly #withoutRow = new Map<number, RowRefusal[]>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly runId: number,
    private readonly mapper: Pick<RowMapper, 'repeatable'>,
  ) {}

  /** Rows refused, each counted once however many reasons it has. */
  get refusedRows(): number {
    return this.#rows.size;
  }

  async refuse(row: RawRow, refusals: readonly RowRefusal[]): Promise<void> {
    this.#rows.add(row.rowNumber);
    const raw = this.mapper.repeatable(row);
    this.#pending.push(...refusals.map((refusal) => ({ ...refusal, raw })));
    if (this.#pending.length >= BATCH_SIZE) {
      await this.#write();
    }
  }

  readonly refuseLater = (refusals: readonly RowRefusal[]): Promise<void> => {
    for (const refusal of refusals) {
      this.#rows.add(refusal.rowNumber);
      this.#withoutRow.set(refusal.rowNumber, [...(this.#withoutRow.get(refusal.rowNumber) ?? []), refusal]);
    }
    return Promise.resolve();
  };

  /** Writes the rest, after a second look at the file for the rows that are wanted. */
  async complete(readAgain: () => Promise<Table>): Promise<void> {
    if (this.#withoutRow.size > 0) {
      for await (const row of (await readAgain()).rows) {
        const refusals = this.#withoutRow.get(row.rowNumber);
        if (refusals) {
          await this.refuse(row, refusals);
          this.#withoutRow.delete(row.rowNumber);
        }
        if (this.#withoutRow.size === 0) {
          break;
        }
      }
    }
    await this.#write();
  }

  async #write(): Promise<void> {
    const refusals = this.#pending;
    this.#pending = [];
    if (refusals.length > 0) {
      await insertRefusals(this.pool, this.runId, refusals);
    }
  }
}
