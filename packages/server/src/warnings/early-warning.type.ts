import { Field, ObjectType } from 'type-graphql';
import { Freshness } from '../bureau/bureau.type.ts';
import { Access } from '../platform/access.ts';
import { CalendarDate } from '../platform/scalars.ts';
import { AttentionReport } from './attention.type.ts';
import { WatchReport } from './control-chart.type.ts';
import { TargetStanding } from './target.type.ts';

@Access('READER')
@ObjectType({
  description:
    'What needs acting on: what is late or about to be and who must act, which targets will be missed, and what is more than chance. The daily digest says the same.',
})
export class EarlyWarning {
  @Field(() => CalendarDate)
  day!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Digests go out on working days; null: not announced.',
  })
  isWorkingDay!: boolean | null;
  @Field(() => Freshness)
  freshness!: Freshness;
  @Field(() => AttentionReport)
  attention!: AttentionReport;
  @Field(() => [TargetStanding], { description: 'Every target that holds on the day, as `targets` says.' })
  targets!: TargetStanding[];
  @Field(() => WatchReport)
  watch!: WatchReport;
}
