import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { EmptyState, ErrorState, LoadingState } from '../components/states.tsx';
import type { BureauQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useText } from './locale.tsx';
import { type DayRange, grainOf } from './periods.ts';
import {
  addressOf,
  type ChosenPeriod,
  readPeriod,
  readScope,
  type Scope,
  type Selection,
  writeSelection,
} from './view.ts';
import { ViewerProvider } from './viewer.tsx';

const BUREAU = graphql(`
  query Bureau($code: ID) {
    viewer { kind name displayName roles administersInstallation may }
    bureaus { code nameZh nameEn }
    bureau(code: $code) {
      code nameZh nameEn timeZone now today isDemonstration noticeZh noticeEn standardDayMinutes
      freshness { dataVersion lastImportAt latestEventAt }
      extent { from to }
      dimensions {
        servicePoints { code nameZh nameEn }
        serviceItems { code nameZh nameEn }
        departments { code nameZh nameEn }
        domains { code nameZh nameEn }
        channels { code nameZh nameEn }
      }
    }
  }
`);

export type Bureau = NonNullable<BureauQuery['bureau']>;

interface BureauView {
  readonly bureau: Bureau;
  readonly bureaus: BureauQuery['bureaus'];
}

const BureauContext = createContext<BureauView | null>(null);

/** The bureau of the address, for every page below. */
export function BureauProvider({ children }: { children: ReactNode }) {
  const t = useText();
  const [parameters] = useSearchParams();
  const { pathname, search } = useLocation();
  const { data, error, refetch } = useQuery(BUREAU, { variables: { code: parameters.get('bureau') } });
  const view = useMemo(() => (data?.bureau ? { bureau: data.bureau, bureaus: data.bureaus } : null), [data]);
  if (error) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  if (!data) {
    return <LoadingState />;
  }
  if (!view && data.viewer.kind === 'ANONYMOUS') {
    return <Navigate replace to={`/account/sign-in?${new URLSearchParams({ next: pathname + search })}`} />;
  }
  if (!view) {
    return <EmptyState title={t('bureau.none')} hint={t('bureau.noneHint')} />;
  }
  return (
    <ViewerProvider known={data.viewer}>
      <BureauContext value={view}>{children}</BureauContext>
    </ViewerProvider>
  );
}

export function useBureau(): BureauView {
  const view = useContext(BureauContext);
  if (!view) {
    throw new Error('A page stands inside BureauProvider.');
  }
  return view;
}

export interface View {
  readonly bureau: Bureau;
  readonly period: ChosenPeriod;
  /** The period as the API takes it. */
  readonly days: DayRange;
  /** How fine its series are. */
  readonly grain: ReturnType<typeof grainOf>;
  readonly scope: Scope;
  readonly parameters: URLSearchParams;
  /** The address of the applications behind a figure of this view, or of a part of it. */
  drill(selection: Selection, part?: Scope): string;
}

/** What the present address shows. */
export function useView(): View {
  const { bureau } = useBureau();
  const [parameters] = useSearchParams();
  const period = readPeriod(parameters, bureau.today, bureau.extent ?? null);
  const days = { from: period.from, to: period.to };
  return {
    bureau,
    parameters,
    period,
    days,
    grain: grainOf(days),
    scope: readScope(parameters),
    drill: (selection, part) => addressOf('/applications', parameters, writeSelection(selection), part),
  };
}
