import { Field, ID, ObjectType, Query, Resolver } from 'type-graphql';
import type { MeasureDefinition as Definition } from '../measure/measure-definition.ts';
import { Access } from '../platform/access.ts';
import { MEASURE_DEFINITIONS } from './definitions.ts';

@Access('ANYONE')
@ObjectType({
  description: 'What a figure means: the same text in the API, docs/measures.md and on the pages.',
})
export class MeasureDefinition implements Definition {
  @Field(() => ID, { description: 'Stable; the anchor of links from every figure.' })
  id!: string;
  @Field(() => String)
  nameZh!: string;
  @Field(() => String)
  nameEn!: string;
  @Field(() => String)
  definitionZh!: string;
  @Field(() => String)
  definitionEn!: string;
  @Field(() => String)
  unitZh!: string;
  @Field(() => String)
  unitEn!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Article of law, standard or paper; null: our own rule.',
  })
  sourceZh!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Article of law, standard or paper; null: our own rule.',
  })
  sourceEn!: string | null;
}

@Resolver(() => MeasureDefinition)
export class DefinitionsResolver {
  @Access('ANYONE')
  @Query(() => [MeasureDefinition], { description: 'Every measure, defined once.' })
  definitions(): readonly Definition[] {
    return MEASURE_DEFINITIONS;
  }
}
