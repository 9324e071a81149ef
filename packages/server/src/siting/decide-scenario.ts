import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type pg from 'pg';
import sql from 'sql-template-tag';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { loadProfile } from '../imports/profile.ts';
import { FileRefusal } from '../imports/refusal-codes.ts';
import { runImport } from '../imports/run-import.ts';
import type {
  ServicePointKind,
  ServicePointStatus,
  WeeklyOpeningSpan,
} from '../service-points/service-point.entity.ts';
import { type DecidedOpening, insertDecision, type ScenarioRow } from './scenario.sql.ts';
import type { PlacedSite } from './siting-sites.ts';

/** A site of the plan that is to be opened, and when. */
export interface PlannedOpening {
  readonly site: string;
  /** After today. */
  readonly opensOn: string;
  /** Of a new point; null: made from the name of the place. */
  readonly nameZh: string | null;
  /** Of a new point; null: by where it stands. */
  readonly pointKind: ServicePointKind | null;
}

export type DecisionRefusal =
  | 'NO_OPENINGS'
  | 'NOT_IN_PLAN'
  | 'OPENS_IN_THE_PAST'
  | 'IMPORT_IN_PROGRESS'
  | 'POINT_CODE_IN_USE';

/** The columns of the native table of service points. */
const COLUMNS = [
  'code',
  'name_zh',
  'name_en',
  'kind',
  'form',
  'town_or_street',
  'address',
  'longitude',
  'latitude',
  'opening_hours',
  'status_history',
  'key_building_code',
  'handled_items',
  'provenance',
] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string | number | null>>;

/**
 * Makes service points in preparation of the chosen sites: by an import run, as every point comes in, so that it is on record and can be taken
 * back. A point that is in preparation already gets the day.
 * @param planned sites of the plan that are no operating points
 */
export async function decideScenario(
  context: RequestContext,
  scope: BureauScope,
  scenario: Pick<ScenarioRow, 'id' | 'name'>,
  { runId, planned }: { readonly runId: number; readonly planned: readonly Omit<PlacedSite, 'point'>[] },
  openings: readonly PlannedOpening[],
): Promise<{ readonly code: DecisionRefusal } | null> {
  if (openings.length === 0) {
    return { code: 'NO_OPENINGS' };
  }
  if (openings.some(({ opensOn }) => opensOn <= scope.today)) {
    return { code: 'OPENS_IN_THE_PAST' };
  }
  const sites = openings.map(({ site }) => planned.find(({ key }) => key === site));
  if (new Set(openings.map(({ site }) => site)).size < openings.length || sites.includes(undefined)) {
    return { code: 'NOT_IN_PLAN' };
  }
  const rows: Row[] = [];
  const decided: DecidedOpening[] = [];
  for (const [index, opening] of openings.entries()) {
    const site = sites[index];
    if (site) {
      const row =
        site.kind === 'POINT'
          ? await preparingPoint(context.pool, scope, site.code, opening.opensOn)
          : newPoint(scope, site, opening, `S${scenario.id}-${index + 1}`);
      rows.push(row);
      decided.push({ site: site.key, pointCode: String(row.code), opensOn: opening.opensOn });
    }
  }
  const fresh = rows.filter((_, index) => sites[index]?.kind !== 'POINT').map(({ code }) => code);
  const { rows: inUse } = await context.pool.query(
    sql`select from service_point where bureau_id = ${scope.id} and code = any (${fresh}::text[])`,
  );
  if (inUse.length > 0) {
    return { code: 'POINT_CODE_IN_USE' };
  }
  try {
    const importRunId = await importPoints(context, scope, scenario.name, rows);
    await context.pool.query(
      insertDecision({
        scenarioId: scenario.id,
        runId,
        importRunId,
        openings: decided,
        decidedAt: context.clock(),
        decidedBy: context.principal.actor,
      }),
    );
    return null;
  } catch (error) {
    if (error instanceof FileRefusal && error.code === 'IMPORT_IN_PROGRESS') {
      return { code: 'IMPORT_IN_PROGRESS' };
    }
    throw error;
  }
}

