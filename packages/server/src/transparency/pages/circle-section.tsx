import { COVERAGE_SUBJECTS, type CoverageSubject } from '../../coverage/closing-circle.ts';
import { KEY_BUILDINGS_COVERED, RESIDENTS_COVERED } from '../../coverage/coverage.definitions.ts';
import { UNSTATED_KEY, WHOLE_KEY } from '../open-data/activity-tables.ts';
import type { ReleaseCircle, Share } from '../release-content.ts';
import { SUBJECT_DEFINITIONS } from '../release-names.ts';
import { CircleMap } from './circle-map.tsx';
import { DataTable } from './data-table.tsx';
import { CountFigure, DefinitionLink, MinutesFigure, ShareFigure } from './figure.tsx';
import { type PageContext, pagePath } from './page-context.ts';
import { ProgressChart } from './progress-chart.tsx';
import { Section } from './section.tsx';

/** Told town by town. */
const BY_TOWN = ['RESIDENTS', 'ENTERPRISES', 'KEY_BUILDINGS'] as const;

export function CircleSection({ page }: { page: PageContext }) {
  const { words, content, nameOf } = page;
  const { circle } = content;
  if (!circle) {
    return (
      <Section id="circle" title={words.circle.title}>
        <p>{words.circle.none}</p>
      </Section>
    );
  }
  const shares = COVERAGE_SUBJECTS.map((subject) => ({ subject, share: circle.shares[subject] }));
  return (
    <Section id="circle" title={words.circle.title}>
      <p>
        {words.circle.explain(
          words.withinMinutes(circle.mode, circle.thresholdMinutes),
          words.day(circle.on),
        )}
        {words.gap}
        {words.circle.basis(circle.basis)}
      </p>
      <DataTable
        page={page}
        title={words.circle.whole}
        unit={words.circle.unit}
        definition={null}
        period={words.day(circle.on)}
        rows={shares}
        columns={[
          {
            title: words.circle.who,
            cell: ({ subject }) => (
              <>
                {words.circle.subjects[subject]}
                <span class="plain">
                  <DefinitionLink page={page} of={SUBJECT_DEFINITIONS[subject]} />
                </span>
              </>
            ),
          },
          {
            title: words.circle.covered,
            isNumber: true,
            cell: ({ subject, share }) => percent(page, `WHOLE/${WHOLE_KEY}`, subject, share),
          },
          {
            title: words.circle.parts,
            isNumber: true,
            cell: ({ subject, share }) => parts(page, `WHOLE/${WHOLE_KEY}`, subject, share),
          },
        ]}
      />
      <CircleMap page={page} circle={circle} />
      <ProgressChart page={page} progress={circle.progress} />
      <Buildings page={page} circle={circle} />
      <DataTable
        page={page}
        title={words.circle.byTown}
        unit={words.percent}
        definition={RESIDENTS_COVERED}
        period={words.day(circle.on)}
        rows={circle.towns}
        columns={[
          { title: words.circle.town, cell: ({ townOrStreet }) => townOrStreet ?? words.unstated },
          ...BY_TOWN.map((subject) => ({
            title: nameOf(words.circle.short[subject]),
            isNumber: true,
            cell: ({ townOrStreet, shares: ofTown }: ReleaseCircle['towns'][number]) =>
              percent(page, `TOWN/${townOrStreet ?? UNSTATED_KEY}`, subject, ofTown[subject]),
          })),
        ]}
      />
    </Section>
  );
}

function percent(page: PageContext, group: string, subject: CoverageSubject, { covered, total }: Share) {
  return <ShareFigure page={page} at={`circle/${group}/${subject}/share`} part={covered} whole={total} />;
}

function parts(page: PageContext, group: string, subject: CoverageSubject, { covered, total }: Share) {
  const at = `circle/${group}/${subject}`;
  return page.words.fraction(
    <CountFigure page={page} at={`${at}/covered`} value={covered} />,
    <CountFigure page={page} at={`${at}/total`} value={total} />,
  );
}

/** Which buildings are covered, and which come next. */
function Buildings({ page, circle }: { page: PageContext; circle: ReleaseCircle }) {
  const { words, nameOf, pointName, language } = page;
  const all = circle.places.filter(({ kind }) => kind === 'KEY_BUILDING');
  const open = all.filter(({ isCovered }) => !isCovered);
  // What comes next first, then what is still to come.
  const buildings = [
    ...open.filter(({ comesNext }) => comesNext !== null),
    ...open.filter(({ comesNext }) => comesNext === null),
    ...all.filter(({ isCovered }) => isCovered),
  ];
  return (
    <>
      <DataTable
        page={page}
        title={words.circle.buildings}
        unit={words.minutes(circle.mode)}
        definition={KEY_BUILDINGS_COVERED}
        period={words.day(circle.on)}
        rows={buildings}
        columns={[
          {
            title: words.circle.building,
            cell: (place) => (
              <>
                {nameOf(place)} <span class="about">{place.townOrStreet}</span>
              </>
            ),
          },
          {
            title: words.circle.state,
            cell: (place) =>
              place.isCovered ? (
                <span class="covered">✓ {words.circle.isCovered}</span>
              ) : (
                <span class="open">
                  ○{' '}
                  {place.comesNext
                    ? words.circle.comesNext(pointName(place.comesNext.point), words.day(place.comesNext.on))
                    : words.circle.isOpen}
                </span>
              ),
          },
          {
            title: words.circle.nearest,
            isNumber: true,
            cell: ({ kind, code, nearest: [first] }) =>
              first ? (
                <MinutesFigure
                  page={page}
                  at={`places/${kind}/${code}/nearest_1_minutes`}
                  seconds={first.seconds}
                />
              ) : (
                words.places.none
              ),
          },
        ]}
      />
      <p>
        <a class="alone" href={pagePath('places', language)}>
          {words.circle.allPlaces}
        </a>
      </p>
    </>
  );
}
