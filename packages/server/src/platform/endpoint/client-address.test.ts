import { expect, it } from 'vitest';
import { callerOf } from './client-address.ts';

it('takes an IPv4 address for itself, written in IPv6 too', () => {
  expect(callerOf('203.0.113.7')).toBe('203.0.113.7');
  expect(callerOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
});

it('takes a /64 network of IPv6 for one caller, and its neighbour for another', () => {
  expect(callerOf('2001:db8:1:2::1')).toBe('20010db800010002');
  expect(callerOf('2001:db8:1:2:ffff::9')).toBe(callerOf('2001:db8:1:2::1'));
  expect(callerOf('2001:db8:1:3::1')).not.toBe(callerOf('2001:db8:1:2::1'));
});

it('counts what has no address together', () => {
  expect(callerOf('')).toBe('unknown');
});
