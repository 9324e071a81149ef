import { useQuery } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { graphql } from '../gql/index.ts';
import { dissolveOutlines } from '../map/dissolve-outlines.ts';
import { type Geometry, type MapPoint, pointKey } from '../map/map-data.ts';
import { useView } from '../platform/bureau.tsx';
import type { CoverageView } from './use-coverage-view.ts';

const REACH_OUTLINES = graphql(`
  query ReachOutlines($bureau: ID!, $mode: TravelMode!, $minutes: Int!, $points: [ID!]!) {
    reachOutlines(bureau: $bureau, mode: $mode, minutes: $minutes, points: $points) { pointCode basis outline }
  }
`);

/** The API's most, of points in one question and of minutes. */
const MOST_POINTS = 100;
const MOST_OUTLINE_MINUTES = 120;

/** Why no outline is drawn: there is no network, the engine does not answer, or too much is asked. */
export type NoOutline = 'ESTIMATE' | 'NO_ENGINE' | 'TOO_FAR' | 'TOO_MANY' | 'NO_POINT' | 'FAILED';

export interface ReachOutlines {
  /** To be drawn: the one around all points together, or the selected point's. */
  readonly outlines: readonly Geometry[];
  /** Of how many points. */
  readonly count: number;
  readonly isLoading: boolean;
  /** null: they are drawn, or on their way. */
  readonly reason: NoOutline | null;
  /** Points that are too far from any road to have one. */
  readonly offNetwork: number;
}

const NONE: readonly Geometry[] = [];

/**
 * How far one gets from the points that count within the threshold, by the routing engine. Where a network is in use and nothing else:
 * a circle of the estimate would look like what it is not. Of a selected point, and of more points than can be asked at once, that one's.
 */
export function useReachOutlines(
  { ask }: CoverageView,
  {
    isShown,
    isOnNetwork,
    points,
    selected,
  }: {
    readonly isShown: boolean;
    readonly isOnNetwork: boolean;
    readonly points: readonly MapPoint[];
    readonly selected: string | null;
  },
): ReachOutlines {
  const { bureau } = useView();
  const counted = points.filter(({ isCounted }) => isCounted);
  const asked =
    counted.length > MOST_POINTS ? counted.filter(({ code }) => pointKey(code) === selected) : counted;
  const reason: NoOutline | null = !isOnNetwork
    ? 'ESTIMATE'
    : ask.thresholdMinutes > MOST_OUTLINE_MINUTES
      ? 'TOO_FAR'
      : counted.length === 0
        ? 'NO_POINT'
        : asked.length === 0
          ? 'TOO_MANY'
          : null;
  const isAsked = isShown && reason === null;
  const { data, error, loading } = useQuery(REACH_OUTLINES, {
    variables: {
      bureau: bureau.code,
      mode: ask.mode,
      minutes: ask.thresholdMinutes,
      points: asked.map(({ code }) => code),
    },
    skip: !isAsked,
  });
  const reached = isAsked ? data?.reachOutlines : undefined;
  const shown = useMemo(() => {
    const drawn = reached?.flatMap(({ pointCode, basis, outline }) =>
      basis === 'NETWORK' && outline != null ? [{ pointCode, outline: outline as Geometry }] : [],
    );
    const alone = drawn?.find(({ pointCode }) => pointKey(pointCode) === selected);
    return (alone ? [alone] : (drawn ?? [])).map(({ outline }) => outline);
  }, [reached, selected]);
  const outlines = useDissolved(shown);
  const isWithoutEngine = reached?.some(({ basis }) => basis === 'ESTIMATE') ?? false;
  return {
    outlines,
    count: shown.length,
    isLoading: isAsked && loading,
    reason: reason ?? (isAsked && error ? 'FAILED' : isWithoutEngine ? 'NO_ENGINE' : null),
    offNetwork: reached?.filter(({ outline }) => outline == null).length ?? 0,
  };
}

/** The outlines together, once they are; those of the question before until then. */
function useDissolved(shown: readonly Geometry[]): readonly Geometry[] {
  const [outlines, setOutlines] = useState(NONE);
  useEffect(() => {
    let isWanted = true;
    void dissolveOutlines(shown).then((dissolved) => isWanted && setOutlines(dissolved));
    return () => {
      isWanted = false;
    };
  }, [shown]);
  return shown.length === 0 ? NONE : outlines;
}
