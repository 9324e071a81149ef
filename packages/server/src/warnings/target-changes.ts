import type pg from 'pg';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { TargetDirection, TargetGrain } from './target.entity.ts';
import type { TargetInput, TargetRefusalCode } from './target.type.ts';
import { type TargetMeasure, targetMeasure } from './target-measure.ts';
import { holdsWholePeriods, overlaps, remaindersOf, type Validity } from './target-period.ts';

export interface TargetAuthor {
  /** Who: the name signed in with, or OPERATOR. */
  readonly actor: string;
  readonly at: Date;
  readonly provenance: 'REPORTED' | 'SYNTHETIC';
}

export type TargetOutcome = { readonly id: number | null } | { readonly code: TargetRefusalCode };

interface TargetKey {
  readonly measure: string;
  readonly servicePointId: number | null;
  readonly serviceItemId: number | null;
  readonly direction: TargetDirection;
  readonly value: number;
}

interface Stored extends TargetKey, Validity {
  readonly id: number;
  readonly provenance: 'REPORTED' | 'SYNTHETIC';
}

const COLUMNS = `id, measure, service_point_id as "servicePointId", service_item_id as "serviceItemId", grain, direction, value,
  valid_from as "validFrom", valid_to as "validTo", provenance`;

/** One change of a bureau's targets at a time: two that overlap must not both find the place free. */
const TARGET_LOCK = 20_211_223;

/**
 * Sets a target in the place of what holds for the same measure, scope and grain in its days; what held before and after them goes on.
 * The same target again changes nothing. Inside the caller's transaction.
 */
export async function setTarget(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  input: TargetInput,
  author: TargetAuthor,
): Promise<TargetOutcome> {
  const measure = targetMeasure(input.measure);
  if (measure === null) {
    return { code: 'UNKNOWN_MEASURE' };
  }
  const days: Validity = { grain: input.grain, validFrom: input.validFrom, validTo: input.validTo ?? null };
  const refused = refusalOf(measure, input, days);
  if (refused !== null) {
    return { code: refused };
  }
  await client.query('select pg_advisory_xact_lock($1, $2)', [TARGET_LOCK, bureau.id]);
  const servicePointId = await idOf(client, bureau, 'service_point', input.servicePoint);
  const serviceItemId = await idOf(client, bureau, 'service_item', input.serviceItem);
  if (servicePointId === undefined) {
    return { code: 'UNKNOWN_SERVICE_POINT' };
  }
  if (serviceItemId === undefined) {
    return { code: 'UNKNOWN_SERVICE_ITEM' };
  }
  const key: TargetKey = {
    measure: measure.id,
    servicePointId,
    serviceItemId,
    direction: measure.direction ?? input.direction ?? 'AT_LEAST',
    value: input.value,
  };
  const inTheWay = (await inForce(client, bureau, key, input.grain)).filter((each) => overlaps(each, days));
  const same = inTheWay.find((each) => isSame(each, key, days));
  if (same && inTheWay.length === 1) {
    return { id: same.id };
  }
  for (const each of inTheWay) {
    await supersede(client, each.id, author);
    const rest = each.grain === 'ONCE' ? [] : remaindersOf(each, days);
    for (const remainder of rest) {
      await insert(client, bureau, each, remainder, { ...author, provenance: each.provenance });
    }
  }
  return { id: await insert(client, bureau, key, days, author) };
}

/**
 * Ends a target after a day, or altogether when the day is null. Inside the caller's transaction.
 * @param lastDay the last day of one of its periods
 */
export async function endTarget(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  id: number,
  lastDay: string | null,
  author: TargetAuthor,
): Promise<TargetOutcome> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [TARGET_LOCK, bureau.id]);
  const { rows } = await client.query<Stored>(
    `select ${COLUMNS} from target where bureau_id = $1 and id = $2 and superseded_at is null`,
    [bureau.id, id],
  );
  const [stored] = rows;
  if (!stored) {
    return { code: 'NOT_IN_FORCE' };
  }
  const shortened = { ...stored, validTo: lastDay };
  const isShorter = lastDay !== null && (stored.validTo === null || lastDay <= stored.validTo);
  if (lastDay !== null && (stored.grain === 'ONCE' || !isShorter || !holdsWholePeriods(shortened))) {
    return { code: 'NOT_WHOLE_PERIODS' };
  }
  await supersede(client, id, author);
  return {
    id:
      lastDay === null
        ? null
        : await insert(client, bureau, stored, shortened, { ...author, provenance: stored.provenance }),
  };
}

function refusalOf(measure: TargetMeasure, input: TargetInput, days: Validity): TargetRefusalCode | null {
  const most = measure.unit === 'RATE' ? 1 : Number.MAX_VALUE;
  if (!(input.value >= 0 && input.value <= most)) {
    return 'VALUE_OUT_OF_RANGE';
  }
  if (measure.direction === null && input.direction == null) {
    return 'DIRECTION_NEEDED';
  }
  if (measure.direction !== null && input.direction != null && input.direction !== measure.direction) {
    return 'WRONG_DIRECTION';
  }
  return holdsWholePeriods(days) ? null : 'NOT_WHOLE_PERIODS';
}

function isSame(stored: Stored, key: TargetKey, days: Validity): boolean {
  return (
    stored.value === key.value &&
    stored.direction === key.direction &&
    stored.validFrom === days.validFrom &&
    stored.validTo === days.validTo
  );
}

/** @returns null: not asked for; undefined: there is none of that code */
async function idOf(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  table: 'service_point' | 'service_item',
  code: string | null | undefined,
): Promise<number | null | undefined> {
  if (code == null) {
    return null;
  }
  const { rows } = await client.query<{ id: number }>(
    `select id from ${table} where bureau_id = $1 and code = $2`,
    [bureau.id, code],
  );
  return rows[0]?.id;
}

async function inForce(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  key: TargetKey,
  grain: TargetGrain,
): Promise<Stored[]> {
  const { rows } = await client.query<Stored>(
    `select ${COLUMNS} from target
     where bureau_id = $1 and measure = $2 and service_point_id is not distinct from $3
       and service_item_id is not distinct from $4 and grain = $5 and superseded_at is null`,
    [bureau.id, key.measure, key.servicePointId, key.serviceItemId, grain],
  );
  return rows;
}

async function supersede(client: pg.ClientBase, id: number, author: TargetAuthor): Promise<void> {
  await client.query('update target set superseded_at = $2, superseded_by = $3 where id = $1', [
    id,
    author.at,
    author.actor,
  ]);
}

async function insert(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  key: TargetKey,
  days: Validity,
  author: TargetAuthor,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into target (bureau_id, measure, service_point_id, service_item_id, grain, direction, value, valid_from, valid_to,
       provenance, set_at, set_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
    [
      bureau.id,
      key.measure,
      key.servicePointId,
      key.serviceItemId,
      days.grain,
      key.direction,
      key.value,
      days.validFrom,
      days.validTo,
      author.provenance,
      author.at,
      author.actor,
    ],
  );
  return rows[0]?.id ?? 0;
}
