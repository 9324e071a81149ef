import { Fact } from '../components/fact.tsx';
import { MeasureName } from '../components/figure.tsx';
import { MISSING, useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { Figures } from './coverage-values.ts';

interface Group {
  readonly townOrStreet?: string | null | undefined;
  readonly figures: Figures;
}

/** How evenly the circle serves the towns and streets. */
export function Equity({
  equity,
  groups,
}: {
  equity: {
    readonly worstTownOrStreet?: string | null | undefined;
    readonly spread?: number | null | undefined;
    readonly dissimilarity?: number | null | undefined;
  };
  groups: readonly Group[];
}) {
  const t = useText();
  const format = useFormat();
  const worst = groups.find(({ townOrStreet }) => townOrStreet === equity.worstTownOrStreet);
  return (
    <dl className="card facts" data-equity>
      <Fact title={<MeasureName measure="coverage-equity">{t('coverage.worst')}</MeasureName>}>
        {equity.worstTownOrStreet == null
          ? MISSING
          : `${equity.worstTownOrStreet} · ${format.percent(worst?.figures.residents.covered.value)}`}
      </Fact>
      <Fact title={t('coverage.spread')}>
        {equity.spread == null
          ? MISSING
          : t('coverage.points', { points: format.decimal(equity.spread * 100) })}
      </Fact>
      <Fact title={t('coverage.dissimilarity')}>
        {equity.dissimilarity == null ? MISSING : format.decimal(equity.dissimilarity, 2)}
        <span className="change">{t('coverage.dissimilarityNote')}</span>
      </Fact>
    </dl>
  );
}
