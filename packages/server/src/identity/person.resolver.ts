import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import type { Connection } from '../platform/connection.ts';
import {
  changePerson,
  invitePerson,
  issuePersonLink,
  listPeople,
  type PersonOutcome,
  setPersonDisabled,
} from './person.service.ts';
import {
  Person,
  PersonChange,
  PersonChanged,
  PersonConnection,
  PersonInput,
  type PersonRefused,
  refusePerson,
} from './person.type.ts';
import type { RequestContext } from './request-context.ts';

@Resolver(() => Person)
export class PersonResolver {
  @Access('ADMIN')
  @Query(() => PersonConnection, {
    description:
      'The people whom the caller administers, by the name they sign in with: of the caller’s bureau, or of every one.',
  })
  people(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Connection<Person>> {
    return listPeople(context, { first, after: after ?? null });
  }

  @Access('ADMIN')
  @Audited('ACCOUNT_CHANGED', 'signInName', 'person.roles', 'person.servicePoints')
  @Mutation(() => PersonChange, {
    description: 'Makes an account without a password, and the one-time link by which its owner sets one.',
  })
  async invitePerson(
    @Ctx() context: RequestContext,
    @Arg('signInName', () => String) signInName: string,
    @Arg('bureau', () => ID, {
      nullable: true,
      description: 'Its code; null: an administrator of the installation, by another such only.',
    })
    bureau: string | null,
    @Arg('person', () => PersonInput) input: PersonInput,
  ): Promise<PersonChanged | PersonRefused> {
    return told(await invitePerson(context, { signInName, bureauCode: bureau ?? null, input }));
  }

  @Access('ADMIN')
  @Audited('ROLES_CHANGED', 'id', 'person.roles', 'person.servicePoints')
  @Mutation(() => PersonChange, {
    description: 'Gives somebody another name, other roles or other points; it holds at once.',
  })
  async changePerson(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('person', () => PersonInput) input: PersonInput,
  ): Promise<PersonChanged | PersonRefused> {
    return told(await changePerson(context, id, input));
  }

  @Access('ADMIN')
  @Audited('ACCOUNT_CHANGED', 'id', 'isDisabled')
  @Mutation(() => PersonChange, {
    description: 'Lets somebody sign in no longer, or again. Their sessions end at once.',
  })
  async setPersonDisabled(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('isDisabled', () => Boolean) isDisabled: boolean,
  ): Promise<PersonChanged | PersonRefused> {
    return told(await setPersonDisabled(context, id, isDisabled));
  }

  @Access('ADMIN')
  @Audited('LINK_ISSUED', 'id')
  @Mutation(() => PersonChange, {
    description:
      'Makes a one-time link by which somebody sets a new password; the one in force stands until then. Earlier links stand no longer.',
  })
  async issuePersonLink(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<PersonChanged | PersonRefused> {
    return told(await issuePersonLink(context, id));
  }
}

function told(outcome: PersonOutcome): PersonChanged | PersonRefused {
  return typeof outcome === 'string' ? refusePerson(outcome) : Object.assign(new PersonChanged(), outcome);
}
