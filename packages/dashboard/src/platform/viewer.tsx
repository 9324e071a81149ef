import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { ErrorState, LoadingState } from '../components/states.tsx';
import type { AccessRule, ViewerQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useText } from './locale.tsx';

const VIEWER = graphql(`
  query Viewer {
    viewer { kind name displayName roles administersInstallation may }
  }
`);

export interface Viewer extends Omit<ViewerQuery['viewer'], 'may'> {
  /** Whether the caller may do what a rule stands for: what they may not is not offered. */
  may(rule: AccessRule): boolean;
}

const ViewerContext = createContext<Viewer | null>(null);

/** Who is asking, for every page below; what is not known yet is asked for. */
export function ViewerProvider({ known, children }: { known?: ViewerQuery['viewer']; children: ReactNode }) {
  const { data, error, refetch } = useQuery(VIEWER, { skip: known !== undefined });
  const found = known ?? data?.viewer;
  const viewer = useMemo(
    () => (found ? { ...found, may: (rule: AccessRule) => found.may.includes(rule) } : null),
    [found],
  );
  if (error) {
    return <ErrorState error={error} retry={() => void refetch()} />;
  }
  return viewer ? <ViewerContext value={viewer}>{children}</ViewerContext> : <LoadingState />;
}

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) {
    throw new Error('A page stands inside ViewerProvider.');
  }
  return viewer;
}

/** Who did something, as a reader is told: the name signed in with, or that it was the operator of the machine. */
export function useActorText(): (actor: string) => string {
  const t = useText();
  return (actor) => (actor === 'OPERATOR' ? t('role.OPERATOR') : actor);
}
