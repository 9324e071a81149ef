import { SeriesChart } from '../charts/series-chart.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import { TownEffects } from './answer-effects.tsx';
import { sitesByKey } from './answer-plan.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer } from './siting-queries.ts';
import { useGapText, useSitingText } from './siting-text.ts';

const SECONDS = 60;

interface PartProps {
  readonly answer: Answer;
  readonly question: SitingDraft;
}

/** The best for 0, 1, 2 … new points, with the points of today. */
export function Curve({ answer: { curve, on, today, plan }, question }: PartProps) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(question);
  if (!curve || curve.points.length < 2) {
    return null;
  }
  const { reachedWeight } = plan ?? today;
  const shown = (value: number | null | undefined) =>
    value == null
      ? null
      : curve.measure === 'COVERED_WEIGHT'
        ? value
        : curve.measure === 'LONGEST_TRAVEL'
          ? value / SECONDS
          : reachedWeight === 0
            ? null
            : value / reachedWeight / SECONDS;
  return (
    <Section title={t('siting.curve')}>
      <SeriesChart
        kind="LINE"
        title={t(`sitingCurve.${curve.measure}`)}
        measure={curve.measure === 'COVERED_WEIGHT' ? 'siting-covered' : 'siting-travel'}
        unit={curve.measure === 'COVERED_WEIGHT' ? text.unit : t('siting.minutesUnit')}
        period={{ from: on, to: on }}
        basis={t('siting.curveBasis', {
          asked: question.newPoints === null ? t('siting.any') : format.count(question.newPoints),
          proven: format.count(curve.points.filter((point) => point.solution.status === 'OPTIMAL').length),
          all: format.count(curve.points.length),
        })}
        series={[
          { key: 'best', name: t('siting.curveBest') },
          { key: 'today', name: t('siting.curveToday') },
        ]}
        rows={curve.points.map(({ newPoints, solution: best }) => ({
          label: String(newPoints),
          values: { best: shown(best.objective), today: shown(curve.todayValue) },
        }))}
        rowTitle={t('siting.newPoints')}
        digits={curve.measure === 'COVERED_WEIGHT' ? 0 : 1}
      />
    </Section>
  );
}

/** How far the bureau's own pick is from the best. */
export function Pick({ answer, question }: PartProps) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(question);
  const gapText = useGapText();
  const { pick, plan } = answer;
  if (!pick || !plan) {
    return null;
  }
  const sites = sitesByKey(answer);
  const names = (keys: readonly string[]) =>
    keys
      .map((key) => {
        const site = sites.get(key);
        return site ? text.name(site) : key;
      })
      .join(t('list.separator')) || t('siting.none');
  const rows = [
    { key: 'BEST', name: t('siting.best'), plan },
    { key: 'PICK', name: t('siting.ownPick'), plan: pick.pick },
  ];
  return (
    <>
      <Section title={t('siting.pickTitle')}>
        <p className="card sentence" data-pick-loss={pick.loss ?? ''}>
          {pick.loss == null
            ? t('siting.pickUnknown')
            : pick.loss === 0
              ? t('siting.pickIsBest')
              : t('siting.pickLoses', {
                  loss: text.objective(pick.loss, plan),
                  relative: format.percent(pick.relativeLoss),
                })}{' '}
          {t('siting.pickDiffers', { best: names(pick.onlyInBest), pick: names(pick.onlyInPick) })}
          {pick.pick.broken.length > 0 && (
            <>
              {' '}
              <strong>
                {t('siting.pickBreaks', {
                  what: pick.pick.broken.map((gap) => gapText(gap, false)).join(t('list.separator')),
                })}
              </strong>
            </>
          )}
        </p>
        <DataTable
          caption={t('siting.pickTitle')}
          hideCaption
          rows={rows}
          keyOf={({ key }) => key}
          columns={[
            { title: t('siting.planColumn'), type: 'TEXT', value: ({ name }) => name },
            { title: t('siting.newPoints'), type: 'COUNT', value: (row) => row.plan.newPoints },
            { title: t('siting.cost'), type: 'NUMBER', value: (row) => row.plan.cost },
            {
              title: t('siting.coveredColumn', { unit: text.unit }),
              type: 'NUMBER',
              digits: 0,
              measure: 'siting-covered',
              value: (row) => row.plan.coveredWeight,
            },
            {
              title: t('siting.twiceColumn', { unit: text.unit }),
              type: 'NUMBER',
              digits: 0,
              value: (row) => row.plan.coveredTwiceWeight,
            },
            {
              title: t('siting.meanMinutes'),
              type: 'NUMBER',
              measure: 'siting-travel',
              value: (row) => row.plan.meanMinutes,
            },
            {
              title: t('siting.longest'),
              type: 'NUMBER',
              measure: 'siting-travel',
              value: (row) => row.plan.longestMinutes,
            },
          ]}
        />
      </Section>
      <TownEffects towns={pick.towns} title={t('siting.pickTowns')} question={question} />
    </>
  );
}

