import { ACCESS_RULES, type AccessRule, type AccessSubject } from '../platform/access.ts';

/** What a person of a bureau may be; several at once. */
export const ROLES = ['LEADER', 'PLANNER', 'OFFICER', 'STEWARD', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

export const TOKEN_SCOPES = ['READ', 'IMPORT'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/**
 * How someone is known: not at all, as the read-only guest of the demonstration, by a session, by a service token, or as the operator of
 * the machine.
 */
export const PRINCIPAL_KINDS = ['ANONYMOUS', 'GUEST', 'ACCOUNT', 'TOKEN', 'OPERATOR'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** What access rules are granted to. */
export const GRANTEES = ['ANONYMOUS', 'GUEST', ...ROLES, 'TOKEN_READ', 'TOKEN_IMPORT', 'OPERATOR'] as const;
export type Grantee = (typeof GRANTEES)[number];

const ANY_ROLE = ['ANYONE', 'SIGNED_IN', 'READER', 'RUN_READER'] as const;

/** Default deny: a rule that is not listed is refused. Who has several roles may do what any of them may. */
export const ALLOWED: Readonly<Record<Grantee, ReadonlySet<AccessRule>>> = {
  ANONYMOUS: new Set<AccessRule>(['ANYONE']),
  GUEST: new Set<AccessRule>(['ANYONE', 'READER', 'RUN_READER']),
  LEADER: new Set<AccessRule>([...ANY_ROLE, 'LEADER', 'COMMENTER', 'RELEASER']),
  PLANNER: new Set<AccessRule>([...ANY_ROLE, 'PLANNER', 'COMMENTER']),
  OFFICER: new Set<AccessRule>(ANY_ROLE),
  STEWARD: new Set<AccessRule>([...ANY_ROLE, 'STEWARD', 'IMPORTER', 'RELEASER']),
  ADMIN: new Set<AccessRule>([...ANY_ROLE, 'ADMIN', 'RELEASER']),
  TOKEN_READ: new Set<AccessRule>(['ANYONE', 'READER', 'RUN_READER']),
  TOKEN_IMPORT: new Set<AccessRule>(['ANYONE', 'IMPORTER', 'RUN_READER']),
  OPERATOR: new Set(ACCESS_RULES),
};

/** A bureau, as far as it decides who may see it. */
export interface BureauVisibility {
  readonly id: number;
  readonly isDemonstration: boolean;
}

export interface PrincipalFacts {
  readonly kind: PrincipalKind;
  /** Of an account; empty for every other kind. */
  readonly roles: readonly Role[];
  /** Of a token; empty for every other kind. */
  readonly scopes: readonly TokenScope[];
  /** The only bureau; null: of every bureau (an administrator of the installation, the operator), or none (see `kind`). */
  readonly bureauId: number | null;
  /** The only service points whose applications may be read; null: all of the bureau. */
  readonly servicePointIds: readonly number[] | null;
  readonly accountId: number | null;
  readonly tokenId: number | null;
  readonly sessionId: number | null;
  /** As it stands beside what was done: the name signed in with, the name of a token, or the kind. */
  readonly actor: string;
  readonly displayName: string | null;
}

/** Who is asking. */
export class Principal implements AccessSubject {
  readonly kind: PrincipalKind;
  readonly roles: readonly Role[];
  readonly scopes: readonly TokenScope[];
  readonly bureauId: number | null;
  readonly servicePointIds: readonly number[] | null;
  readonly accountId: number | null;
  readonly tokenId: number | null;
  readonly sessionId: number | null;
  readonly actor: string;
  readonly displayName: string | null;

  constructor(kind: PrincipalKind, facts: Partial<Omit<PrincipalFacts, 'kind'>> = {}) {
    this.kind = kind;
    this.roles = facts.roles ?? [];
    this.scopes = facts.scopes ?? [];
    this.bureauId = facts.bureauId ?? null;
    this.servicePointIds = facts.servicePointIds ?? null;
    this.accountId = facts.accountId ?? null;
    this.tokenId = facts.tokenId ?? null;
    this.sessionId = facts.sessionId ?? null;
    this.actor = facts.actor ?? kind;
    this.displayName = facts.displayName ?? null;
  }

  /** Any question, or those of the pages alone. */
  get mayAskFreely(): boolean {
    return this.kind === 'GUEST' || this.kind === 'TOKEN' || this.kind === 'OPERATOR';
  }

  /** Under which its requests are counted; null: it is known by its address alone. */
  get rateKey(): string | null {
    switch (this.kind) {
      case 'ACCOUNT':
        return `account-${this.accountId}`;
      case 'TOKEN':
        return `token-${this.tokenId}`;
      default:
        return null;
    }
  }

  isAllowed(rule: AccessRule): boolean {
    return this.grantees.some((grantee) => ALLOWED[grantee].has(rule));
  }

  maySeeBureau(bureau: BureauVisibility): boolean {
    switch (this.kind) {
      case 'OPERATOR':
        return true;
      case 'GUEST':
        return bureau.isDemonstration;
      case 'ACCOUNT':
        return this.bureauId === null ? this.roles.includes('ADMIN') : bureau.id === this.bureauId;
      case 'TOKEN':
        return bureau.id === this.bureauId;
      case 'ANONYMOUS':
        return false;
    }
  }

  /** Whether people and tokens of that bureau are this principal's to administer; null: those of the installation. */
  mayAdminister(bureauId: number | null): boolean {
    return this.isAllowed('ADMIN') && (this.bureauId === null || this.bureauId === bureauId);
  }

  private get grantees(): readonly Grantee[] {
    switch (this.kind) {
      case 'ACCOUNT':
        return this.roles;
      case 'TOKEN':
        return this.scopes.map((scope) => `TOKEN_${scope}` as const);
      default:
        return [this.kind];
    }
  }
}
