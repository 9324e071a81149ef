import { Link } from 'react-router';
import { Fact } from '../components/fact.tsx';
import { MeasureName } from '../components/figure.tsx';
import { Section } from '../components/page.tsx';
import type { OutreachQuery } from '../gql/graphql.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat } from '../platform/format.ts';
import { useNames, useText } from '../platform/locale.tsx';

type Event = OutreachQuery['outreachEvents']['edges'][number]['node'];

const MINUTE_MS = 60_000;

/** What a building day settled on the spot: accepted, inspected and issued on the day itself. */
export function OutreachBatch({ event, batch }: { event: Event; batch: NonNullable<Event['batch']> }) {
  const t = useText();
  const nameOf = useNames();
  const format = useFormat();
  const { drill } = useView();
  const { firstReceivedAt, lastIssuedAt } = batch;
  return (
    <Section
      title={t('outreach.day', { name: nameOf(event), day: format.day(event.heldOn) })}
      action={
        <Link to={drill({ outreach: [event.code] })}>
          {t('outreach.seeBatch', { count: format.count(batch.applications) })}
        </Link>
      }
    >
      <dl className="card facts" data-batch={event.code}>
        <Fact title={<MeasureName measure="outreach-events">{t('outreach.unified')}</MeasureName>}>
          <strong data-value={batch.unified}>{format.count(batch.unified)}</strong>{' '}
          {t('outreach.ofBatch', { count: format.count(batch.applications) })}
        </Fact>
        {(['accepted', 'inspected', 'issued'] as const).map((step) => (
          <Fact key={step} title={t(`outreach.${step}`)}>
            {format.count(batch[step])}
          </Fact>
        ))}
        {firstReceivedAt != null && lastIssuedAt != null && (
          <Fact title={t('outreach.span')}>
            {t('outreach.spanText', {
              from: format.instant(firstReceivedAt),
              to: format.instant(lastIssuedAt),
              minutes: format.count(
                Math.round((Date.parse(lastIssuedAt) - Date.parse(firstReceivedAt)) / MINUTE_MS),
              ),
            })}
          </Fact>
        )}
      </dl>
    </Section>
  );
}
