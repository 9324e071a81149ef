import type { ComponentChildren } from 'preact';
import { VOLUME } from '../../caseload/caseload.definitions.ts';
import type { MeasureDefinition } from '../../measure/measure-definition.ts';
import { ZERO_ERRAND } from '../../performance/performance.definitions.ts';
import { ON_TIME } from '../../turnaround/turnaround.definitions.ts';
import type { ReleaseRate } from '../release-content.ts';
import { SUBJECT_DEFINITIONS } from '../release-names.ts';
import { RELEASED_MEDIAN, RELEASED_P90 } from '../transparency.definitions.ts';
import { CountFigure, DaysFigure, DefinitionLink, ShareFigure } from './figure.tsx';
import type { PageContext } from './page-context.ts';

/** What a reader should know who reads nothing else. */
export function HeadlineSection({ page }: { page: PageContext }) {
  const { words, content } = page;
  const whole = content.turnaround.find(({ group }) => group.by === 'WHOLE');
  return (
    <ul class="headline">
      <Item page={page} definition={VOLUME} note={words.headline.receivedNote}>
        {words.headline.received(
          <CountFigure page={page} at="volume/WHOLE/ALL/applications" value={content.volume.total} />,
        )}
      </Item>
      {whole && (
        <Item
          page={page}
          definition={RELEASED_MEDIAN}
          note={words.headline.of(
            <CountFigure page={page} at="turnaround/WHOLE/ALL/applications" value={whole.n} />,
          )}
        >
          {words.headline.half(
            <DaysFigure
              page={page}
              at="turnaround/WHOLE/ALL/median"
              tenths={whole.medianTenths}
              n={whole.n}
            />,
          )}
        </Item>
      )}
      {whole && (
        <Item page={page} definition={RELEASED_P90} note={words.headline.longerNote}>
          {words.headline.nineTenths(
            <DaysFigure page={page} at="turnaround/WHOLE/ALL/p90" tenths={whole.p90Tenths} n={whole.n} />,
          )}
        </Item>
      )}
      <RateItem page={page} measure="ON_TIME" definition={ON_TIME} sentence={words.headline.onTime} />
      <RateItem
        page={page}
        measure="ZERO_ERRAND"
        definition={ZERO_ERRAND}
        sentence={words.headline.zeroErrand}
      />
      <CircleItem page={page} />
    </ul>
  );
}

function RateItem({
  page,
  measure,
  definition,
  sentence,
}: {
  page: PageContext;
  measure: ReleaseRate['measure'];
  definition: MeasureDefinition;
  sentence: (share: ComponentChildren) => ComponentChildren;
}) {
  const rate = page.content.rates.find((each) => each.measure === measure && each.group.by === 'WHOLE');
  if (!rate) {
    return null;
  }
  const at = `rates/${measure}/WHOLE/ALL`;
  return (
    <Item
      page={page}
      definition={definition}
      note={page.words.partOf(
        <CountFigure page={page} at={`${at}/numerator`} value={rate.numerator} />,
        <CountFigure page={page} at={`${at}/denominator`} value={rate.denominator} />,
      )}
    >
      {sentence(
        <ShareFigure page={page} at={`${at}/share`} part={rate.numerator} whole={rate.denominator} />,
      )}
    </Item>
  );
}

function CircleItem({ page }: { page: PageContext }) {
  const { content, words } = page;
  const share = content.circle?.shares.RESIDENTS;
  if (!content.circle || !share) {
    return null;
  }
  const at = 'circle/WHOLE/ALL/RESIDENTS';
  return (
    <Item
      page={page}
      definition={SUBJECT_DEFINITIONS.RESIDENTS}
      note={words.peopleOf(
        <CountFigure page={page} at={`${at}/covered`} value={share.covered} />,
        <CountFigure page={page} at={`${at}/total`} value={share.total} />,
      )}
    >
      {words.headline.circle(
        <ShareFigure page={page} at={`${at}/share`} part={share.covered} whole={share.total} />,
        words.withinMinutes(content.circle.mode, content.circle.thresholdMinutes),
      )}
    </Item>
  );
}

function Item({
  page,
  definition,
  note,
  children,
}: {
  page: PageContext;
  definition: MeasureDefinition;
  note: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <li>
      <p class="sentence">{children}</p>
      <p class="about">
        {note} · <DefinitionLink page={page} of={definition} />
      </p>
    </li>
  );
}
