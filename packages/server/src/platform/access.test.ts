import 'reflect-metadata';
import { graphqlSync } from 'graphql';
import { buildSchemaSync, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { Access, enforceAccess } from './access.ts';

@Access('READER')
@ObjectType()
class Guarded {
  @Field(() => String)
  secret!: string;
}

@ObjectType()
class Forgotten {
  @Field(() => String)
  secret!: string;
}

@Resolver(() => Guarded)
class GuardedResolver {
  @Access('ANYONE')
  @Query(() => Guarded)
  guarded(): Guarded {
    return { secret: 'told' };
  }

  @Access('LEADER')
  @Mutation(() => String)
  change(): string {
    return 'changed';
  }
}

@Resolver(() => Forgotten)
class ForgottenResolver {
  @Access('ANYONE')
  @Query(() => Forgotten)
  forgotten(): Forgotten {
    return { secret: 'told' };
  }
}

describe('access', () => {
  it('refuses to start with a field that has no rule, and names it', () => {
    const schema = buildSchemaSync({ resolvers: [ForgottenResolver], orphanedTypes: [], validate: false });
    expect(() => enforceAccess(schema)).toThrow('Fields without an access rule: Forgotten.secret');
  });

  it('asks the principal for every field, by the rule of its type', () => {
    const schema = enforceAccess(
      buildSchemaSync({ resolvers: [GuardedResolver], orphanedTypes: [], validate: false }),
    );
    const ask = (isAllowed: (rule: string) => boolean) =>
      graphqlSync({ schema, source: '{ guarded { secret } }', contextValue: { principal: { isAllowed } } });
    expect(ask(() => true).data).toEqual({ guarded: { secret: 'told' } });
    const refused = ask((rule) => rule === 'ANYONE');
    expect(refused.data).toBeNull();
    expect(refused.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('lets nobody change anything who may only read', () => {
    const schema = enforceAccess(
      buildSchemaSync({ resolvers: [GuardedResolver], orphanedTypes: [], validate: false }),
    );
    const change = (isAllowed: (rule: string) => boolean) =>
      graphqlSync({ schema, source: 'mutation { change }', contextValue: { principal: { isAllowed } } });
    expect(change(() => true).data).toEqual({ change: 'changed' });
    expect(change((rule) => rule !== 'LEADER').errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
