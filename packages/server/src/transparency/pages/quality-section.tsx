import { RELEASE_RATES, type ReleaseRate } from '../release-content.ts';
import { RATE_DEFINITIONS } from '../release-names.ts';
import { DataTable } from './data-table.tsx';
import { CountFigure, DefinitionLink, groupPath, ShareFigure } from './figure.tsx';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';

/** Told point by point too. */
const BY_POINT = ['ON_TIME', 'ZERO_ERRAND', 'SATISFACTION'] as const;

export function QualitySection({ page }: { page: PageContext }) {
  const { words, content, nameOf, pointName } = page;
  const whole = RELEASE_RATES.flatMap((measure) =>
    content.rates.filter((rate) => rate.measure === measure && rate.group.by === 'WHOLE'),
  );
  return (
    <Section id="quality" title={words.quality.title}>
      <DataTable
        page={page}
        title={words.quality.table}
        unit={words.quality.unit}
        definition={null}
        period={null}
        rows={whole}
        columns={[
          {
            title: words.quality.measure,
            cell: ({ measure }) => (
              <>
                {nameOf(RATE_DEFINITIONS[measure])}
                <span class="plain">
                  {words.quality.plain[measure]} ·{' '}
                  <DefinitionLink page={page} of={RATE_DEFINITIONS[measure]} />
                </span>
              </>
            ),
          },
          { title: words.share, isNumber: true, cell: (rate) => share(page, rate) },
          { title: words.quality.parts, isNumber: true, cell: (rate) => parts(page, rate) },
        ]}
      />
      <details>
        <summary>{words.quality.byPoint}</summary>
        {BY_POINT.map((measure) => (
          <DataTable
            key={measure}
            page={page}
            title={nameOf(RATE_DEFINITIONS[measure])}
            unit={words.quality.unit}
            definition={RATE_DEFINITIONS[measure]}
            period={null}
            rows={content.rates.filter((rate) => rate.measure === measure && rate.group.by === 'POINT')}
            columns={[
              {
                title: words.groupTitle('POINT'),
                cell: ({ group }) => (group.by === 'WHOLE' ? '' : pointName(group.key)),
              },
              { title: words.share, isNumber: true, cell: (rate) => share(page, rate) },
              { title: words.quality.parts, isNumber: true, cell: (rate) => parts(page, rate) },
            ]}
          />
        ))}
      </details>
    </Section>
  );
}

const pathOf = ({ measure, group }: ReleaseRate): string => `rates/${measure}/${groupPath(group)}`;

function share(page: PageContext, rate: ReleaseRate) {
  return (
    <ShareFigure page={page} at={`${pathOf(rate)}/share`} part={rate.numerator} whole={rate.denominator} />
  );
}

function parts(page: PageContext, rate: ReleaseRate) {
  return page.words.fraction(
    <CountFigure page={page} at={`${pathOf(rate)}/numerator`} value={rate.numerator} />,
    <CountFigure page={page} at={`${pathOf(rate)}/denominator`} value={rate.denominator} />,
  );
}