/** Plans that are nearly as good in other places. */
export function Alternatives({ answer, question }: PartProps) {
  const t = useText();
  const text = useSitingText(question);
  const { alternatives } = answer;
  if (!alternatives) {
    return null;
  }
  const sites = sitesByKey(answer);
  const names = (keys: readonly string[]) =>
    keys
      .map((key) => {
        const site = sites.get(key);
        return site ? text.name(site) : key;
      })
      .join(t('list.separator'));
  return (
    <Section title={t('siting.alternatives')}>
      {alternatives.plans.length === 0 ? (
        <p className="muted">{t('siting.noAlternatives')}</p>
      ) : (
        <DataTable
          caption={t('siting.alternatives')}
          hideCaption
          rows={alternatives.plans}
          keyOf={({ plan }) => plan.open.join()}
          columns={[
            { title: t('siting.instead'), type: 'TEXT', value: ({ instead }) => names(instead) },
            { title: t('siting.without'), type: 'TEXT', value: ({ without }) => names(without) },
            {
              title: t('siting.coveredColumn', { unit: text.unit }),
              type: 'NUMBER',
              digits: 0,
              measure: 'siting-covered',
              value: ({ plan }) => plan.coveredWeight,
            },
            {
              title: t('siting.loss'),
              type: 'TEXT',
              isNumber: true,
              value: ({ loss, plan }) => text.objective(loss, plan),
            },
            {
              title: t('siting.relativeLoss'),
              type: 'TEXT',
              isNumber: true,
              value: ({ relativeLoss }) => shareText(relativeLoss),
            },
            { title: t('siting.cost'), type: 'NUMBER', value: ({ plan }) => plan.cost },
          ]}
        />
      )}
    </Section>
  );
}

const shareText = (value: number | null | undefined): string | null =>
  value == null ? null : `${(value * 100).toFixed(2)}%`;

/** How the answer depends on the threshold and on the weights. */
export function Sensitivity({ answer: { sensitivity }, question }: PartProps) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(question);
  if (!sensitivity || sensitivity.cases.length === 0) {
    return null;
  }
  return (
    <Section title={t('siting.sensitivity')}>
      <DataTable
        caption={t('siting.sensitivity')}
        hideCaption
        rows={sensitivity.cases}
        keyOf={({ thresholdMinutes, component, componentPercent }) =>
          `${thresholdMinutes ?? ''} ${component ?? ''} ${componentPercent ?? ''}`
        }
        columns={[
          {
            title: t('siting.case'),
            type: 'TEXT',
            value: ({ thresholdMinutes, component, componentPercent }) =>
              thresholdMinutes == null
                ? t('siting.caseWeight', {
                    of: t(`sitingWeight.${(component ?? 'residents') as 'residents'}`),
                    percent: format.count(componentPercent),
                  })
                : t('siting.caseThreshold', { minutes: format.count(thresholdMinutes) }),
          },
          {
            title: t('siting.caseChanges'),
            type: 'TEXT',
            value: ({ planChanges }) =>
              planChanges == null ? t('siting.notKnown') : t(planChanges ? 'siting.changes' : 'siting.stays'),
          },
          {
            title: t('siting.caseBest'),
            type: 'TEXT',
            isNumber: true,
            value: ({ best, present }) => text.objective(best.objective, present),
          },
          {
            title: t('siting.casePresent'),
            type: 'TEXT',
            isNumber: true,
            value: ({ present }) => text.objective(present.objective, present),
          },
          {
            title: t('siting.relativeLoss'),
            type: 'TEXT',
            isNumber: true,
            value: ({ relativeLoss }) => shareText(relativeLoss),
          },
        ]}
      />
    </Section>
  );
}
