import type { ReactNode } from 'react';
import { DataTable } from '../components/data-table.tsx';
import { MeasureName } from '../components/figure.tsx';
import type { BriefingQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { MISSING, useFormat, usePeriodText } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';
import { useChangeSentence } from '../why/change-sentence.ts';
import { useMeasureTexts, useValueFormat } from '../why/measures.ts';
import { LeaderComment } from './leader-comment.tsx';

interface SheetProps {
  readonly data: BriefingQuery;
}

type Compared = BriefingQuery['comparison']['measures'][number];

/** A page of A4 with its head and its foot. */
function Sheet({ data: { briefing }, page, children }: SheetProps & { page: number; children: ReactNode }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const periodText = usePeriodText();
  const { bureau } = useView();
  return (
    <article className="sheet" data-sheet={page}>
      <header>
        <h2>{t('briefing.title', { bureau: nameOf(bureau), month: briefing.month })}</h2>
        <p>{periodText({ ...briefing.period, workingDays: briefing.period.workingDays ?? null })}</p>
      </header>
      <div className="sheet-body">{children}</div>
      <footer>
        <span>
          {t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) })}
          {bureau.isDemonstration && ` · ${t('wall.demonstration')}`} · {t('briefing.definitions')}
        </span>
        <span>{t('briefing.page', { page })}</span>
      </footer>
    </article>
  );
}

/** The month's figures, why they moved, and what the leader says of it. */
export function FiguresSheet({ data }: SheetProps) {
  const t = useText();
  const format = useFormat();
  const { bureau } = useView();
  const textOf = useMeasureTexts();
  const formatOf = useValueFormat(bureau.standardDayMinutes);
  const sentenceOf = useChangeSentence();
  const { total } = data.caseload;
  const { turnaroundMinutes } = data.turnaround.total;
  const reasons = [data.whyVolume, data.whyTurnaround, data.whyOnTime].map(sentenceOf).filter(Boolean);
  const changeOf = (compared: Compared, base: 'PREVIOUS' | 'SAME_LAST_YEAR') => {
    const change = compared.changes.find((each) => each.base === base);
    const { value, change: show, changeUnit } = formatOf(compared.form);
    return change?.change == null
      ? value(change?.before.value)
      : `${value(change.before.value)} (${show(change.change)} ${changeUnit})`;
  };
  return (
    <Sheet data={data} page={1}>
      <section>
        <h3>{t('briefing.figures')}</h3>
        <DataTable
          caption={t('briefing.figures')}
          hideCaption
          rows={data.comparison.measures}
          keyOf={({ measure }) => measure}
          columns={[
            {
              title: t('why.measure'),
              cell: ({ measure, form }) => (
                <MeasureName measure={measure}>
                  {form === 'MEAN' ? t('why.mean', { measure: textOf(measure).name }) : textOf(measure).name}
                </MeasureName>
              ),
            },
            {
              title: t('briefing.thisMonth'),
              isNumber: true,
              cell: ({ form, now }) => (
                <strong>
                  {formatOf(form).value(now.value)} {form === 'RATE' ? '' : t(`why.unit.${form}`)}
                </strong>
              ),
            },
            {
              title: t('why.count'),
              isNumber: true,
              cell: ({ form, now }) =>
                form === 'COUNT'
                  ? t('why.perDay', { value: format.decimal(now.perWorkingDay) })
                  : form === 'RATE'
                    ? `${format.count(now.numerator)} / ${format.count(now.denominator)}`
                    : t('why.n', { n: format.count(now.applications) }),
            },
            { title: t('why.PREVIOUS'), isNumber: true, cell: (compared) => changeOf(compared, 'PREVIOUS') },
            {
              title: t('why.SAME_LAST_YEAR'),
              isNumber: true,
              cell: (compared) => changeOf(compared, 'SAME_LAST_YEAR'),
            },
          ]}
        />
        <p>
          {t('briefing.median', {
            median: format.workingDays(turnaroundMinutes.median),
            p90: format.workingDays(turnaroundMinutes.p90),
            n: format.count(turnaroundMinutes.n),
          })}{' '}
          {t('briefing.stock', {
            start: format.count(total.backlogAtStart),
            end: format.count(total.backlog),
            overdue: format.count(total.overdue),
            dueSoon: format.count(total.dueSoon),
          })}
        </p>
      </section>
      <section>
        <h3>{t('briefing.reasons')}</h3>
        {reasons.length === 0 ? (
          <p>{t('why.nothing')}</p>
        ) : (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </section>
      <LeaderComment month={data.briefing.month} comment={data.briefing.comment ?? null} />
    </Sheet>
  );
}

/** Service points on a page: more than a district has. */
const SHOWN_POINTS = 16;

/** What is late, and how the service points stand. */
export function StateSheet({ data }: SheetProps) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { late, briefing, caseload } = data;
  const points = briefing.servicePoints.slice(0, SHOWN_POINTS);
  return (
    <Sheet data={data} page={2}>
      <section>
        <h3>
          <MeasureName measure="overdue">
            {t('briefing.late', {
              count: format.count(late.totalCount),
              instant: format.instant(caseload.asOf),
            })}
          </MeasureName>
        </h3>
        {late.totalCount === 0 ? (
          <p>{t('briefing.noneLate')}</p>
        ) : (
          <DataTable
            caption={t('measure.overdue')}
            hideCaption
            rows={late.edges.map(({ node }) => node)}
            keyOf={({ caseKey }) => caseKey}
            columns={[
              { title: t('column.caseKey'), cell: ({ caseKey }) => caseKey },
              {
                title: t('column.item'),
                cell: ({ serviceItem }) => (serviceItem ? nameOf(serviceItem) : MISSING),
              },
              {
                title: t('column.point'),
                cell: ({ servicePoint }) => (servicePoint ? nameOf(servicePoint) : MISSING),
              },
              {
                title: t('column.dueOn'),
                isTime: true,
                cell: ({ promisedDeadline }) =>
                  promisedDeadline.__typename === 'DeadlineKnown'
                    ? format.day(promisedDeadline.dueOn)
                    : MISSING,
              },
            ]}
          />
        )}
        {late.totalCount > late.edges.length && (
          <p>{t('briefing.shown', { shown: format.count(late.edges.length) })}</p>
        )}
      </section>
      <section>
        <h3>
          <MeasureName measure="on-time">{t('briefing.ranking')}</MeasureName>
        </h3>
        <DataTable
          caption={t('briefing.ranking')}
          hideCaption
          rows={points}
          keyOf={({ key }) => key.code ?? ''}
          columns={[
            {
              title: t('briefing.rank'),
              cell: ({ rank, judged }) =>
                rank == null ? t('briefing.small', { n: format.count(judged) }) : String(rank),
            },
            { title: t('column.point'), cell: ({ key }) => nameOf(key) },
            { title: t('measure.onTime'), isNumber: true, cell: ({ rate }) => format.percent(rate) },
            {
              title: t('why.count'),
              isNumber: true,
              cell: ({ inTime, judged }) => `${format.count(inTime)} / ${format.count(judged)}`,
            },
            {
              title: t('briefing.interval'),
              isNumber: true,
              cell: ({ lower, upper }) => `${format.percent(lower)} – ${format.percent(upper)}`,
            },
          ]}
        />
        <p>{t('briefing.rankingNote')}</p>
      </section>
    </Sheet>
  );
}
