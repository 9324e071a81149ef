import { useMutation, useQuery } from '@apollo/client/react';
import { useId, useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

const IMPORT_PROFILES = graphql(`
  query ImportProfiles($bureau: ID!) {
    importProfiles(bureau: $bureau) { name version recordKind isBuiltIn createdAt document }
  }
`);

const SAVE_PROFILE = graphql(`
  mutation SaveProfileFile($bureau: ID!, $document: String!) {
    saveImportProfile(bureau: $bureau, document: $document) { profile { name version } problem }
  }
`);

/** The mapping profiles there are: each can be carried off as a file, and one brought in from a file. */
export function Profiles() {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const id = useId();
  const asked = useQuery(IMPORT_PROFILES, { variables: { bureau: bureau.code } });
  const [save] = useMutation(SAVE_PROFILE, { refetchQueries: ['ImportProfiles'] });
  const [told, setTold] = useState<{ readonly text: string; readonly isProblem: boolean } | null>(null);
  const bring = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    const { data } = await save({ variables: { bureau: bureau.code, document: await file.text() } });
    const { profile, problem } = data?.saveImportProfile ?? {};
    setTold(
      profile
        ? { text: t('profiles.saved', { name: profile.name, version: profile.version }), isProblem: false }
        : { text: problem ?? t('state.error'), isProblem: true },
    );
  };
  return (
    <Section
      title={t('profiles.title')}
      action={
        <label htmlFor={id} className="button button-quiet">
          {t('profiles.bring')}
          <input
            id={id}
            className="visually-hidden"
            type="file"
            accept=".json,application/json"
            onChange={({ target }) => void bring(target.files?.[0])}
          />
        </label>
      }
    >
      {told && (
        <p role={told.isProblem ? 'alert' : 'status'} className={told.isProblem ? 'problem' : 'muted'}>
          {told.text}
        </p>
      )}
      <Answer asked={asked}>
        {({ importProfiles }) => (
          <DataTable
            caption={t('profiles.title')}
            hideCaption
            rows={importProfiles}
            keyOf={({ name }) => name}
            columns={[
              { title: t('imports.profile'), cell: ({ name, version }) => `${name} v${version}` },
              { title: t('imports.kind'), cell: ({ recordKind }) => t(`record.${recordKind}`) },
              {
                title: t('profiles.savedAt'),
                isTime: true,
                cell: ({ isBuiltIn, createdAt }) =>
                  isBuiltIn ? t('profiles.builtIn') : format.instant(createdAt),
              },
              {
                title: t('profiles.file'),
                cell: ({ name, version, document }) => (
                  <a
                    href={`data:application/json;charset=utf-8,${encodeURIComponent(document)}`}
                    download={`${name}-v${version}.json`}
                  >
                    {t('profiles.export')}
                  </a>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Section>
  );
}
