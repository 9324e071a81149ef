import { dimensionNames } from '../applications/dimension.ts';
import type { BureauScope } from '../bureau/bureau-scope.ts';
import { loadCoverageFacts } from '../coverage/coverage-facts.service.ts';
import { plannedOpening } from '../coverage/coverage-gaps.ts';
import { LAST_WORKING_WEEKDAY } from '../coverage/eligible-points.ts';
import type { RequestContext } from '../identity/request-context.ts';
import { ServicePointEntity, type WeeklyOpeningSpan } from '../service-points/service-point.entity.ts';
import { statusOn } from '../service-points/status-on.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import { microPosition } from './gather-circle.service.ts';
import type { ReleasePoint } from './release-content.ts';

/** Every service point as it stood on a day, by code, whether it is to be told of or not. */
export async function gatherPoints(
  context: RequestContext,
  scope: BureauScope,
  on: CalendarDay,
): Promise<ReleasePoint[]> {
  const [{ points }, rows, names] = await Promise.all([
    loadCoverageFacts(context, scope),
    context.em.find(ServicePointEntity, { bureauId: scope.id }),
    dimensionNames(context, scope),
  ]);
  const rowByCode = new Map(rows.map((row) => [row.code, row]));
  const itemByCode = new Map(names.all('SERVICE_ITEM').map((item) => [item.code, item]));
  // By code unit: the order of a database depends on its locale.
  const inOrder = points.toSorted((one, other) => (one.code < other.code ? -1 : 1));
  return inOrder.map((point) => ({
    code: point.code,
    nameZh: point.nameZh,
    nameEn: point.nameEn,
    kind: point.kind,
    form: rowByCode.get(point.code)?.form ?? 'POINT',
    status: statusOn(point.statuses, on),
    opensOn: plannedOpening(point, on)?.on ?? null,
    townOrStreet: point.townOrStreet,
    address: rowByCode.get(point.code)?.address ?? null,
    position: point.position && microPosition(point.position),
    openingHours: (point.openingHours ?? standardWeek(scope)).map(({ weekday, open, close }) => ({
      weekday,
      opensAt: open,
      closesAt: close,
    })),
    handledItems:
      point.handledItemCodes?.toSorted().map((code) => {
        const { nameZh, nameEn } = itemByCode.get(code) ?? { nameZh: code, nameEn: code };
        return { code, nameZh, nameEn };
      }) ?? null,
  }));
}

function standardWeek({ bureau }: BureauScope): WeeklyOpeningSpan[] {
  return Array.from({ length: LAST_WORKING_WEEKDAY }, (_, day) => day + 1).flatMap((weekday) =>
    bureau.standardHours.map((span) => ({ weekday, ...span })),
  );
}
