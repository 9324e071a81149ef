import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { Answer } from '../components/states.tsx';
import type { RecordKind } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { columnOf, type ProfileDocument, readDocument, withColumn } from './profile-document.ts';

const IMPORT_DRAFT = graphql(`
  query ImportDraft($bureau: ID!, $file: ID!, $sheet: String, $recordKind: RecordKind!) {
    importDraft(bureau: $bureau, file: $file, sheet: $sheet, recordKind: $recordKind) {
      document
      fields { name titleZh titleEn type isRequired values }
      suggestions { field header score }
    }
  }
`);

/** Which column is which field, by hand, beginning from what the names and the first cells suggest. */
export function MappingTable({
  file,
  recordKind,
  document,
  onChange,
}: {
  file: {
    readonly id: string;
    readonly sheets: readonly string[];
    readonly header: readonly string[];
    readonly sample: readonly (readonly string[])[];
  };
  recordKind: RecordKind;
  /** null: not begun */
  document: ProfileDocument | null;
  onChange: (document: ProfileDocument) => void;
}) {
  const t = useText();
  const { language } = useLanguage();
  const { bureau } = useView();
  const asked = useQuery(IMPORT_DRAFT, {
    variables: { bureau: bureau.code, file: file.id, sheet: file.sheets[0] ?? null, recordKind },
  });
  const proposed = asked.data?.importDraft?.document;
  useEffect(() => {
    if (document === null && proposed !== undefined) {
      onChange(readDocument(proposed));
    }
  }, [document, proposed, onChange]);
  const titleOf = (field: { titleZh: string; titleEn: string }) =>
    language === 'en' ? field.titleEn : field.titleZh;
  return (
    <Answer asked={asked}>
      {({ importDraft }) =>
        importDraft && document ? (
          <>
            <label className="field">
              <span>{t('desk.profileName')}</span>
              <input
                value={document.name}
                maxLength={60}
                onChange={({ target }) => onChange({ ...document, name: target.value })}
              />
            </label>
            <DataTable
              caption={t('desk.mapping')}
              hideCaption
              rows={importDraft.fields}
              keyOf={({ name }) => name}
              columns={[
                {
                  title: t('desk.field'),
                  cell: (field) => `${titleOf(field)}${field.isRequired ? ' *' : ''}`,
                },
                {
                  title: t('column.column'),
                  cell: (field) => (
                    <select
                      aria-label={titleOf(field)}
                      value={columnOf(document, field.name, file.header)}
                      onChange={({ target }) => onChange(withColumn(document, field, target.value))}
                    >
                      <option value="">{MISSING}</option>
                      {file.header
                        .filter((name) => name !== '')
                        .map((name) => (
                          <option key={name} value={name}>
                            {name}
                          </option>
                        ))}
                    </select>
                  ),
                },
                {
                  title: t('desk.sample'),
                  cell: (field) => {
                    const index = file.header.indexOf(columnOf(document, field.name, file.header));
                    const cells = index < 0 ? [] : file.sample.map((row) => row[index] ?? '');
                    return cells.find((cell) => cell !== '') ?? MISSING;
                  },
                },
              ]}
            />
          </>
        ) : null
      }
    </Answer>
  );
}
