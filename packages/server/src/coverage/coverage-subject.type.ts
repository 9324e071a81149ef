import { registerEnumType } from 'type-graphql';
import { enumOf } from '../platform/graphql-enum.ts';
import { COVERAGE_SUBJECTS } from './closing-circle.ts';

export const CoverageSubjectEnum = enumOf(COVERAGE_SUBJECTS);
registerEnumType(CoverageSubjectEnum, {
  name: 'CoverageSubject',
  description: 'What is to be covered.',
  valuesConfig: {
    RESIDENTS: { description: '居民' },
    ENTERPRISES: { description: '企业' },
    KEY_BUILDINGS: { description: '重点楼宇商圈, within the travel time.' },
    BUILDING_REACH: { description: '楼宇覆盖: key buildings with a service point inside.' },
  },
});
