import { useState } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { markOf } from './sites-map.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer, Candidates } from './siting-queries.ts';
import { useSitingText } from './siting-text.ts';

/** As many as are looked at first; and as many as do not make a page slow: the map and its list have them all. */
const FIRST_ROWS = 12;
const MOST_ROWS = 300;

/** Every candidate with what it adds by itself, the most first. */
export function CandidateTable({
  draft,
  candidates,
  answer,
  onSelect,
}: {
  draft: SitingDraft;
  candidates: Candidates['candidates'];
  answer: Answer | null;
  onSelect: (key: string) => void;
}) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(draft);
  const [isWhole, setIsWhole] = useState(false);
  const open = new Set(answer?.solution.open);
  const rows = candidates
    .filter(({ site }) => site.standing !== 'STAYS')
    .sort((one, other) => (other.gain ?? 0) - (one.gain ?? 0));
  return (
    <>
      <p className="list-count">
        {t('siting.candidateCount', {
          count: format.count(rows.length),
          stays: format.count(candidates.length - rows.length),
        })}
        {isWhole && rows.length > MOST_ROWS && ` ${t('map.cut', { count: MOST_ROWS })}`}
      </p>
      <DataTable
        caption={t('siting.candidates')}
        hideCaption
        rows={rows.slice(0, isWhole ? MOST_ROWS : FIRST_ROWS)}
        keyOf={({ site }) => site.key}
        columns={[
          {
            title: t('siting.site'),
            type: 'TEXT',
            value: ({ site }) => text.name(site),
            cell: ({ site }, shown) => (
              <button type="button" className="button-link" onClick={() => onSelect(site.key)}>
                {shown}
              </button>
            ),
          },
          { title: t('coverage.kind'), type: 'TEXT', value: ({ site }) => t(`sitingKind.${site.kind}`) },
          { title: t('coverage.towns'), type: 'TEXT', value: ({ site }) => site.townOrStreet },
          {
            title: t('siting.state'),
            type: 'TEXT',
            value: ({ site }) => t(`sitingMark.${markOf(site, draft, open)}`),
          },
          {
            title: t('siting.aloneColumn', { unit: text.unit }),
            type: 'NUMBER',
            digits: 0,
            value: ({ coveredWeight }) => coveredWeight,
          },
          {
            title: t('siting.gainColumn', { unit: text.unit }),
            type: 'NUMBER',
            digits: 0,
            measure: 'siting-gain',
            value: ({ gain }) => gain,
          },
          { title: t('siting.cost'), type: 'NUMBER', value: ({ site }) => site.cost },
        ]}
      />
      {rows.length > FIRST_ROWS && (
        <button
          type="button"
          className="button button-quiet siting-whole"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? t('siting.fewer') : t('siting.allRows', { count: format.count(rows.length) })}
        </button>
      )}
    </>
  );
}
