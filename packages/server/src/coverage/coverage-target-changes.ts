import type pg from 'pg';
import sql from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { MOST_THRESHOLD_MINUTES } from './coverage.type.ts';
import type { CoverageTargetInput, CoverageTargetRefusalCode } from './coverage-target.type.ts';

export interface CoverageTargetAuthor {
  /** Who: the name signed in with, or OPERATOR. */
  readonly actor: string;
  readonly at: Date;
  readonly provenance: 'REPORTED' | 'SYNTHETIC';
}

export type CoverageTargetOutcome =
  | { readonly id: number | null }
  | { readonly code: CoverageTargetRefusalCode };

/** One change of a bureau's targets at a time: of two alike, one must find the other. */
const COVERAGE_TARGET_LOCK = 20_211_224;

/**
 * Sets a target in the place of the one in force for the same subject, mode, threshold and day due. The same again changes nothing.
 * Inside the caller's transaction.
 */
export async function setCoverageTarget(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  input: CoverageTargetInput,
  author: CoverageTargetAuthor,
): Promise<CoverageTargetOutcome> {
  const refused = refusalOf(input);
  if (refused !== null) {
    return { code: refused };
  }
  const [mode, thresholdMinutes] = [input.mode ?? null, input.thresholdMinutes ?? null];
  await client.query(sql`select pg_advisory_xact_lock(${COVERAGE_TARGET_LOCK}, ${bureau.id})`);
  const { rows } = await client.query<{ id: number; value: number }>(sql`
    select id, value from coverage_target
    where bureau_id = ${bureau.id} and subject = ${input.subject} and mode is not distinct from ${mode}
      and threshold_minutes is not distinct from ${thresholdMinutes}::int and due_on = ${input.dueOn}::date and superseded_at is null`);
  const [inForce] = rows;
  if (inForce?.value === input.value) {
    return { id: inForce.id };
  }
  if (inForce) {
    await supersede(client, inForce.id, author);
  }
  const { rows: inserted } = await client.query<{ id: number }>(sql`
    insert into coverage_target (bureau_id, subject, mode, threshold_minutes, value, due_on, provenance, set_at, set_by)
    values (${bureau.id}, ${input.subject}, ${mode}, ${thresholdMinutes}, ${input.value}, ${input.dueOn}, ${author.provenance},
      ${author.at}, ${author.actor})
    returning id`);
  return { id: inserted[0]?.id ?? null };
}

/** Ends a target in force; it stays on record. Inside the caller's transaction. */
export async function endCoverageTarget(
  client: pg.ClientBase,
  bureau: Pick<BureauScope, 'id'>,
  id: number,
  author: CoverageTargetAuthor,
): Promise<CoverageTargetOutcome> {
  await client.query(sql`select pg_advisory_xact_lock(${COVERAGE_TARGET_LOCK}, ${bureau.id})`);
  const { rows } = await client.query<{ id: number }>(sql`
    select id from coverage_target where bureau_id = ${bureau.id} and id = ${id} and superseded_at is null`);
  if (rows.length === 0) {
    return { code: 'NOT_IN_FORCE' };
  }
  await supersede(client, id, author);
  return { id: null };
}

function refusalOf({
  subject,
  mode,
  thresholdMinutes,
  value,
}: CoverageTargetInput): CoverageTargetRefusalCode | null {
  if (!(value > 0 && value <= 1)) {
    return 'VALUE_OUT_OF_RANGE';
  }
  if (subject === 'BUILDING_REACH') {
    return mode == null && thresholdMinutes == null ? null : 'NO_MODE_OR_THRESHOLD';
  }
  if (mode == null || thresholdMinutes == null) {
    return 'MODE_AND_THRESHOLD_NEEDED';
  }
  return thresholdMinutes >= 1 && thresholdMinutes <= MOST_THRESHOLD_MINUTES
    ? null
    : 'THRESHOLD_OUT_OF_RANGE';
}

async function supersede(
  client: pg.ClientBase,
  id: number,
  { at, actor }: Pick<CoverageTargetAuthor, 'at' | 'actor'>,
): Promise<void> {
  await client.query(
    sql`update coverage_target set superseded_at = ${at}, superseded_by = ${actor} where id = ${id}`,
  );
}
