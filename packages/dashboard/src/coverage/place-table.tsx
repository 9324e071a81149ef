import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { DownloadMenu } from '../exports/download-menu.tsx';
import { useDescribeTable } from '../exports/use-describe-table.ts';
import { useDownload } from '../exports/use-download.ts';
import type { MapPlace } from '../map/map-data.ts';
import { isCovered, reachClassOf } from '../map/minute-classes.ts';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';

const PAGE_ROWS = 25;

/** Every place with its minutes: the map without the map. Some at a time on the page; the files hold all. */
export function PlaceTable({
  places,
  thresholdMinutes,
}: {
  places: readonly MapPlace[];
  thresholdMinutes: number;
}) {
  const t = useText();
  const format = useFormat();
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(places.length / PAGE_ROWS));
  const shown = Math.min(page, pages - 1);
  const { tableChoices } = useDownload();
  const columns: readonly TableColumn<MapPlace>[] = [
    {
      title: t('coverage.place'),
      type: 'TEXT',
      value: ({ name }) => name,
      cell: ({ name, href }) => (href === null ? name : <Link to={href}>{name}</Link>),
    },
    { title: t('coverage.kind'), type: 'TEXT', value: ({ kind }) => t(`mapOne.${kind}`) },
    { title: t('coverage.towns'), type: 'TEXT', value: ({ townOrStreet }) => townOrStreet },
    { title: t('coverage.residentsColumn'), type: 'COUNT', value: ({ residents }) => residents },
    { title: t('coverage.enterprisesColumn'), type: 'COUNT', value: ({ enterprises }) => enterprises },
    {
      title: t('coverage.minutesColumn'),
      type: 'NUMBER',
      measure: 'travel-time',
      value: ({ seconds }) => (seconds === null ? null : seconds / 60),
    },
    {
      title: t('coverage.within', { minutes: thresholdMinutes }),
      type: 'TEXT',
      value: (place) => {
        const covered = isCovered(place, thresholdMinutes);
        return covered === null
          ? t('mapClass.NOT_COMPUTED')
          : covered
            ? t('coverage.yes')
            : reachClassOf(place) === 'UNREACHABLE'
              ? t('mapClass.UNREACHABLE')
              : t('coverage.no');
      },
    },
  ];
  const title = t('coverage.allPlaces');
  const describe = useDescribeTable({ title, columns, rows: places, table: () => null });
  return (
    <>
      <div className="list-head">
        <p className="list-count">
          {t('coverage.shownOf', {
            from: format.count(Math.min(places.length, shown * PAGE_ROWS + 1)),
            to: format.count(Math.min(places.length, (shown + 1) * PAGE_ROWS)),
            all: format.count(places.length),
          })}
        </p>
        <DownloadMenu name={title} choices={tableChoices(describe)} />
      </div>
      <DataTable
        caption={title}
        hideCaption
        download="NONE"
        rows={places.slice(shown * PAGE_ROWS, (shown + 1) * PAGE_ROWS)}
        keyOf={({ key }) => key}
        columns={columns}
      />
      {pages > 1 && (
        <div className="pager">
          <button
            type="button"
            className="button button-quiet"
            disabled={shown === 0}
            onClick={() => setPage(shown - 1)}
          >
            {t('coverage.previous')}
          </button>
          <button
            type="button"
            className="button button-quiet"
            disabled={shown === pages - 1}
            onClick={() => setPage(shown + 1)}
          >
            {t('coverage.next')}
          </button>
        </div>
      )}
    </>
  );
}
