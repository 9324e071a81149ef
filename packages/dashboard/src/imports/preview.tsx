import { useQuery } from '@apollo/client/react';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import type { RecordKind } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { columnOf, type ProfileDocument, withWord } from './profile-document.ts';

const IMPORT_PREVIEW = graphql(`
  query ImportPreview($bureau: ID!, $file: ID!, $sheet: String, $profile: String!, $recordKind: RecordKind!) {
    importPreview(bureau: $bureau, file: $file, sheet: $sheet, profile: $profile) {
      ignoredColumns
      rows { rowNumber values { field text } refusals { columnName value code reasonZh reasonEn expected } }
      unknownWords { field word choices }
      error { code reasonZh reasonEn message }
    }
    importDraft(bureau: $bureau, file: $file, sheet: $sheet, recordKind: $recordKind) {
      fields { name titleZh titleEn }
    }
  }
`);

/** The first rows as they will be understood, what would be refused of them, and the words that have no meaning yet. */
export function Preview({
  file,
  document,
  onChange,
}: {
  file: {
    readonly id: string;
    readonly sheets: readonly string[];
    readonly header: readonly string[];
  };
  document: ProfileDocument;
  onChange: (document: ProfileDocument) => void;
}) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { bureau } = useView();
  // A name is no part of what is understood: typing it asks nothing.
  const { name: _name, ...mapping } = document;
  const asked = useQuery(IMPORT_PREVIEW, {
    variables: {
      bureau: bureau.code,
      file: file.id,
      sheet: file.sheets[0] ?? null,
      profile: JSON.stringify({ ...mapping, name: 'preview' }),
      recordKind: document.recordKind as RecordKind,
    },
  });
  return (
    <Section title={t('desk.preview')}>
      <Answer asked={asked}>
        {({ importPreview: preview, importDraft }) => {
          const fields = new Map((importDraft?.fields ?? []).map((field) => [field.name, field]));
          const titleOf = (name: string) => {
            const field = fields.get(name);
            return field ? (language === 'en' ? field.titleEn : field.titleZh) : name;
          };
          if (preview.error) {
            return (
              <div className="state state-error" role="alert">
                <strong>
                  {preview.error.code} · {language === 'en' ? preview.error.reasonEn : preview.error.reasonZh}
                </strong>
                <span>{preview.error.message}</span>
              </div>
            );
          }
          const shown = [...fields.keys()].filter((name) => columnOf(document, name, file.header) !== '');
          return (
            <>
              {preview.unknownWords.length > 0 && (
                <div className="card">
                  <p>{t('desk.unknownWords')}</p>
                  <ul className="words">
                    {preview.unknownWords.map(({ field, word, choices }) => (
                      <li key={`${field} ${word}`}>
                        <label className="field">
                          <span>
                            {titleOf(field)} · {word}
                          </span>
                          <select
                            value={document.values[field]?.[word] ?? ''}
                            onChange={({ target }) => onChange(withWord(document, field, word, target.value))}
                          >
                            <option value="">{MISSING}</option>
                            {choices.map((value) => (
                              <option key={value} value={value}>
                                {value}
                              </option>
                            ))}
                          </select>
                        </label>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              {preview.ignoredColumns.length > 0 && (
                <p className="muted">{t('desk.ignored', { columns: preview.ignoredColumns.join(', ') })}</p>
              )}
              <DataTable
                caption={t('desk.preview')}
                hideCaption
                rows={preview.rows}
                keyOf={({ rowNumber }) => String(rowNumber)}
                columns={[
                  { title: t('column.row'), cell: ({ rowNumber }) => format.count(rowNumber) },
                  {
                    title: t('column.status'),
                    cell: ({ refusals }) =>
                      refusals.length === 0 ? (
                        <span className="status status-SUCCEEDED">{t('desk.taken')}</span>
                      ) : (
                        refusals.map((refusal) => (
                          <p key={`${refusal.code} ${refusal.columnName}`} className="refusal">
                            <span className="status status-FAILED">{refusal.code}</span>{' '}
                            {refusal.columnName ?? ''} {refusal.value ?? ''}:{' '}
                            {language === 'en' ? refusal.reasonEn : refusal.reasonZh}
                          </p>
                        ))
                      ),
                  },
                  ...shown.map((name) => ({
                    title: titleOf(name),
                    cell: ({ values }: (typeof preview.rows)[number]) => {
                      const text = values.find(({ field }) => field === name)?.text;
                      return text === undefined ? MISSING : isInstant(text) ? format.instant(text) : text;
                    },
                  })),
                ]}
              />
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text);
}
