import { useText } from '../platform/locale.tsx';
import { DATUMS, type Datum, type ProfileDocument, withDatum } from './profile-document.ts';

/** In what the file gives its coordinates: nothing in a file of numbers tells, and 500 metres hang on it. */
export function DatumChoice({
  document,
  onChange,
}: {
  document: ProfileDocument;
  onChange: (document: ProfileDocument) => void;
}) {
  const t = useText();
  return (
    <div className="card desk-choice">
      <label className="field">
        <span>{t('desk.datum')}</span>
        <select
          value={document.datum ?? 'WGS84'}
          onChange={({ target }) => onChange(withDatum(document, target.value as Datum))}
        >
          {DATUMS.map((datum) => (
            <option key={datum} value={datum}>
              {t(`datum.${datum}`)}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">{t('desk.datumHint')}</p>
    </div>
  );
}
