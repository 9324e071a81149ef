import type { CoverageFacts } from '../coverage/coverage-facts.ts';
import type { Position } from '../places/place.entity.ts';
import { isInUseOn } from '../places/places.ts';
import type { ServicePointKind } from '../service-points/service-point.entity.ts';
import { statusOn } from '../service-points/status-on.ts';
import type { CalendarDay } from '../working-time/working-calendar.ts';
import type { SiteTerm, SitingAsk } from './siting-ask.ts';
import type { Site, SiteRule, SiteStanding } from './siting-problem.ts';

export const SITE_KINDS = ['POINT', 'KEY_BUILDING', 'DEMAND_AREA', 'PIN'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** A site with all that a reader needs to know it again later. */
export interface PlacedSite {
  /** Kind and code: `KEY_BUILDING:QX-B05`. */
  readonly key: string;
  readonly kind: SiteKind;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly townOrStreet: string | null;
  readonly position: Position;
  /** Of a point. */
  readonly pointKind: ServicePointKind | null;
  /** Index of the point in the facts; null: it is none yet. */
  readonly point: number | null;
  readonly standing: SiteStanding;
  readonly rule: SiteRule;
  readonly cost: number;
  readonly capacity: number | null;
}

export function siteKey(kind: SiteKind, code: string): string {
  return `${kind}:${code}`;
}

type Named = Omit<PlacedSite, keyof Site | 'key'>;

/**
 * Every site of a question, in the order of points, key buildings, demand areas and pins, each by code. A point without coordinates is none. A
 * key building that has a point of the question inside is no candidate beside it.
 */
export function sitesOf(
  facts: Pick<CoverageFacts, 'places' | 'points' | 'pointsInside'>,
  ask: SitingAsk,
  today: CalendarDay,
): PlacedSite[] {
  const terms = new Map(ask.terms.map((term) => [term.site, term]));
  const points = facts.points.flatMap((point, index): PlacedSite[] => {
    const standing = standingOf(
      statusOn(point.statuses, today),
      ask,
      terms.get(siteKey('POINT', point.code)),
    );
    return point.position === null || standing === null
      ? []
      : [
          completed(
            {
              kind: 'POINT',
              code: point.code,
              nameZh: point.nameZh,
              nameEn: point.nameEn,
              townOrStreet: point.townOrStreet,
              position: point.position,
              pointKind: point.kind,
              point: index,
            },
            standing,
            ask,
            terms,
          ),
        ];
  });
  const isSite = new Set(points.map(({ point }) => point));
  const places = facts.places.flatMap((place, index): Named[] => {
    const isAsked = place.kind === 'KEY_BUILDING' ? ask.atKeyBuildings : ask.inDemandAreas;
    const isThere = place.inUse === null || isInUseOn(place.inUse, today);
    const hasPoint = (facts.pointsInside.get(index) ?? []).some((point) => isSite.has(point));
    const { kind, code, nameZh, nameEn, townOrStreet, position } = place;
    return isAsked && isThere && !hasPoint
      ? [{ kind, code, nameZh, nameEn, townOrStreet, position, pointKind: null, point: null }]
      : [];
  });
  const pins = ask.pins.map(
    ({ code, name, longitude, latitude }): Named => ({
      kind: 'PIN',
      code,
      nameZh: name,
      nameEn: name,
      townOrStreet: null,
      position: [longitude, latitude],
      pointKind: null,
      point: null,
    }),
  );
  const candidates = [
    ...places.filter(({ kind }) => kind === 'KEY_BUILDING'),
    ...places.filter(({ kind }) => kind === 'DEMAND_AREA'),
    ...pins,
  ];
  return [...points, ...candidates.map((each) => completed(each, 'CANDIDATE', ask, terms))];
}

/** null: the point is not in the question. */
function standingOf(
  status: ReturnType<typeof statusOn>,
  { preparingPoints }: SitingAsk,
  term: SiteTerm | undefined,
): SiteStanding | null {
  if (status === 'OPERATING') {
    return term?.mayClose === true ? 'MAY_CLOSE' : 'STAYS';
  }
  if (status === 'PREPARING' && preparingPoints !== 'LEFT_OUT') {
    return preparingPoints === 'AS_OPEN' ? 'STAYS' : 'CANDIDATE';
  }
  return null;
}

function completed(
  named: Named,
  standing: SiteStanding,
  ask: SitingAsk,
  terms: ReadonlyMap<string, SiteTerm>,
): PlacedSite {
  const key = siteKey(named.kind, named.code);
  const term = terms.get(key);
  return {
    ...named,
    key,
    standing,
    rule: term?.rule ?? 'FREE',
    cost: term?.cost ?? (standing === 'CANDIDATE' ? ask.candidateCost : 0),
    capacity: term?.capacity ?? ask.capacity,
  };
}
