import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Section } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { addressOf, scopeInput } from '../platform/view.ts';
import { DueWithinFigure, SignalsFigure, TargetsAtRiskFigure } from './warning-figures.tsx';

const PANEL = graphql(`
  query WarningsPanel($bureau: ID!, $scope: ScopeFilter) {
    earlyWarning(bureau: $bureau, scope: $scope) {
      attention { asOf withinWorkingDays horizon total { overdue dueWithin } }
      targets { status }
      watch { judged notJudged signals { since } }
    }
  }
`);

/** The warnings in three figures, leading to their page. */
export function WarningsPanel() {
  const t = useText();
  const { bureau, scope, parameters } = useView();
  const asked = useQuery(PANEL, { variables: { bureau: bureau.code, scope: scopeInput(scope) } });
  return (
    <Section
      title={t('overview.warnings')}
      action={<Link to={addressOf('/warnings', parameters)}>{t('figure.all')}</Link>}
    >
      <Answer asked={asked}>
        {({ earlyWarning: { attention, targets, watch } }) => {
          const asOf = { asOf: attention.asOf };
          return (
            <div className="cards">
              <DueWithinFigure of={attention} period={asOf} />
              <TargetsAtRiskFigure of={targets} period={asOf} />
              <SignalsFigure of={watch} period={asOf} />
            </div>
          );
        }}
      </Answer>
    </Section>
  );
}
