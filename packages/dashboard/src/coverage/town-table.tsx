import { DataTable, type TableColumn } from '../components/data-table.tsx';
import { shareOf } from '../exports/table-column.ts';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { BuildingReach, Figures, RateValue } from './coverage-values.ts';

interface Group {
  readonly townOrStreet?: string | null | undefined;
  readonly figures: Figures;
  readonly buildingReach: BuildingReach;
}

interface Row extends Group {
  readonly name: string;
}

/** The circle by town and street, the least covered first, and the whole: what the map shows, in numbers. */
export function TownTable({
  groups,
  whole,
}: {
  groups: readonly Group[];
  whole: Omit<Group, 'townOrStreet'>;
}) {
  const t = useText();
  const format = useFormat();
  const rows: Row[] = [
    ...groups
      .map((group) => ({ ...group, name: group.townOrStreet ?? t('coverage.noTown') }))
      .sort((one, other) => rateOf(one) - rateOf(other)),
    { ...whole, name: t('coverage.whole') },
  ];
  const rate = (
    title: string,
    unit: string,
    measure: string,
    value: (row: Row) => RateValue,
  ): TableColumn<Row> => ({
    title,
    type: 'RATE',
    measure,
    value: (row) => shareOf(value(row).numerator, value(row).denominator),
    cell: (row, shown) => (
      <>
        {shown}
        <span className="cell-parts">
          {`${format.count(value(row).numerator)} / ${format.count(value(row).denominator)} ${unit}`}
        </span>
      </>
    ),
  });
  return (
    <DataTable
      caption={t('coverage.byTown')}
      hideCaption
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        {
          title: t('coverage.towns'),
          type: 'TEXT',
          value: ({ name }) => name,
          cell: ({ name }) => (name === t('coverage.whole') ? <strong>{name}</strong> : name),
        },
        rate(
          t('coverageShare.residents'),
          t('coverage.people'),
          'residents-covered',
          ({ figures }) => figures.residents.covered,
        ),
        rate(
          t('coverage.twice'),
          t('coverage.people'),
          'covered-twice',
          ({ figures }) => figures.residents.coveredTwice,
        ),
        rate(
          t('coverageShare.enterprises'),
          t('unit.enterprises'),
          'enterprises-covered',
          ({ figures }) => figures.enterprises.covered,
        ),
        rate(
          t('coverageShare.keyBuildings'),
          t('coverage.buildings'),
          'key-buildings-covered',
          ({ figures }) => figures.keyBuildings.covered,
        ),
        rate(
          t('coverage.inside'),
          t('coverage.buildings'),
          'building-reach',
          ({ buildingReach }) => buildingReach.inside,
        ),
        rate(
          t('coverage.tenMinutesColumn'),
          t('coverage.buildings'),
          'building-reach',
          ({ buildingReach }) => buildingReach.withinTenMinutesWalk,
        ),
      ]}
    />
  );
}

/** Towns without residents come last. */
function rateOf({ figures }: Group): number {
  return figures.residents.covered.value ?? 2;
}
