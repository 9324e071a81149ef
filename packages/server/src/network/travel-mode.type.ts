import { registerEnumType } from 'type-graphql';
import { enumOf } from '../platform/graphql-enum.ts';
import { TRAVEL_MODES } from './travel-mode.ts';

export const TravelModeEnum = enumOf(TRAVEL_MODES);
registerEnumType(TravelModeEnum, {
  name: 'TravelMode',
  description: 'How people travel.',
  valuesConfig: {
    WALK: { description: '步行' },
    CYCLE: { description: '骑行' },
    DRIVE: { description: '驾车' },
  },
});
