import type { Correction, Count } from '../release-content.ts';
import { DataTable } from './data-table.tsx';
import { countText } from './number-text.ts';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

/** What this release corrects, and why; every figure that changed. */
export function CorrectionSection({ page, correction }: { page: PageContext; correction: Correction }) {
  const { words, language } = page;
  return (
    <Section id="correction" title={words.correction.title(correction.corrects)}>
      <p>{language === 'zh' ? correction.reasonZh : correction.reasonEn}</p>
      <p>
        <a href={`../${correction.corrects}/${language === 'zh' ? '' : 'en.html'}`}>{words.correction.old}</a>
      </p>
      <details>
        <summary>{words.correction.changes(correction.changes.length)}</summary>
        <DataTable
          page={page}
          title={words.correction.table}
          unit={words.applications}
          definition={null}
          period={null}
          rows={correction.changes}
          columns={[
            { title: words.correction.figure, cell: ({ figure }) => <code>{figure}</code> },
            {
              title: words.correction.was,
              isNumber: true,
              cell: ({ figure, was }) => changed(page, figure, 'was', was),
            },
            {
              title: words.correction.is,
              isNumber: true,
              cell: ({ figure, is }) => changed(page, figure, 'is', is),
            },
          ]}
        />
      </details>
    </Section>
  );
}

function changed({ words }: PageContext, figure: string, which: 'was' | 'is', value: Count) {
  return value === 'SUPPRESSED' ? (
    words.withheld
  ) : (
    <span class="figure" data-figure={`changes/${figure}/${which}`}>
      {value === null ? words.notKnown : countText(value)}
    </span>
  );
}
