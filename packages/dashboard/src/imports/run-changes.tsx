import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import type { ImportRunQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

type Run = NonNullable<ImportRunQuery['importRun']>;

/** What a run changed, or would have: the first records, each with what differs. */
export function RunChanges({ run }: { run: Run }) {
  const t = useText();
  const format = useFormat();
  const { parameters } = useView();
  const isOfCases = run.recordKind === 'CASE_TABLE' || run.recordKind === 'EVENT_LOG';
  const whole = run.recordsAdded + run.recordsChanged;
  const instant = (text: string) =>
    text
      .split(' ')
      .map((part) => (/^\d{4}-\d{2}-\d{2}T[\d:]+Z$/.test(part) ? format.instant(part) : part))
      .join(' ');
  if (run.changes.length === 0) {
    return null;
  }
  return (
    <Section title={t(run.isDryRun ? 'changes.would' : 'changes.did')}>
      {whole > run.changes.length && (
        <p className="muted">
          {t('changes.first', { shown: format.count(run.changes.length), whole: format.count(whole) })}
        </p>
      )}
      <DataTable
        caption={t('changes.did')}
        hideCaption
        rows={run.changes}
        keyOf={({ recordKey }) => recordKey}
        columns={[
          {
            title: t('changes.record'),
            cell: ({ recordKey }) =>
              isOfCases && !run.isDryRun ? (
                <Link to={addressOf(`/applications/${encodeURIComponent(recordKey)}`, parameters)}>
                  {recordKey}
                </Link>
              ) : (
                recordKey
              ),
          },
          { title: t('changes.action'), cell: ({ action }) => t(`change.${action}`) },
          {
            title: t('changes.differences'),
            cell: ({ differences }) => (
              <ul className="differences">
                {differences.map(({ field, before, after }) => (
                  <li key={field}>
                    <code>{field}</code> {before == null ? '' : <del>{instant(before)}</del>}{' '}
                    <ins>{after == null ? MISSING : instant(after)}</ins>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Section>
  );
}
