import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import {
  ApplicationEventResolver,
  ApplicationResolver,
  ServiceItemResolver,
} from './applications/application.resolver.ts';
import { BureauFactsResolver, ServicePointVolumeResolver } from './applications/bureau-facts.resolver.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { BriefingResolver } from './briefing/briefing.resolver.ts';
import { BureauResolver } from './bureau/bureau.resolver.ts';
import { WorkingCalendarResolver } from './bureau/working-calendar.resolver.ts';
import { CaseloadResolver } from './caseload/caseload.resolver.ts';
import { ComparisonResolver } from './comparisons/comparison.resolver.ts';
import { CoverageResolver } from './coverage/coverage.resolver.ts';
import { CoverageTargetResolver } from './coverage/coverage-target.resolver.ts';
import { DefinitionsResolver } from './definitions/definitions.resolver.ts';
import { ErrorCodesResolver } from './definitions/error-codes.resolver.ts';
import { PersonResolver } from './identity/person.resolver.ts';
import { ServiceTokenResolver } from './identity/service-token.resolver.ts';
import { SessionResolver } from './identity/session.resolver.ts';
import { ViewerResolver } from './identity/viewer.resolver.ts';
import { ApplicantResolver } from './imports/applicant.resolver.ts';
import { ImportDeskResolver, ImportRunOutcomeResolver } from './imports/import-desk.resolver.ts';
import { ImportRunResolver } from './imports/import-run.resolver.ts';
import { NetworkResolver } from './network/network.resolver.ts';
import { TravelRunResolver } from './network/travel-run.resolver.ts';
import { OutreachEventResolver } from './outreach/outreach-event.resolver.ts';
import { PerformanceResolver } from './performance/performance.resolver.ts';
import { PlaceResolver, ServicePointPlaceResolver } from './places/place.resolver.ts';
import { enforceAccess } from './platform/access.ts';
import { auditMutations } from './platform/audited.ts';
import { ServicePointResolver } from './service-points/service-point.resolver.ts';
import { SitingResolver, SitingRunResolver, SitingScenarioResolver } from './siting/scenario.resolver.ts';
import { ReleaseResolver } from './transparency/release.resolver.ts';
import { TurnaroundResolver } from './turnaround/turnaround.resolver.ts';
import { EarlyWarningResolver } from './warnings/early-warning.resolver.ts';
import { TargetResolver } from './warnings/target.resolver.ts';

/** The executable schema: the TypeGraphQL classes of every feature, every field behind its access rule, every mutation on record. */
export function createSchema(): GraphQLSchema {
  return auditMutations(enforceAccess(buildUnguardedSchema()));
}

/** The same before the rules are enforced. */
export function buildUnguardedSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      ViewerResolver,
      PersonResolver,
      ServiceTokenResolver,
      SessionResolver,
      BureauResolver,
      BureauFactsResolver,
      WorkingCalendarResolver,
      AuditResolver,
      ServicePointResolver,
      ServicePointVolumeResolver,
      PlaceResolver,
      ServicePointPlaceResolver,
      OutreachEventResolver,
      ApplicationResolver,
      ApplicationEventResolver,
      ServiceItemResolver,
      ApplicantResolver,
      ImportDeskResolver,
      ImportRunOutcomeResolver,
      ImportRunResolver,
      TurnaroundResolver,
      CaseloadResolver,
      BriefingResolver,
      PerformanceResolver,
      ComparisonResolver,
      TargetResolver,
      EarlyWarningResolver,
      NetworkResolver,
      TravelRunResolver,
      CoverageResolver,
      CoverageTargetResolver,
      SitingResolver,
      SitingScenarioResolver,
      SitingRunResolver,
      ReleaseResolver,
      DefinitionsResolver,
      ErrorCodesResolver,
    ],
    // GraphQL's own types are the validation of inputs; domain rules refuse with a code of their own.
    validate: false,
  });
}
