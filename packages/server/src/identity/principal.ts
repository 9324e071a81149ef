import type { AccessRule, AccessSubject } from '../platform/access.ts';

export const PRINCIPAL_ROLES = ['GUEST', 'OPERATOR'] as const;
export type PrincipalRole = (typeof PRINCIPAL_ROLES)[number];

/** Which bureaux a principal may read, as the condition that a bureau must meet. */
export interface BureauVisibility {
  isDemonstration: boolean;
}

/** Who is asking. Until sign-in exists: a read-only guest of the demonstration district, or the operator of the machine. */
export class Principal implements AccessSubject {
  constructor(readonly role: PrincipalRole) {}

  readonly accountId: number | null = null;
  readonly tokenId: number | null = null;

  get kind(): string {
    return this.role;
  }

  get actor(): string {
    return this.role;
  }

  isAllowed(rule: AccessRule): boolean {
    return ALLOWED[this.role].has(rule);
  }

  maySeeBureau(bureau: BureauVisibility): boolean {
    return this.role === 'OPERATOR' || bureau.isDemonstration;
  }
}

/** Default deny: a rule that is not listed for a role is refused. */
const ALLOWED: Record<PrincipalRole, ReadonlySet<AccessRule>> = {
  GUEST: new Set(['ANYONE', 'READER']),
  OPERATOR: new Set(['ANYONE', 'READER', 'OPERATOR']),
};
