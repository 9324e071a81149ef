import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Fact } from '../components/fact.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer, EmptyState } from '../components/states.tsx';
import type { ImportFileQuery, RecordKind } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { addressOf } from '../platform/view.ts';
import { DatumChoice } from './datum-choice.tsx';
import { MappingTable } from './mapping-table.tsx';
import { Preview } from './preview.tsx';
import { isOnMap, type ProfileDocument, readDocument } from './profile-document.ts';

const IMPORT_FILE = graphql(`
  query ImportFile($bureau: ID!, $id: ID!, $sheet: String) {
    importFile(bureau: $bureau, id: $id, sheet: $sheet) {
      id name bytes uploadedAt encoding format sheets header sample
      profiles { matchedFields missingColumns profile { name version recordKind isBuiltIn document } }
      error { code reasonZh reasonEn message }
    }
  }
`);

const START_IMPORT = graphql(`
  mutation StartImport($bureau: ID!, $file: ID!, $sheet: String, $profile: String!, $dryRun: Boolean!) {
    startImport(bureau: $bureau, file: $file, sheet: $sheet, profile: $profile, dryRun: $dryRun) {
      run { id }
      error { code reasonZh reasonEn message }
    }
  }
`);

const SAVE_PROFILE = graphql(`
  mutation SaveImportProfile($bureau: ID!, $document: String!) {
    saveImportProfile(bureau: $bureau, document: $document) { profile { name version document } problem }
  }
`);

const DISCARD = graphql(`
  mutation DiscardImportFile($bureau: ID!, $file: ID!) { discardImportFile(bureau: $bureau, file: $file) }
`);

const RECORD_KINDS = [
  'CASE_TABLE',
  'EVENT_LOG',
  'SERVICE_POINTS',
  'SERVICE_ITEMS',
  'OUTREACH_EVENTS',
  'DEMAND_AREAS',
  'KEY_BUILDINGS',
] as const satisfies readonly RecordKind[];

type WaitingFile = NonNullable<ImportFileQuery['importFile']>;

