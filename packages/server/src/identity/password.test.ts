import { expect, it } from 'vitest';
import { hashPassword, isLongEnough, isPassword } from './password.ts';

it('is known again, in whatever form a keyboard composes its letters, and no other is', async () => {
  const kept = await hashPassword('caf\u00e9 在南宁青秀区');
  expect(kept).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(kept).not.toContain('caf');
  expect(await isPassword('cafe\u0301 在南宁青秀区', kept)).toBe(true);
  expect(await isPassword('cafe 在南宁青秀区', kept)).toBe(false);
  expect(await isPassword('', kept)).toBe(false);
});

it('has a salt of its own each time', async () => {
  expect(await hashPassword('the same password')).not.toBe(await hashPassword('the same password'));
});

it('of nobody is never right, and takes the same work', async () => {
  const kept = await hashPassword('correct horse battery');
  // Of the processor, which does not depend on what else the machine does.
  const workOf = async (stored: string | null) => {
    const before = process.cpuUsage();
    expect(await isPassword('wrong horse battery', stored)).toBe(false);
    return process.cpuUsage(before).user;
  };
  const [someone, nobody] = [await workOf(kept), await workOf(null)];
  expect(nobody / someone).toBeGreaterThan(0.5);
  expect(nobody / someone).toBeLessThan(2);
});

it.each([
  ['十二个字的口令够长了吧吗', true],
  ['eleven char', false],
  ['twelve chars', true],
  ['x'.repeat(200), true],
  ['x'.repeat(201), false],
])('%s may be set: %s', (password, isAllowed) => {
  expect(isLongEnough(password)).toBe(isAllowed);
});
