import type { ReleaseRefusalCode } from '../gql/graphql.ts';
import { useText } from '../platform/locale.tsx';

/** Why nothing was done; nothing where it was. */
export function RefusalText({ code, error }: { code: ReleaseRefusalCode | null; error: Error | undefined }) {
  const t = useText();
  return (
    <p aria-live="polite" className="problem">
      {code !== null ? t(`releaseRefusal.${code}`) : error && t('state.error')}
    </p>
  );
}