/** One file on its way in: recognised or mapped by hand, shown as it will be understood, tried, and brought in. */
export function ImportFilePage() {
  const t = useText();
  const { id = '' } = useParams();
  const { bureau, parameters } = useView();
  const [sheet, setSheet] = useState<string | null>(null);
  const asked = useQuery(IMPORT_FILE, {
    variables: { bureau: bureau.code, id, sheet },
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  return (
    <Page title={t('desk.title')} intro={t('desk.intro')} filters="NONE">
      <Answer asked={asked}>
        {({ importFile }) =>
          importFile ? (
            // Another sheet is another table: what was chosen for the one does not hold for the other.
            <Desk key={importFile.sheets[0] ?? ''} file={importFile} chooseSheet={setSheet} />
          ) : (
            <EmptyState
              title={t('desk.gone')}
              hint={<Link to={addressOf('/imports', parameters)}>{t('nav.imports')}</Link>}
            />
          )
        }
      </Answer>
    </Page>
  );
}

/** What is chosen: a profile as it is, or a mapping made here, which is kept under a name before it is used. */
interface Choice {
  readonly document: ProfileDocument | null;
  /** null: a profile as it is kept */
  readonly madeHere: RecordKind | null;
}

function Desk({ file, chooseSheet }: { file: WaitingFile; chooseSheet: (sheet: string) => void }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { bureau, parameters } = useView();
  const navigate = useNavigate();
  const [sheet = null] = file.sheets;
  const wanted = parameters.get('profile');
  const usable = file.profiles.filter(({ missingColumns }) => missingColumns.length === 0);
  const recognised = usable.find(({ profile }) => profile.name === wanted) ?? usable[0];
  const [choice, setChoice] = useState<Choice>(() => ({
    document: recognised ? readDocument(recognised.profile.document) : null,
    madeHere: null,
  }));
  const [problem, setProblem] = useState<string | null>(null);
  const [start, starting] = useMutation(START_IMPORT);
  const [save, saving] = useMutation(SAVE_PROFILE);
  const [discard] = useMutation(DISCARD);

  const run = async (dryRun: boolean) => {
    setProblem(null);
    let document = JSON.stringify(choice.document);
    if (choice.madeHere !== null) {
      const { data } = await save({ variables: { bureau: bureau.code, document } });
      const saved = data?.saveImportProfile;
      if (!saved?.profile) {
        setProblem(saved?.problem ?? t('state.error'));
        return;
      }
      document = saved.profile.document;
    }
    const { data } = await start({
      variables: { bureau: bureau.code, file: file.id, sheet, profile: document, dryRun },
    });
    const { run: begun, error } = data?.startImport ?? {};
    if (begun) {
      await navigate(
        addressOf(`/imports/${begun.id}`, parameters, new URLSearchParams(dryRun ? { file: file.id } : {})),
      );
    } else if (error) {
      setProblem(`${error.code} · ${language === 'en' ? error.reasonEn : error.reasonZh} ${error.message}`);
    }
  };

  if (file.error) {
    return (
      <div className="state state-error" role="alert">
        <strong>
          {file.error.code} · {language === 'en' ? file.error.reasonEn : file.error.reasonZh}
        </strong>
        <span>{file.error.message}</span>
        <DiscardButton discard={() => discard({ variables: { bureau: bureau.code, file: file.id } })} />
      </div>
    );
  }
  const { document, madeHere } = choice;
  const isNamed = madeHere === null || (document?.name ?? '').trim() !== '';
  const isBusy = starting.loading || saving.loading;
  return (
    <>
      <dl className="card facts">
        <Fact title={t('imports.file')}>{file.name}</Fact>
        <Fact title={t('desk.size')}>{format.bytes(file.bytes)}</Fact>
        <Fact title={t('desk.format')}>
          {[file.format, file.encoding].filter(Boolean).join(' · ') || MISSING}
        </Fact>
        <Fact title={t('desk.uploadedAt')}>{format.instant(file.uploadedAt)}</Fact>
      </dl>
      <Section title={t('desk.profile')}>
        <div className="card desk-choice">
          {file.sheets.length > 1 && (
            <label className="field">
              <span>{t('desk.sheet')}</span>
              <select value={sheet ?? ''} onChange={({ target }) => chooseSheet(target.value)}>
                {file.sheets.toSorted().map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          {!recognised && <p className="problem">{t('desk.unrecognised')}</p>}
          <label className="field">
            <span>{t('desk.chooseProfile')}</span>
            <select
              value={madeHere === null ? (document?.name ?? '') : `BY_HAND ${madeHere}`}
              onChange={({ target }) => {
                const [byHand, kind] = target.value.split(' ');
                const chosen = file.profiles.find(({ profile }) => profile.name === target.value);
                setChoice(
                  byHand === 'BY_HAND'
                    ? { document: null, madeHere: kind as RecordKind }
                    : { document: chosen ? readDocument(chosen.profile.document) : null, madeHere: null },
                );
              }}
            >
              {document === null && madeHere === null && <option value="">{t('desk.choose')}</option>}
              <optgroup label={t('desk.known')}>
                {file.profiles.map(({ profile, matchedFields, missingColumns }) => (
                  <option key={profile.name} value={profile.name} disabled={missingColumns.length > 0}>
                    {profile.name} v{profile.version} ·{' '}
                    {missingColumns.length > 0
                      ? t('desk.missing', { columns: missingColumns.join(', ') })
                      : t('desk.matched', { count: format.count(matchedFields) })}
                  </option>
                ))}
              </optgroup>
              <optgroup label={t('desk.byHand')}>
                {RECORD_KINDS.map((kind) => (
                  <option key={kind} value={`BY_HAND ${kind}`}>
                    {t(`record.${kind}`)}
                  </option>
                ))}
              </optgroup>
            </select>
          </label>
          {madeHere !== null && (
            <MappingTable
              key={madeHere}
              file={file}
              recordKind={madeHere}
              document={document}
              onChange={(changed) => setChoice({ document: changed, madeHere })}
            />
          )}
        </div>
      </Section>
      {document && isOnMap(document) && (
        <DatumChoice
          document={document}
          onChange={(changed) =>
            setChoice({
              document: changed,
              madeHere: isKept(file, changed) ? null : (madeHere ?? kindOf(changed)),
            })
          }
        />
      )}
      {document && (
        <Preview
          file={file}
          document={document}
          onChange={(changed) => setChoice({ document: changed, madeHere: madeHere ?? kindOf(changed) })}
        />
      )}
      <div className="desk-actions">
        {problem !== null && (
          <p role="alert" className="problem">
            {problem}
          </p>
        )}
        {!isNamed && <p className="problem">{t('desk.nameNeeded')}</p>}
        <button
          type="button"
          className="button button-quiet"
          disabled={!document || !isNamed || isBusy}
          onClick={() => void run(true)}
        >
          {t('desk.try')}
        </button>
        <button
          type="button"
          className="button"
          disabled={!document || !isNamed || isBusy}
          onClick={() => void run(false)}
        >
          {t('desk.import')}
        </button>
        <DiscardButton discard={() => discard({ variables: { bureau: bureau.code, file: file.id } })} />
      </div>
    </>
  );
}

/** Whether a profile is kept as it is: back at it, nothing is made here. */
function isKept({ profiles }: WaitingFile, document: ProfileDocument): boolean {
  const text = JSON.stringify(document);
  return profiles.some(({ profile }) => JSON.stringify(readDocument(profile.document)) === text);
}

function kindOf({ recordKind }: ProfileDocument): RecordKind {
  return recordKind as RecordKind;
}

function DiscardButton({ discard }: { discard: () => Promise<unknown> }) {
  const t = useText();
  const { parameters } = useView();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className="button button-quiet"
      onClick={() => void discard().then(() => navigate(addressOf('/imports', parameters)))}
    >
      {t('desk.discard')}
    </button>
  );
}
