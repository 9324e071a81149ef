import { expect, it } from 'vitest';
import { Principal } from './principal.ts';

it.each([
  ['GUEST', true, true, false],
  ['OPERATOR', true, true, true],
] as const)('%s may do what is listed and nothing else', (role, anyone, reader, operator) => {
  const principal = new Principal(role);
  expect([
    principal.isAllowed('ANYONE'),
    principal.isAllowed('READER'),
    principal.isAllowed('OPERATOR'),
  ]).toEqual([anyone, reader, operator]);
});