async function importPoints(
  { pool, clock, principal }: RequestContext,
  scope: BureauScope,
  scenarioName: string,
  rows: readonly Row[],
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'service-circle-decision-'));
  try {
    const filePath = join(folder, 'points.csv');
    await writeFile(filePath, stringify([...rows], { header: true, columns: [...COLUMNS], bom: true }));
    const { runId, status, rowsRefused } = await runImport({
      pool,
      bureauCode: scope.bureau.code,
      filePath,
      fileName: `选址决定 ${scenarioName}.csv`,
      profile: await loadProfile('service-points'),
      dryRun: false,
      actor: principal.actor,
      now: clock,
    });
    if (status !== 'SUCCEEDED' || rowsRefused > 0) {
      throw new Error(`The points of a decision were not taken whole (run ${runId}).`);
    }
    return runId;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const KIND_OF_SITE: Readonly<Record<Exclude<PlacedSite['kind'], 'POINT'>, ServicePointKind>> = {
  KEY_BUILDING: 'BUSINESS_BUILDING',
  DEMAND_AREA: 'VILLAGE_OR_COMMUNITY',
  PIN: 'VILLAGE_OR_COMMUNITY',
};

function newPoint(
  { today, bureau }: BureauScope,
  site: Omit<PlacedSite, 'point'>,
  { opensOn, nameZh, pointKind }: PlannedOpening,
  code: string,
): Row {
  return {
    code,
    name_zh: nameZh ?? `${site.nameZh}帮办代办服务点`,
    name_en: nameZh ?? `${site.nameEn} service point`,
    kind: pointKind ?? (site.kind === 'POINT' ? site.pointKind : KIND_OF_SITE[site.kind]),
    form: 'POINT',
    town_or_street: site.townOrStreet,
    address: null,
    longitude: site.position[0],
    latitude: site.position[1],
    opening_hours: null,
    status_history: `PREPARING ${today};OPERATING ${opensOn}`,
    key_building_code: site.kind === 'KEY_BUILDING' ? site.code : null,
    handled_items: null,
    // What is decided on made-up data is made up.
    provenance: bureau.isDemonstration ? 'SYNTHETIC' : 'REPORTED',
  };
}

interface PointRecord {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly form: string;
  readonly townOrStreet: string | null;
  readonly address: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly openingHours: readonly WeeklyOpeningSpan[] | null;
  readonly keyBuildingCode: string | null;
  readonly handledItemCodes: readonly string[] | null;
  readonly provenance: string;
  readonly statuses: readonly { readonly status: ServicePointStatus; readonly validFrom: string }[];
}

/** A point in preparation as it is stated, with another day of opening. */
async function preparingPoint(
  pool: pg.Pool,
  { id, today }: BureauScope,
  code: string,
  opensOn: string,
): Promise<Row> {
  const { rows } = await pool.query<PointRecord>(sql`
    select p.name_zh as "nameZh", p.name_en as "nameEn", p.kind, p.form, p.town_or_street as "townOrStreet", p.address, p.longitude,
      p.latitude, p.opening_hours as "openingHours", p.key_building_code as "keyBuildingCode",
      p.handled_item_codes as "handledItemCodes", p.provenance,
      (select json_agg(json_build_object('status', s.status, 'validFrom', s.valid_from) order by s.valid_from)
       from service_point_status s where s.service_point_id = p.id and s.superseded_by_run_id is null) as statuses
    from service_point p where p.bureau_id = ${id} and p.code = ${code}`);
  const [point] = rows;
  if (!point) {
    throw new RangeError(`There is no service point ${code}.`);
  }
  return {
    code,
    name_zh: point.nameZh,
    name_en: point.nameEn,
    kind: point.kind,
    form: point.form,
    town_or_street: point.townOrStreet,
    address: point.address,
    longitude: point.longitude,
    latitude: point.latitude,
    opening_hours:
      point.openingHours?.map((span) => `${span.weekday} ${span.open}-${span.close}`).join(';') ?? null,
    status_history: [
      ...point.statuses
        .filter(({ validFrom }) => validFrom <= today)
        .map(({ status, validFrom }) => `${status} ${validFrom}`),
      `OPERATING ${opensOn}`,
    ].join(';'),
    key_building_code: point.keyBuildingCode,
    handled_items: point.handledItemCodes?.join(';') ?? null,
    provenance: point.provenance,
  };
}
