import type { Request } from 'express';
import type pg from 'pg';
import type { AuditAction, AuditActor } from '../platform/audit-trail.ts';
import type { AuditContext, AuditedWork } from '../platform/audited.ts';
import { principalOf } from './identify.ts';
import type { SignedIn } from './sign-in.ts';

/** With what a sign-in goes on record: who asks is not yet whoever signs in. */
export function signInRecord(
  { pool, clock }: { readonly pool: pg.Pool; readonly clock: () => Date },
  request: Request,
): AuditContext {
  return { pool, clock, principal: principalOf(request), address: request.ip ?? null };
}

/** The name that was given is not kept: people type passwords into it. */
export function signInWork(action: AuditAction): AuditedWork {
  return { action, bureauCode: null, subject: {} };
}

export function whoSignedIn({ accountId, signInName }: Omit<SignedIn, 'token'>): AuditActor {
  return { kind: 'ACCOUNT', actor: signInName, accountId, tokenId: null };
}
