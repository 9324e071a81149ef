import type { MeasureDefinition } from '../measure/measure-definition.ts';

export const OPERATING_POINTS: MeasureDefinition = {
  id: 'operating-points',
  nameZh: '运行中的服务点',
  nameEn: 'Operating service points',
  definitionZh: '本局当日状态为“运行”的帮办代办服务点个数，帮办代办区计入。状态有日期，只追加、不覆盖。',
  definitionEn:
    "Service points whose status in force on the bureau's today is operating, assisted-service areas included. Statuses are dated: added, never overwritten.",
  unitZh: '个',
  unitEn: 'service points',
  sourceZh: null,
  sourceEn: null,
};
