import { Field, ID, ObjectType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { DateTime } from '../platform/scalars.ts';
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from './session.sql.ts';

@Access('SIGNED_IN')
@ObjectType({
  description: `A session in force, begun by signing in: it ends ${SESSION_IDLE_MINUTES} minutes after the last question, and ${SESSION_HOURS} hours after it began.`,
})
export class Session {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { description: 'Whose it is: the name signed in with.' })
  signInName!: string;
  @Field(() => String, { description: 'Whose it is, as shown.' })
  displayName!: string;
  @Field(() => DateTime)
  startedAt!: Date;
  @Field(() => DateTime, { description: 'Of the last question, to the minute.' })
  lastSeenAt!: Date;
  @Field(() => DateTime, { description: 'When it ends whatever is done with it.' })
  expiresAt!: Date;
  @Field(() => String, { description: 'From which it began; empty: not known.' })
  address!: string;
  @Field(() => String, { description: 'What the browser calls itself; empty: nothing.' })
  userAgent!: string;
  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  isPresent!: boolean;
}

export const SessionConnection = connectionOf(Session, 'Session', 'ADMIN');
