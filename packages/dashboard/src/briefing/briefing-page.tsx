import { useQuery } from '@apollo/client/react';
import { useSearchParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { Answer } from '../components/states.tsx';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useText } from '../platform/locale.tsx';
import { type DayRange, shiftDay, shiftMonth } from '../platform/periods.ts';
import { FiguresSheet, StateSheet } from './sheets.tsx';
import './briefing.css';

const BRIEFING = graphql(`
  query Briefing($bureau: ID!, $month: ID!, $period: PeriodInput!, $late: ApplicationSelection!) {
    briefing(bureau: $bureau, month: $month) {
      month
      period { from to workingDays }
      comment { version text writtenAt }
      servicePoints { key { code nameZh nameEn } rank inTime judged rate lower upper }
    }
    comparison(bureau: $bureau, period: $period, measures: ["volume", "closed", "turnaround", "on-time", "statutory-on-time"]) {
      measures {
        measure form
        now { applications numerator denominator value perWorkingDay }
        changes { base change relativeChange period { from to workingDays } before { value } }
      }
    }
    whyVolume: explainChange(bureau: $bureau, period: $period, base: PREVIOUS, measure: "volume", dimension: SERVICE_POINT) {
      measure form change mixEffect rateEffect workingDaysEffect paceEffect
      parts { key { code nameZh nameEn } effect }
    }
    whyTurnaround: explainChange(bureau: $bureau, period: $period, base: PREVIOUS, measure: "turnaround", dimension: SERVICE_ITEM) {
      measure form change mixEffect rateEffect workingDaysEffect paceEffect
      parts { key { code nameZh nameEn } effect }
    }
    whyOnTime: explainChange(bureau: $bureau, period: $period, base: PREVIOUS, measure: "on-time", dimension: SERVICE_ITEM) {
      measure form change mixEffect rateEffect workingDaysEffect paceEffect
      parts { key { code nameZh nameEn } effect }
    }
    caseload(bureau: $bureau, period: $period) {
      asOf
      total { backlogAtStart backlog overdue dueSoon }
    }
    turnaround(bureau: $bureau, period: $period) { total { turnaroundMinutes { n median p90 } } }
    late: applications(bureau: $bureau, where: $late, sort: DUE_FIRST, first: 8) {
      totalCount
      edges { node { caseKey receivedAt servicePoint { code nameZh nameEn } serviceItem { code nameZh nameEn } promisedDeadline { __typename ... on DeadlineKnown { dueOn } } } }
    }
  }
`);

/** Months that can be chosen: two years. */
const OFFERED_MONTHS = 24;

/** A month on two printed pages. */
export function BriefingPage() {
  const t = useText();
  const { bureau } = useView();
  const [parameters, setParameters] = useSearchParams();
  const months = Array.from({ length: OFFERED_MONTHS }, (_, back) =>
    shiftMonth(`${bureau.today.slice(0, 7)}-01`, -back).slice(0, 7),
  );
  const month = months.find((each) => each === parameters.get('month')) ?? months[1] ?? '';
  const period = daysOfMonth(month, bureau.today);
  const asked = useQuery(BRIEFING, {
    variables: {
      bureau: bureau.code,
      month,
      period,
      late: { openOn: period.to, standing: ['OVERDUE'] },
    },
  });
  return (
    <Page title={t('nav.briefing')} intro={t('briefing.intro')} filters="NONE">
      <form
        className="filters no-print"
        aria-label={t('filter.title')}
        onSubmit={(event) => event.preventDefault()}
      >
        <label className="field">
          <span>{t('briefing.month')}</span>
          <select
            value={month}
            onChange={({ target }) =>
              setParameters((present) => {
                present.set('month', target.value);
                return present;
              })
            }
          >
            {months.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" onClick={() => window.print()}>
          {t('briefing.print')}
        </button>
      </form>
      <Answer asked={asked}>
        {(data) => (
          <div className="sheets" key={data.briefing.month}>
            <FiguresSheet data={data} />
            <StateSheet data={data} />
          </div>
        )}
      </Answer>
    </Page>
  );
}

function daysOfMonth(month: string, today: string): DayRange {
  const from = `${month}-01`;
  const last = shiftDay(shiftMonth(from, 1), -1);
  return { from, to: last < today ? last : today };
}
