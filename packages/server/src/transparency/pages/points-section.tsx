import { OPERATING_POINTS } from '../../service-points/service-points.definitions.ts';
import type { ReleasePoint } from '../release-content.ts';
import { POINT_KIND_NAMES, STATUS_NAMES } from '../release-names.ts';
import { CountFigure, DefinitionLink } from './figure.tsx';
import type { PageContext } from './page-context.ts';
import { Section } from './section.tsx';
import { weekText } from './week-text.ts';

/** Where to go, when, and what for; numbered as on the map. */
export function PointsSection({ page }: { page: PageContext }) {
  const { words, content } = page;
  const operating = content.points.filter(({ status }) => status === 'OPERATING').length;
  return (
    <Section id="points" title={words.points.title}>
      <p>
        {words.points.operating(
          <CountFigure page={page} at="points/count/status=OPERATING" value={operating} />,
          words.day(content.period.to),
        )}{' '}
        <span class="about">
          <DefinitionLink page={page} of={OPERATING_POINTS} />
        </span>
      </p>
      <ol class="points">
        {content.points.map((point) => (
          <Point key={point.code} page={page} point={point} />
        ))}
      </ol>
    </Section>
  );
}

function Point({ page, point }: { page: PageContext; point: ReleasePoint }) {
  const { words, nameOf } = page;
  const hours = weekText(point.openingHours, words);
  const where = [point.townOrStreet, point.address].filter((part) => part !== null).join(words.listComma);
  return (
    <li>
      <h3>{nameOf(point)}</h3>
      <dl>
        <Fact name={words.points.kind}>{nameOf(POINT_KIND_NAMES[point.kind])}</Fact>
        <Fact name={words.points.status}>
          {point.status === null ? words.notKnown : nameOf(STATUS_NAMES[point.status])}
          {point.opensOn === null ? '' : words.points.opensOn(words.day(point.opensOn))}
        </Fact>
        <Fact name={words.points.where}>{where === '' ? words.notKnown : where}</Fact>
        <Fact name={words.points.open}>
          {hours.length === 0 ? words.notKnown : hours.join(words.semicolon)}
        </Fact>
        <Fact name={words.points.handles}>
          {point.handledItems === null ? (
            words.points.handlesAll
          ) : (
            <details>
              <summary>{words.points.handlesSome(point.handledItems.length)}</summary>
              {point.handledItems.map(nameOf).join(words.listComma)}
            </details>
          )}
        </Fact>
      </dl>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
