import { ApplicationEntity, ApplicationEventEntity } from './applications/application.entity.ts';
import {
  ChannelEntity,
  DepartmentEntity,
  DomainEntity,
  ServiceItemEntity,
  ServiceItemLimitEntity,
} from './applications/service-item.entity.ts';
import { BureauEntity } from './bureau/bureau.entity.ts';
import { CoverageTargetEntity } from './coverage/coverage-target.entity.ts';
import { ImportRefusalEntity, ImportRunEntity } from './imports/import-run.entity.ts';
import { OutreachEventEntity } from './outreach/outreach-event.entity.ts';
import { DemandAreaEntity, KeyBuildingEntity } from './places/place.entity.ts';
import { ServicePointEntity, ServicePointStatusEntity } from './service-points/service-point.entity.ts';
import { ControlRestartEntity } from './warnings/control-restart.entity.ts';
import { DigestDeliveryEntity } from './warnings/digest-delivery.entity.ts';
import { TargetEntity } from './warnings/target.entity.ts';

/** Every mapped table. */
export const ENTITIES = [
  BureauEntity,
  ServicePointEntity,
  ServicePointStatusEntity,
  DemandAreaEntity,
  KeyBuildingEntity,
  DepartmentEntity,
  DomainEntity,
  ChannelEntity,
  ServiceItemEntity,
  ServiceItemLimitEntity,
  OutreachEventEntity,
  ApplicationEntity,
  ApplicationEventEntity,
  ImportRunEntity,
  ImportRefusalEntity,
  TargetEntity,
  ControlRestartEntity,
  DigestDeliveryEntity,
  CoverageTargetEntity,
];
