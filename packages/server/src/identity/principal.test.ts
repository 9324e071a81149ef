import { describe, expect, it } from 'vitest';
import { ACCESS_RULES } from '../platform/access.ts';
import { PRINCIPAL_KINDS, Principal } from './principal.ts';

const allowed = (principal: Principal) => ACCESS_RULES.filter((rule) => principal.isAllowed(rule));
const account = (facts: ConstructorParameters<typeof Principal>[1]) => new Principal('ACCOUNT', facts);

describe('what a principal may do is listed, and nothing else', () => {
  it.each([
    ['ANONYMOUS', ['ANYONE']],
    ['GUEST', ['ANYONE', 'READER', 'RUN_READER']],
    ['ACCOUNT', []],
    ['TOKEN', []],
  ] as const)('%s without a role or scope', (kind, rules) => {
    expect(allowed(new Principal(kind))).toEqual(rules);
  });

  it('the operator may do everything', () => {
    expect(allowed(new Principal('OPERATOR'))).toEqual(ACCESS_RULES);
  });

  it('who has two roles may do what either may', () => {
    expect(allowed(account({ roles: ['LEADER', 'PLANNER'] }))).toEqual([
      'ANYONE',
      'SIGNED_IN',
      'READER',
      'RUN_READER',
      'LEADER',
      'PLANNER',
      'COMMENTER',
      'RELEASER',
    ]);
  });

  it('a token that brings files in reads no figures', () => {
    expect(allowed(new Principal('TOKEN', { scopes: ['IMPORT'] }))).toEqual([
      'ANYONE',
      'RUN_READER',
      'IMPORTER',
    ]);
  });
});

describe('which bureau a principal sees', () => {
  const OWN = { id: 1, isDemonstration: false };
  const OTHER = { id: 2, isDemonstration: false };
  const DEMONSTRATION = { id: 3, isDemonstration: true };
  const seen = (principal: Principal) =>
    [OWN, OTHER, DEMONSTRATION].filter((bureau) => principal.maySeeBureau(bureau)).map(({ id }) => id);

  it.each([
    ['nobody: none', new Principal('ANONYMOUS'), []],
    ['the guest: the demonstration', new Principal('GUEST'), [3]],
    ['the operator: every one', new Principal('OPERATOR'), [1, 2, 3]],
    ['an account: its own', account({ roles: ['LEADER'], bureauId: 1 }), [1]],
    ['an administrator of the installation: every one', account({ roles: ['ADMIN'] }), [1, 2, 3]],
    ['an account of no bureau that is no administrator: none', account({ roles: ['LEADER'] }), []],
    ['a token: its own', new Principal('TOKEN', { scopes: ['READ'], bureauId: 2 }), [2]],
    ['a token of no bureau: none', new Principal('TOKEN', { scopes: ['READ'] }), []],
  ])('%s', (_name, principal, bureaus) => {
    expect(seen(principal)).toEqual(bureaus);
  });
});

it('asks what it likes as guest, token or operator, and only what the pages ask as a person or as nobody', () => {
  expect(PRINCIPAL_KINDS.filter((kind) => new Principal(kind).mayAskFreely)).toEqual([
    'GUEST',
    'TOKEN',
    'OPERATOR',
  ]);
});
