import { TRAVEL_TIME } from '../../coverage/coverage.definitions.ts';
import type { ReleaseCircle, ReleasePlace } from '../release-content.ts';
import { PLACE_KIND_NAMES } from '../release-names.ts';
import { MinutesFigure } from './figure.tsx';
import { pageHtml } from './frame.tsx';
import { NearestForm } from './nearest-form.tsx';
import { type PageContext, pagePath } from './page-context.ts';

/** Every community and building with its nearest points: what the form searches, and what stands in its place without a script. */
export function placesPage(page: PageContext): string {
  const { content, words, nameOf, language } = page;
  const { circle, bureau } = content;
  return pageHtml({
    language,
    name: 'places',
    title: `${words.places.title} · ${nameOf(bureau)}`,
    description: words.nearest.explain,
    bureau,
    assets: '',
    list: '../',
    hasScript: true,
    children: (
      <>
        <p class="kicker">
          <a href={pagePath('index', language)}>{words.places.back}</a> · {content.number}
        </p>
        <h1>{words.places.title}</h1>
        {circle === null ? (
          <p>{words.circle.none}</p>
        ) : (
          <>
            <p>
              {words.places.explain(words.withinMinutes(circle.mode, circle.thresholdMinutes))}
              {words.gap}
              {words.circle.basis(circle.basis)}
            </p>
            <NearestForm page={page} places={null} />
            <PlaceTable page={page} circle={circle} />
          </>
        )}
      </>
    ),
  });
}

function PlaceTable({ page, circle }: { page: PageContext; circle: ReleaseCircle }) {
  const { words, nameOf, language } = page;
  return (
    <table id="places">
      <caption>
        <strong>{words.places.nearest}</strong>{' '}
        <span class="about">
          {words.day(circle.on)} ·{' '}
          <a class="definition" href={`${pagePath('index', language)}#definition-${TRAVEL_TIME.id}`}>
            {words.definition}
            <span class="hidden">{words.ofWhat(nameOf(TRAVEL_TIME))}</span>
          </a>
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.places.place}</th>
          <th scope="col">{words.places.nearest}</th>
          <th scope="col">{words.places.circle}</th>
        </tr>
      </thead>
      <tbody>
        {circle.places.map((place) => (
          <PlaceRow key={`${place.kind} ${place.code}`} page={page} place={place} />
        ))}
      </tbody>
    </table>
  );
}

function PlaceRow({ page, place }: { page: PageContext; place: ReleasePlace }) {
  const { words, nameOf, pointName } = page;
  const { kind, code, nearest, isCovered, comesNext, townOrStreet } = place;
  return (
    <tr>
      <th scope="row">
        {nameOf(place)}
        <span class="plain">
          {nameOf(PLACE_KIND_NAMES[kind])}
          {townOrStreet === null ? '' : ` · ${townOrStreet}`}
        </span>
      </th>
      <td>
        {nearest.length === 0
          ? words.places.none
          : nearest.map(({ point, seconds }, index) => (
              <span key={point} class="line-of">
                {pointName(point)}{' '}
                {words.places.minutes(
                  <MinutesFigure
                    page={page}
                    at={`places/${kind}/${code}/nearest_${index + 1}_minutes`}
                    seconds={seconds}
                  />,
                )}
              </span>
            ))}
      </td>
      <td>
        {isCovered ? (
          <span class="covered">✓ {words.places.inside}</span>
        ) : (
          <span class="open">
            ○{' '}
            {comesNext === null
              ? words.places.outside
              : words.places.comesNext(pointName(comesNext.point), words.day(comesNext.on))}
          </span>
        )}
      </td>
    </tr>
  );
}
