import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { Answer as Asked } from '../components/states.tsx';
import { useMapAnswer } from '../coverage/coverage-map.tsx';
import { coverageInput } from '../coverage/coverage-view.ts';
import { mapPlaces, mapPoints } from '../coverage/map-places.ts';
import { pathOf } from '../coverage/place-path.ts';
import type { NamedShape } from '../coverage/use-place-shapes.ts';
import type { CoverageMapQuery } from '../gql/graphql.ts';
import type { MapPlace, MapSite, Position, SiteMark } from '../map/map-data.ts';
import { ServiceMap } from '../map/service-map.tsx';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { pinKey, questionInput, type SitingDraft, termOf } from './siting-draft.ts';
import { type Answer, type AnswerSite, SITING_CANDIDATES } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';

interface SitesMapProps {
  readonly draft: SitingDraft;
  /** null: nothing is answered yet; the map shows the circle of today. */
  readonly answer: Answer | null;
  readonly selected: string | null;
  readonly onSelect: (key: string | null) => void;
  /** Pins can be put and dragged. */
  readonly pins?: {
    readonly onAdd: (position: Position) => void;
    readonly onMove: (key: string, position: Position) => void;
  };
}

/** Candidates and plan on the map, over the minutes to the nearest point of the plan. */
export function SitesMap(props: SitesMapProps) {
  const { draft } = props;
  const { mode, thresholdMinutes } = draft;
  const input = useMemo(
    () =>
      coverageInput({ mode, thresholdMinutes, on: null, at: null, serviceItem: null, townsOrStreets: [] }),
    [mode, thresholdMinutes],
  );
  const { asked, shapes } = useMapAnswer({ input });
  return (
    <Asked asked={shapes}>
      {(named) => (
        <Asked asked={asked}>
          {({ coverageMap }) => <Drawn {...props} coverage={coverageMap} shapes={named} />}
        </Asked>
      )}
    </Asked>
  );
}

const NO_OUTLINES: readonly never[] = [];
const SECONDS = 60;

function Drawn({
  draft,
  answer,
  selected,
  onSelect,
  pins,
  coverage,
  shapes,
}: SitesMapProps & { coverage: CoverageMapQuery['coverageMap']; shapes: readonly NamedShape[] }) {
  const t = useText();
  const { bureau, parameters } = useView();
  const nameOf = useNames();
  const sites = useMapSites(draft, answer);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and addresses follow the language, which the address has.
  const places = useMemo(
    () =>
      afterPlan(
        mapPlaces(coverage, shapes, {
          nameOf,
          hrefOf: (shape) => addressOf(pathOf(shape), parameters),
        }),
        answer,
      ),
    [coverage, shapes, answer, parameters.get('lang')],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above.
  const points = useMemo(
    () =>
      mapPoints(coverage.points, {
        nameOf,
        hrefOf: (code) => addressOf(`/service-points/${encodeURIComponent(code)}`, parameters),
      }),
    [coverage, parameters.get('lang')],
  );
  const { source, networkName, attribution } = coverage.basis;
  return (
    <ServiceMap
      title={t(answer?.plan ? 'siting.mapOfPlan' : 'siting.mapOfToday')}
      notes={t('coverage.asked', {
        mode: t(`coverageMode.${draft.mode}`),
        minutes: draft.thresholdMinutes,
        day: answer?.on ?? bureau.today,
      })}
      shapes={shapes}
      places={places}
      points={points}
      sites={sites}
      outlines={NO_OUTLINES}
      thresholdMinutes={draft.thresholdMinutes}
      network={
        source === 'NETWORK' && networkName ? { name: networkName, attribution: attribution ?? '' } : null
      }
      selected={selected}
      onSelect={onSelect}
      {...(pins && { onAddPin: pins.onAdd, onPinMoved: pins.onMove })}
    />
  );
}

/** Places with the minutes that they would have under the plan. */
function afterPlan(places: readonly MapPlace[], answer: Answer | null): readonly MapPlace[] {
  if (!answer?.plan) {
    return places;
  }
  const minutes = new Map(answer.places.map((place) => [`${place.kind}:${place.code}`, place.minutesAfter]));
  return places.map((place) => {
    const after = minutes.get(place.key);
    return after === undefined
      ? place
      : {
          ...place,
          reach: after === null ? ('UNREACHABLE' as const) : ('REACHED' as const),
          seconds: after === null ? null : Math.round(after * SECONDS),
          mayBeNearer: false,
        };
  });
}

/** The candidates of the question as the map draws them; the points of today are there already. */
function useMapSites(draft: SitingDraft, answer: Answer | null): readonly MapSite[] {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const text = useSitingText(draft);
  const asked = useQuery(SITING_CANDIDATES, {
    variables: { bureau: bureau.code, question: questionInput(draft) },
  });
  const candidates = (asked.data ?? asked.previousData)?.sitingCandidates.candidates;
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts follow the language, which a change of the bureau's names tells.
  return useMemo(() => {
    const open = new Set(answer?.solution.open);
    // A pin that has just been moved stands where it is now; what was told of it is of where it was.
    const pins = new Map(draft.pins.map((pin) => [pinKey(pin.code), pin]));
    return (candidates ?? []).flatMap(({ site, gain: told }): MapSite[] => {
      const { longitude, latitude } = pins.get(site.key) ?? site;
      const gain = longitude === site.longitude && latitude === site.latitude ? told : null;
      return site.standing === 'STAYS'
        ? []
        : [
            {
              key: site.key,
              name: text.name(site),
              mark: markOf(site, draft, open),
              position: [longitude, latitude],
              isPin: site.kind === 'PIN',
              lines: [
                t(`sitingMark.${markOf(site, draft, open)}`),
                ...(gain == null ? [] : [t('siting.gainAlone', { gain: text.weight(gain) })]),
                ...(site.standing === 'CANDIDATE'
                  ? [t('siting.costOf', { cost: format.decimal(site.cost) })]
                  : []),
              ],
            },
          ];
    });
  }, [candidates, answer, draft, text.unit, text.name({ nameZh: 'zh', nameEn: 'en' })]);
}

export function markOf(
  site: Pick<AnswerSite, 'key'>,
  draft: SitingDraft,
  open: ReadonlySet<string>,
): SiteMark {
  const { rule } = termOf(draft, site.key);
  if (rule === 'MUST_NOT_OPEN') {
    return 'FORBIDDEN';
  }
  if (rule === 'MUST_OPEN') {
    return 'LOCKED';
  }
  return open.has(site.key) ? 'CHOSEN' : draft.ownPick.includes(site.key) ? 'PICKED' : 'CANDIDATE';
}
