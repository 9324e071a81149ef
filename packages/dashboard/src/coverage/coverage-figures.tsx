import { Figure } from '../components/figure.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { BuildingReach, Figures, RateValue, Share } from './coverage-values.ts';

/** Who is within the circle on a day: each a share with both its parts. */
export function CoverageFigures({
  figures,
  buildingReach,
  pointsOpen,
  day,
}: {
  figures: Figures;
  buildingReach: BuildingReach;
  pointsOpen: number;
  day: string;
}) {
  const t = useText();
  const format = useFormat();
  const period = { asOfDay: day };
  return (
    <div className="cards coverage-cards">
      <ShareFigure measure="residents-covered" name="residents" share={figures.residents} day={day} />
      <ShareFigure measure="enterprises-covered" name="enterprises" share={figures.enterprises} day={day} />
      <ShareFigure
        measure="key-buildings-covered"
        name="keyBuildings"
        share={figures.keyBuildings}
        day={day}
      />
      <RateFigure
        measure="covered-twice"
        title={t('coverage.twice')}
        rate={figures.residents.coveredTwice}
        basis={partsOf(t('coverage.people'), figures.residents.coveredTwice, format.count)}
        day={day}
      />
      <RateFigure
        measure="building-reach"
        title={t('coverage.inside')}
        rate={buildingReach.inside}
        basis={[
          partsOf(t('coverage.buildings'), buildingReach.inside, format.count),
          t('coverage.tenMinutes', {
            rate: format.percent(buildingReach.withinTenMinutesWalk.value),
            count: format.count(buildingReach.withinTenMinutesWalk.numerator),
          }),
        ].join(' · ')}
        day={day}
      />
      <Figure
        measure="operating-points"
        title={t('coverage.pointsOpen')}
        value={format.count(pointsOpen)}
        raw={pointsOpen}
        unit={t('unit.points')}
        basis={t('coverage.pointsOpenNote')}
        period={period}
      />
    </div>
  );
}

function ShareFigure({
  measure,
  name,
  share,
  day,
}: {
  measure: string;
  name: 'residents' | 'enterprises' | 'keyBuildings';
  share: Share;
  day: string;
}) {
  const t = useText();
  const format = useFormat();
  const unit = t(
    name === 'residents'
      ? 'coverage.people'
      : name === 'enterprises'
        ? 'unit.enterprises'
        : 'coverage.buildings',
  );
  return (
    <RateFigure
      measure={measure}
      title={t(`coverageShare.${name}`)}
      rate={share.covered}
      basis={[
        partsOf(unit, share.covered, format.count),
        ...(share.undetermined > 0
          ? [t('coverage.undetermined', { count: format.count(share.undetermined), unit })]
          : []),
        ...(share.notStated > 0 ? [t('coverage.notStated', { count: format.count(share.notStated) })] : []),
      ].join(' · ')}
      day={day}
    />
  );
}

function RateFigure({
  measure,
  title,
  rate,
  basis,
  day,
}: {
  measure: string;
  title: string;
  rate: RateValue;
  basis: string;
  day: string;
}) {
  const format = useFormat();
  return (
    <Figure
      measure={measure}
      title={title}
      value={format.percent(rate.value)}
      raw={rate.value ?? null}
      rate={rate}
      unit=""
      basis={basis}
      period={{ asOfDay: day }}
    />
  );
}

function partsOf(unit: string, { numerator, denominator }: RateValue, count: (value: number) => string) {
  return `${count(numerator)} / ${count(denominator)} ${unit}`;
}
