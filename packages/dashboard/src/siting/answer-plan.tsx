import { DataTable } from '../components/data-table.tsx';
import { Section } from '../components/page.tsx';
import { shareOf } from '../exports/table-column.ts';
import { useFormat } from '../platform/format.ts';
import { useText } from '../platform/locale.tsx';
import type { SitingDraft } from './siting-draft.ts';
import type { Answer, AnswerSite } from './siting-queries.ts';
import { useGapText, useSitingText } from './siting-text.ts';

export const sitesByKey = ({ sites }: Answer): ReadonlyMap<string, AnswerSite> =>
  new Map(sites.map((site) => [site.key, site]));

/** Which places, in which order, and what each adds; what is closed; why there is no plan. */
export function AnswerPlan({ answer, question }: { answer: Answer; question: SitingDraft }) {
  const t = useText();
  const format = useFormat();
  const text = useSitingText(question);
  const sites = sitesByKey(answer);
  const isCovering = answer.opening?.measure === 'COVERED_WEIGHT';
  const rows = (answer.opening?.steps ?? []).map((step, index) => ({
    ...step,
    number: index + 1,
    at: sites.get(step.site),
  }));
  const name = (key: string) => {
    const site = sites.get(key);
    return site ? text.name(site) : key;
  };
  return (
    <>
      {answer.infeasibility && <Infeasible answer={answer} />}
      {answer.closed.length > 0 && (
        <p className="card" role="note">
          {t('siting.closes', { points: answer.closed.map(name).join(t('list.separator')) })}
        </p>
      )}
      {answer.plan && rows.length === 0 && <p className="card">{t('siting.opensNothing')}</p>}
      {rows.length > 0 && (
        <Section title={t('siting.order')}>
          <DataTable
            caption={t('siting.order')}
            hideCaption
            rows={rows}
            keyOf={({ site }) => site}
            columns={[
              {
                title: t('siting.number'),
                type: 'COUNT',
                value: ({ number }) => number,
              },
              {
                title: t('siting.site'),
                type: 'TEXT',
                value: ({ site }) => name(site),
                cell: ({ site, at }, shown) => (
                  <span data-chosen={site}>
                    {shown}
                    {at && <span className="cell-parts">{t(`sitingKind.${at.kind}`)}</span>}
                  </span>
                ),
              },
              { title: t('coverage.towns'), type: 'TEXT', value: ({ at }) => at?.townOrStreet },
              ...(question.periods.length > 0
                ? [
                    {
                      title: t('siting.stageColumn'),
                      type: 'COUNT' as const,
                      value: ({ period }: (typeof rows)[number]) => period,
                    },
                  ]
                : []),
              {
                title: isCovering
                  ? t('siting.gainColumn', { unit: text.unit })
                  : t('siting.coveredGainColumn', { unit: text.unit }),
                type: 'NUMBER',
                digits: 0,
                measure: 'siting-gain',
                value: ({ coveredGain }) => coveredGain,
              },
              {
                title: t('siting.coveredSoFar', { unit: text.unit }),
                type: 'NUMBER',
                digits: 0,
                measure: 'siting-covered',
                value: ({ coveredWeight }) => coveredWeight,
              },
              {
                title: t('siting.shareSoFar'),
                type: 'RATE',
                value: ({ coveredWeight }) => shareOf(coveredWeight, answer.today.totalWeight),
              },
              ...(isCovering
                ? [
                    {
                      title: t('siting.lossColumn', { unit: text.unit }),
                      type: 'NUMBER' as const,
                      digits: 0,
                      value: ({ lossIfLeftOut }: (typeof rows)[number]) => lossIfLeftOut,
                    },
                  ]
                : []),
              { title: t('siting.cost'), type: 'NUMBER', digits: 1, value: ({ at }) => at?.cost },
            ]}
          />
          {answer.opening && (
            <p className="list-count">
              {t(answer.opening.isProven ? 'siting.orderProven' : 'siting.orderNotProven', {
                start: text.weight(answer.opening.startCoveredWeight),
                share: format.percent(
                  answer.today.totalWeight === 0
                    ? null
                    : answer.opening.startCoveredWeight / answer.today.totalWeight,
                ),
              })}
            </p>
          )}
        </Section>
      )}
    </>
  );
}

/** Which requirement cannot be met, and what would make a plan possible. */
function Infeasible({ answer: { infeasibility } }: { answer: Answer }) {
  const t = useText();
  const gapText = useGapText();
  if (!infeasibility) {
    return null;
  }
  return (
    <section className="card exceptions" aria-label={t('siting.infeasible')} data-infeasible>
      <strong>{t('siting.infeasible')}</strong>
      {infeasibility.beyondReach.length > 0 && (
        <>
          <p>{t('siting.beyondReach')}</p>
          <ul>
            {infeasibility.beyondReach.map((gap) => (
              <li key={`${gap.kind}${gap.subject ?? ''}`}>{gapText(gap, true)}</li>
            ))}
          </ul>
        </>
      )}
      {infeasibility.remedies.length > 0 && (
        <>
          <p>{t('siting.remedies')}</p>
          <ul>
            {infeasibility.remedies.map(({ changes }) => {
              const line = changes.map((gap) => gapText(gap, true)).join(t('list.separator'));
              return <li key={line}>{line}</li>;
            })}
          </ul>
        </>
      )}
      {!infeasibility.isComplete && <p>{t('siting.remediesIncomplete')}</p>}
    </section>
  );
}
