import { defineEntity, p } from '@mikro-orm/core';

export const DIGEST_CHANNELS = ['MAIL', 'WEBHOOK'] as const;
export type DigestChannel = (typeof DIGEST_CHANNELS)[number];

/** The digest of a bureau and day over a channel: at most one row, so that it goes out once. */
export const DigestDeliveryEntity = defineEntity({
  name: 'DigestDelivery',
  tableName: 'digest_delivery',
  properties: {
    id: p.bigint('number').primary(),
    bureauId: p.integer(),
    digestOn: p.date(),
    channel: p.text().$type<DigestChannel>(),
    status: p.text().$type<'SENDING' | 'SENT' | 'FAILED'>(),
    attempts: p.integer(),
    claimedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
    error: p.text().nullable(),
  },
});
