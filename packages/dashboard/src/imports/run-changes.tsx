import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import type { ImportRunQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { isMessage, useLanguage, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';

type Run = NonNullable<ImportRunQuery['importRun']>;

type Difference = Run['changes'][number]['differences'][number];

/** Enough to see whether a run does what it should; the others open on demand. */
const SHOWN_AT_FIRST = 10;

/** The fields whose values have names, with the messages that name them. */
const NAMED_VALUES: Readonly<Record<string, string>> = {
  applicantKind: 'applicant',
  kind: 'kind',
  form: 'form',
  handling: 'handling',
};

/** What a run changed, or would have: the first records, each with what differs. */
export function RunChanges({ run }: { run: Run }) {
  const t = useText();
  const format = useFormat();
  const { parameters } = useView();
  const isOfCases = run.recordKind === 'CASE_TABLE' || run.recordKind === 'EVENT_LOG';
  const whole = run.recordsAdded + run.recordsChanged;
  const { language } = useLanguage();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? run.changes : run.changes.slice(0, SHOWN_AT_FIRST);
  const valueText = ({ field }: Difference, value: string) => {
    const id = `${NAMED_VALUES[field]}.${value}`;
    return isMessage(id)
      ? t(id)
      : value
          .split(' ')
          .map((part) => (isInstant(part) ? format.instant(part) : part))
          .join(' ');
  };
  const titleOf = ({ eventType, titleZh, titleEn }: Difference) =>
    eventType == null ? (language === 'en' ? titleEn : titleZh) : t(`event.${eventType}`);
  if (run.changes.length === 0) {
    return null;
  }
  return (
    <Section title={t(run.isDryRun ? 'changes.would' : 'changes.did')}>
      {whole > shown.length && (
        <p className="muted">
          {t('changes.first', { shown: format.count(shown.length), whole: format.count(whole) })}
        </p>
      )}
      <DataTable
        caption={t('changes.did')}
        hideCaption
        rows={shown}
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
                {inOrder(differences).map((difference) => (
                  <li key={difference.field}>
                    <span className="muted">{titleOf(difference)}</span>{' '}
                    {difference.before != null && (
                      <>
                        <del>{valueText(difference, difference.before)}</del>{' '}
                      </>
                    )}
                    <ins>{difference.after == null ? MISSING : valueText(difference, difference.after)}</ins>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {shown.length < run.changes.length && (
        <button type="button" className="button button-quiet" onClick={() => setIsWhole(true)}>
          {t('changes.more', { count: format.count(run.changes.length) })}
        </button>
      )}
    </Section>
  );
}

/** What is stated first, then what happened in the order of time. */
function inOrder(differences: readonly Difference[]): Difference[] {
  const timeOf = ({ before, after }: Difference) => {
    const [first = ''] = (after ?? before ?? '').split(' ');
    return isInstant(first) ? first : '';
  };
  return differences.toSorted((one, other) =>
    timeOf(one) === timeOf(other) ? 0 : timeOf(one) < timeOf(other) ? -1 : 1,
  );
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:]+Z$/.test(text);
}
