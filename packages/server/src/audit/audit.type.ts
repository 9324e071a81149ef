import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import {
  AUDIT_ACTION_NAMES,
  AUDIT_ACTIONS,
  AUDIT_OUTCOMES,
  type AuditAction,
  type AuditOutcome,
} from '../platform/audit-trail.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { CalendarDate, DateTime } from '../platform/scalars.ts';

export const AuditActionEnum = enumOf(AUDIT_ACTION_NAMES);
registerEnumType(AuditActionEnum, {
  name: 'AuditAction',
  description: 'What goes on record.',
  valuesConfig: Object.fromEntries(
    AUDIT_ACTION_NAMES.map((action) => [action, { description: AUDIT_ACTIONS[action].join(' · ') }]),
  ),
});

export const AuditOutcomeEnum = enumOf(AUDIT_OUTCOMES);
registerEnumType(AuditOutcomeEnum, {
  name: 'AuditOutcome',
  description: 'What came of it.',
  valuesConfig: {
    BEGUN: {
      description:
        'It was begun, and how it ended is not on record: it is under way, or the server stopped in between.',
    },
    SUCCEEDED: { description: 'It was done.' },
    REFUSED: { description: 'Nothing was done: the caller may not, or what was asked for cannot be.' },
    FAILED: { description: 'It failed on the side of the server, or the reader of a download went away.' },
  },
});

@Access('ADMIN')
@ObjectType({ description: 'An id, code or count that says which rows an entry is about.' })
export class AuditSubject {
  @Field(() => String, { description: 'As the API names it, e.g. `run` or `target.measure`.' })
  name!: string;
  @Field(() => String, { description: 'Several are set apart by a comma and a space.' })
  value!: string;
}

@Access('ADMIN')
@ObjectType({ description: 'One act on record. No entry is ever changed or removed.' })
export class AuditEntry {
  @Field(() => ID)
  id!: string;
  @Field(() => DateTime)
  at!: Date;
  @Field(() => String, { description: 'The kind of principal: an account, a token, a guest, the operator …' })
  actorKind!: string;
  @Field(() => String, { description: 'The name of the account or token, or the kind again.' })
  actor!: string;
  @Field(() => ID, { nullable: true, description: 'null: not an account.' })
  accountId!: string | null;
  @Field(() => ID, { nullable: true, description: 'null: not a service token.' })
  tokenId!: string | null;
  @Field(() => String, { nullable: true, description: 'Network address; null: from the machine itself.' })
  address!: string | null;
  @Field(() => AuditActionEnum)
  action!: AuditAction;
  @Field(() => String)
  actionNameZh!: string;
  @Field(() => String)
  actionNameEn!: string;
  @Field(() => Boolean, { description: 'Of no bureau, such as a refused sign-in.' })
  isOfInstallation!: boolean;
  @Field(() => [AuditSubject], { description: 'Which rows, by ids and codes. Empty: none in particular.' })
  subjects!: readonly AuditSubject[];
  @Field(() => AuditOutcomeEnum)
  outcome!: AuditOutcome;
  @Field(() => String, {
    nullable: true,
    description: 'Why it was refused; null: done, or no reason but that there was nothing to do.',
  })
  code!: string | null;
}

@Access('ADMIN')
@ObjectType({ description: 'An action under its names.' })
export class AuditActionChoice {
  @Field(() => AuditActionEnum)
  action!: AuditAction;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
}

@InputType({ description: 'What the list is narrowed to; what is left out narrows nothing.' })
export class AuditFilter {
  @Field(() => String, {
    nullable: true,
    description: 'In the name of the account, token or kind; upper and lower case are the same.',
  })
  actor?: string | null;
  @Field(() => [AuditActionEnum], { nullable: true, description: 'Any of them; empty: none.' })
  actions?: AuditAction[] | null;
  @Field(() => [AuditOutcomeEnum], { nullable: true, description: 'Any of them; empty: none.' })
  outcomes?: AuditOutcome[] | null;
  @Field(() => CalendarDate, { nullable: true, description: 'From this day on.' })
  since?: string | null;
  @Field(() => CalendarDate, { nullable: true, description: 'To this day, which is included.' })
  until?: string | null;
}

export const AuditEntryConnection = connectionOf(AuditEntry, 'AuditEntry', 'ADMIN');
