import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { OverdueFigure } from '../components/measure-figures.tsx';
import { Page, Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { scopeInput } from '../platform/view.ts';
import { useViewer } from '../platform/viewer.tsx';
import { AttentionTable } from './attention-table.tsx';
import { ControlSection } from './control-section.tsx';
import { LateList } from './late-list.tsx';
import { SignalList } from './signal-list.tsx';
import { TargetForm } from './target-form.tsx';
import { TargetTable } from './target-table.tsx';
import { DueWithinFigure, SignalsFigure, TargetsAtRiskFigure, withinText } from './warning-figures.tsx';

const EARLY_WARNING = graphql(`
  query EarlyWarning($bureau: ID!, $scope: ScopeFilter, $within: Int!, $today: PeriodInput!) {
    stock: caseload(bureau: $bureau, scope: $scope, period: $today) { total { backlog } }
    earlyWarning(bureau: $bureau, scope: $scope, withinWorkingDays: $within) {
      attention {
        asOf withinWorkingDays horizon
        total { overdue dueWithin }
        groups {
          waitingFor
          counts { overdue dueWithin }
          byServicePoint { key { code nameZh nameEn } counts { overdue dueWithin } }
          byDepartment { key { code nameZh nameEn } counts { overdue dueWithin } }
        }
      }
      targets {
        target {
          id grain direction value validFrom validTo isSynthetic
          measure { id definitionId nameZh nameEn unit unitZh unitEn }
          servicePoint { code nameZh nameEn }
          serviceItem { code nameZh nameEn }
        }
        period { from to workingDays }
        elapsedWorkingDays status reason value numerator denominator projected expectedRest needed
      }
      watch {
        judged notJudged
        signals {
          measure { id definitionId nameZh nameEn unit unitZh unitEn }
          servicePoint { code nameZh nameEn }
          since
          point { from to value signals }
          limits { centre lower upper }
        }
      }
    }
  }
`);

const CHOICES = [0, 1, 2, 3, 5, 10] as const;
const DEFAULT_DAYS = 3;

/** What needs acting on: the content of the daily digest, with the way to every application behind it. */
export function WarningsPage() {
  const t = useText();
  const { bureau, scope, drill, parameters } = useView();
  const { may } = useViewer();
  const [, setParameters] = useSearchParams();
  const within = CHOICES.find((days) => String(days) === parameters.get('within')) ?? DEFAULT_DAYS;
  const asked = useQuery(EARLY_WARNING, {
    variables: {
      bureau: bureau.code,
      scope: scopeInput(scope),
      within,
      today: { from: bureau.today, to: bureau.today },
    },
  });
  return (
    <Page title={t('nav.warnings')} intro={t('warnings.intro')} filters="SCOPE">
      <label className="field field-narrow">
        <span>{t('warnings.within')}</span>
        <select
          value={within}
          onChange={({ target }) =>
            setParameters((present) => {
              present.set('within', target.value);
              return present;
            })
          }
        >
          {CHOICES.map((days) => (
            <option key={days} value={days}>
              {withinText(t, days)}
            </option>
          ))}
        </select>
      </label>
      <Answer asked={asked}>
        {({ stock, earlyWarning: { attention, targets, watch } }) => {
          const asOf = { asOf: attention.asOf };
          return (
            <>
              <div className="cards cards-four">
                <OverdueFigure
                  count={attention.total.overdue}
                  backlog={stock.total.backlog}
                  period={asOf}
                  drill={drill({ standing: ['OVERDUE'] })}
                />
                <DueWithinFigure of={attention} period={asOf} />
                <TargetsAtRiskFigure of={targets} period={asOf} />
                <SignalsFigure of={watch} period={asOf} />
              </div>
              <Section title={t('warnings.whoMustAct')}>
                <AttentionTable attention={attention} />
              </Section>
              <Section title={t('warnings.list')}>
                <LateList withinWorkingDays={within} total={attention.total} />
              </Section>
              <Section title={t('target.title')}>
                <TargetTable standings={targets} canEdit={may('LEADER')} />
                {may('LEADER') && <TargetForm />}
              </Section>
              <Section title={t('warnings.lastWeek')}>
                <SignalList watch={watch} />
              </Section>
            </>
          );
        }}
      </Answer>
      <ControlSection canRestart={may('LEADER')} />
    </Page>
  );
}
