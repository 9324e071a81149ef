import type { Applied, ApplyContext } from './apply-applications.ts';
import { applyOutreachEvent } from './apply-outreach-event.ts';
import { applyPlaces, isPlaceTable } from './apply-places.ts';
import { applyServiceItem } from './apply-service-item.ts';
import { applyServicePoint } from './apply-service-point.ts';
import { type ImportChange, LISTED_CHANGES } from './import-change.ts';
import type { MappedRow } from './map-rows.ts';
import { isPlaceKind } from './place-kind.ts';
import { type AppliedRecord, hashOf, type Outcome, type SameCode } from './reference-record.ts';
import type { RowRefusal } from './refusal-codes.ts';
import { refuseSwapped } from './swapped-rows.ts';

// What everything else refers to: service points, service items and outreach events, some hundreds of rows taken one by one; demand
// areas and key buildings, some ten thousand, taken a thousand at once.

/** Upserts the rows of a reference file, each by its code. */
export async function applyReference(context: ApplyContext, rows: readonly MappedRow[]): Promise<Applied> {
  const { recordKind } = context.profile;
  const kept: SameCode[] = [];
  for (const [code, sameCode] of Map.groupBy(rows, ({ values }) => String(values.get('code')))) {
    const refusals = duplicates(context, code, sameCode);
    if (refusals.length > 0) {
      await context.refuse(refusals);
    } else {
      kept.push([code, sameCode]);
    }
  }
  const records = isPlaceKind(recordKind) ? await refuseSwapped(context, kept) : kept;
  const counts: Record<Outcome, number> = { added: 0, changed: 0, unchanged: 0 };
  const changes: ImportChange[] = [];
  const count = (code: string, { outcome, differences }: AppliedRecord) => {
    counts[outcome] += 1;
    if (outcome !== 'unchanged' && changes.length < LISTED_CHANGES) {
      changes.push({ recordKey: code, action: outcome === 'added' ? 'ADDED' : 'CHANGED', differences });
    }
  };
  if (isPlaceTable(recordKind)) {
    await applyPlaces(context, recordKind, records, count);
  } else {
    for (const [code, sameCode] of records) {
      const applied = await apply(context, code, sameCode);
      if (applied !== null) {
        count(code, applied);
      }
    }
  }
  return {
    recordsAdded: counts.added,
    recordsChanged: counts.changed,
    recordsUnchanged: counts.unchanged,
    recordsRemoved: 0,
    eventsAdded: 0,
    eventsSuperseded: 0,
    changes,
  };
}

/** An item has a row for each validity; everything else one row, or the same row again. */
function duplicates(
  { profile, mapper }: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): RowRefusal[] {
  const keyOf = ({ values }: MappedRow) =>
    profile.recordKind === 'SERVICE_ITEMS' ? String(values.get('validFrom')) : '';
  return [...Map.groupBy(rows, keyOf).values()].flatMap((same) => {
    const [first] = same;
    return new Set(same.map(({ values }) => hashOf([...values]))).size < 2
      ? []
      : same.map(
          ({ rowNumber }): RowRefusal => ({
            rowNumber,
            columnName: mapper.headerOf('code'),
            value: code,
            code: 'DUPLICATE_KEY_DIFFERENT_CONTENT',
            expected: `与第 ${first?.rowNumber} 行相同的内容 · the same content as row ${first?.rowNumber}`,
          }),
        );
  });
}

/** null: refused. */
function apply(
  context: ApplyContext,
  code: string,
  rows: readonly MappedRow[],
): Promise<AppliedRecord | null> {
  switch (context.profile.recordKind) {
    case 'SERVICE_POINTS':
      return applyServicePoint(context, code, rows);
    case 'SERVICE_ITEMS':
      return applyServiceItem(context, code, rows);
    default:
      return applyOutreachEvent(context, code, rows);
  }
}
