import { expect, it } from 'vitest';
import { readConfig } from './config.ts';

const trustProxy = (text: string) => readConfig({ TRUST_PROXY: text }).trustProxy;

it('believes no proxy unless told to', () => {
  expect(readConfig({}).trustProxy).toBe(false);
  expect(trustProxy('')).toBe(false);
});

it('believes a number of proxies, or those of named addresses and networks', () => {
  expect(trustProxy('2')).toBe(2);
  expect(trustProxy('loopback, 10.0.0.0/8,2001:db8::1')).toEqual(['loopback', '10.0.0.0/8', '2001:db8::1']);
});

it.each(['true', '0', '-1', '11', '1.5', '10.0.0', '10.0.0.0/33', 'proxy.example', '10.0.0.1,'])(
  'refuses to start with %s, which would believe everyone or nobody',
  (text) => {
    expect(() => trustProxy(text)).toThrow('TRUST_PROXY');
  },
);

it('refuses to start with a word for who may ask freely that it does not know', () => {
  expect(readConfig({}).freeQueries).toBe('BY_PRINCIPAL');
  expect(readConfig({ FREE_QUERIES: 'NOBODY' }).freeQueries).toBe('NOBODY');
  expect(() => readConfig({ FREE_QUERIES: 'nobody' })).toThrow('FREE_QUERIES');
});
