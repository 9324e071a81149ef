import { useMemo, useState } from 'react';
import { Answer } from '../components/states.tsx';
import type { CoverageMapQuery } from '../gql/graphql.ts';
import { ServiceMap } from '../map/service-map.tsx';
import { useMapAnswer } from './coverage-map.tsx';
import type { CoverageView } from './use-coverage-view.ts';
import { useMapValues } from './use-map-values.ts';
import type { NamedShape } from './use-place-shapes.ts';

/** Where a place is, and the points around it. */
export function PlaceMap({
  view,
  selected,
  title,
  near,
}: {
  view: CoverageView;
  selected: string;
  title: string;
  /** Codes of the points to show it with. */
  near: readonly string[];
}) {
  const { asked, shapes } = useMapAnswer(view);
  return (
    <Answer asked={shapes}>
      {(named) => (
        <Answer asked={asked}>
          {({ coverageMap }) => (
            <Drawn
              view={view}
              answer={coverageMap}
              shapes={named}
              initial={selected}
              title={title}
              near={near}
            />
          )}
        </Answer>
      )}
    </Answer>
  );
}

const NO_OUTLINES: readonly never[] = [];

function Drawn({
  view,
  answer,
  shapes,
  initial,
  title,
  near,
}: {
  view: CoverageView;
  answer: CoverageMapQuery['coverageMap'];
  shapes: readonly NamedShape[];
  initial: string;
  title: string;
  near: readonly string[];
}) {
  const [selected, setSelected] = useState<string | null>(initial);
  const { places, points, network } = useMapValues(view, answer, shapes);
  // The place itself is what this page is of: no link to it.
  const linked = useMemo(
    () => places.map((place) => (place.key === initial ? { ...place, href: null } : place)),
    [places, initial],
  );
  const focus = [
    ...shapes.filter(({ key }) => key === initial).map(({ position }) => position),
    ...points.filter(({ code }) => near.includes(code)).map(({ position }) => position),
  ];
  return (
    <ServiceMap
      isSmall
      title={title}
      notes={view.text}
      shapes={shapes}
      places={linked}
      points={points}
      outlines={NO_OUTLINES}
      thresholdMinutes={view.ask.thresholdMinutes}
      network={network}
      focus={focus}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
