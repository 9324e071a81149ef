import { Arg, Ctx, Field, ID, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { enterBureau } from '../bureau/bureau-scope.ts';
import { Access } from '../platform/access.ts';
import { Audited } from '../platform/audited.ts';
import { eraseApplicant } from './erase-applicants.ts';
import type { ImportContext } from './import-desk.service.ts';

@Access('ADMIN')
@ObjectType({ description: 'What was erased of an applicant.' })
export class ApplicantErased {
  @Field(() => Int, {
    description: 'Applications whose keyed hash is gone; 0: nothing was kept of that applicant.',
  })
  applications!: number;
}

@Resolver(() => ApplicantErased)
export class ApplicantResolver {
  @Access('ADMIN')
  @Audited('APPLICANT_ERASED')
  @Mutation(() => ApplicantErased, {
    description:
      'Erases the keyed hashes of an applicant. Its applications stay, and every figure with them. Importing a file that states the applicant brings the hash back.',
  })
  async eraseApplicant(
    @Ctx() context: ImportContext,
    @Arg('bureau', () => ID) bureau: string,
    @Arg('identity', () => String, {
      description:
        'As the files state it, such as an identity number. It is hashed, and neither kept nor logged.',
    })
    identity: string,
  ): Promise<ApplicantErased> {
    const { id } = await enterBureau(context, bureau);
    return { applications: await eraseApplicant(context.pool, id, context.applicantKeys, identity) };
  }
}
