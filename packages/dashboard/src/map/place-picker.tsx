import { useMemo, useState } from 'react';
import { useText } from '../platform/locale.tsx';
import { type MapPlace, type MapPoint, type MapSite, pointKey } from './map-data.ts';
import { useMinutesText } from './place-note.tsx';

/** More options than this make a list slow to open; what is not among them is found by its name. */
const MOST_OPTIONS = 200;

interface Option {
  readonly key: string;
  readonly text: string;
  /** What a search looks through. */
  readonly words: string;
}

/** Every place and point of the map as a list: what the map shows to those who do not see it or do not use a pointer. */
export function PlacePicker({
  places,
  points,
  sites,
  selected,
  onSelect,
}: {
  places: readonly MapPlace[];
  points: readonly MapPoint[];
  sites?: readonly MapSite[] | undefined;
  selected: string | null;
  onSelect: (key: string | null) => void;
}) {
  const t = useText();
  const minutes = useMinutesText();
  const [search, setSearch] = useState('');
  const options = useMemo((): { title: string; options: Option[] }[] => {
    const optionsOf = (kind: MapPlace['kind']) =>
      places
        .filter((place) => place.kind === kind)
        .sort(farthestFirst)
        .map((place) => ({
          key: place.key,
          text: `${place.name} · ${minutes(place)}`,
          words: `${place.name} ${place.code} ${place.townOrStreet ?? ''}`.toLowerCase(),
        }));
    return [
      {
        title: t('nav.servicePoints'),
        options: points.map(({ code, name, status }) => ({
          key: pointKey(code),
          text: `${name} · ${t(`status.${status}`)}`,
          words: `${name} ${code}`.toLowerCase(),
        })),
      },
      {
        title: t('map.pins'),
        options: (sites ?? [])
          .filter(({ isPin }) => isPin)
          .map(({ key, name }) => ({ key, text: name, words: name.toLowerCase() })),
      },
      { title: t('mapKind.KEY_BUILDING'), options: optionsOf('KEY_BUILDING') },
      { title: t('mapKind.DEMAND_AREA'), options: optionsOf('DEMAND_AREA') },
    ];
  }, [places, points, sites, minutes, t]);
  const words = search.trim().toLowerCase();
  const groups = options
    .map(({ title, options: all }) => ({ title, found: all.filter((each) => each.words.includes(words)) }))
    .filter(({ found }) => found.length > 0)
    .map(({ title, found }) => ({
      title,
      found,
      // What is chosen stays in the list, wherever it stands in it.
      shown: found.filter(({ key }, index) => index < MOST_OPTIONS || key === selected),
    }));
  const isCut = groups.some(({ found, shown }) => shown.length < found.length);
  return (
    <div className="map-picker">
      <label className="field">
        <span>{t('map.search')}</span>
        <input type="search" value={search} onChange={({ target }) => setSearch(target.value)} />
      </label>
      <label className="field">
        <span>{t('map.places')}</span>
        <select
          size={8}
          value={selected ?? ''}
          onChange={({ target }) => onSelect(target.value === '' ? null : target.value)}
        >
          <option value="">{groups.length === 0 ? t('map.nothingFound') : t('map.noneChosen')}</option>
          {groups.map(({ title, shown }) => (
            <optgroup key={title} label={title}>
              {shown.map(({ key, text }) => (
                <option key={key} value={key}>
                  {text}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {isCut && <p className="list-count">{t('map.cut', { count: MOST_OPTIONS })}</p>}
    </div>
  );
}

/** Without a way first, then the longest way; what is not computed last. */
function farthestFirst(one: MapPlace, other: MapPlace): number {
  return weightOf(other) - weightOf(one);
}

function weightOf({ reach, seconds }: MapPlace): number {
  return reach === 'UNREACHABLE' ? Number.MAX_SAFE_INTEGER : reach === 'REACHED' ? (seconds ?? -1) : -1;
}
