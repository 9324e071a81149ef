import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import type { WallboardQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { type DayRange, daysOfPreset, type PeriodPreset, shiftDay } from '../platform/periods.ts';

const WALLBOARD_TIME = graphql(`
  query WallboardTime($bureau: ID!) {
    bureau(code: $bureau) { now today extent { from to } freshness { latestEventAt } }
  }
`);

const WALLBOARD = graphql(`
  query Wallboard($bureau: ID!, $month: PeriodInput!, $recent: PeriodInput!, $all: PeriodInput!, $operating: ServicePointFilter!) {
    month: caseload(bureau: $bureau, period: $month, groupBy: SERVICE_POINT) {
      asOf
      period { from to workingDays }
      total { received closed backlog overdue dueSoon }
      groups { key { code nameZh nameEn } figures { received closed backlog overdue } }
    }
    recent: caseload(bureau: $bureau, period: $recent, groupBy: DAY) {
      period { from to workingDays }
      groups { key { code } figures { received closed } }
    }
    turnaround(bureau: $bureau, period: $month) {
      total { decided turnaroundMinutes { n median p90 } promisedOnTime { numerator denominator value } }
    }
    all: caseload(bureau: $bureau, period: $all) {
      period { from to workingDays }
      total { received closed }
    }
    servicePoints(bureau: $bureau, filter: $operating, first: 1) { totalCount }
  }
`);

export interface WallFigures extends WallboardQuery {
  readonly now: string;
  readonly latestEventAt: string | null;
}

/** As often as a wall needs it; an import shows within a minute. */
const EVERY_MS = 60_000;
/** Days of the chart, today included. */
const RECENT_DAYS = 30;

/**
 * The figures of the wall, asked anew every minute. What is asked is not kept in a cache, which would grow for as long as the wall is
 * on; where no answer comes the last figures stay, known as stale.
 */
export function useFreshFigures(bureau: string): {
  readonly figures: WallFigures | null;
  readonly isStale: boolean;
} {
  const client = useApolloClient();
  const [figures, setFigures] = useState<WallFigures | null>(null);
  const [isStale, setIsStale] = useState(false);
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      try {
        const time = await client.query({
          query: WALLBOARD_TIME,
          variables: { bureau },
          fetchPolicy: 'no-cache',
        });
        const present = time.data?.bureau;
        if (!present) {
          throw new Error('The bureau is no longer open to this wall.');
        }
        const { today } = present;
        const extent = present.extent ? { from: present.extent.from, to: present.extent.to } : null;
        const days = (preset: PeriodPreset): DayRange => daysOfPreset(preset, today, extent);
        const { data } = await client.query({
          query: WALLBOARD,
          variables: {
            bureau,
            month: days('THIS_MONTH'),
            recent: { from: shiftDay(today, 1 - RECENT_DAYS), to: today },
            all: days('ALL'),
            operating: { statuses: ['OPERATING'] },
          },
          fetchPolicy: 'no-cache',
        });
        if (!isOver && data) {
          setFigures({
            ...data,
            now: present.now,
            latestEventAt: present.freshness.latestEventAt ?? null,
          });
          setIsStale(false);
        }
      } catch {
        if (!isOver) {
          setIsStale(true);
        }
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [client, bureau]);
  return { figures, isStale };
}
