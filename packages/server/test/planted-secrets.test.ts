import pino from 'pino';
import { expect, it } from 'vitest';
import { findLeaks } from './planted-secrets.ts';

const SECRETS = [
  '["PASSWORD","correct horse"]',
  '["SESSION","a\\"b\\\\c-token"]',
  '["PASSWORD","correct horse"]',
  '',
].join('\n');

it('a secret that stands in a log of the run is found, whatever it holds, and is not repeated', () => {
  const lines: string[] = [];
  const logger = pino({}, { write: (line: string) => lines.push(line) });
  logger.info({ given: { password: 'correct horse' } }, 'signing in');
  logger.error(new Error('no session a"b\\c-token'));
  const leaks = findLeaks(lines.join(''), SECRETS);
  expect(leaks.map((leak) => leak.split(' ')[0])).toEqual(['PASSWORD', 'SESSION']);
  expect(leaks[0]).toContain('"password":"***"');
  expect(leaks.join()).not.toContain('correct horse');
});

it('logs without any are let through', () => {
  expect(findLeaks('{"msg":"signing in"}\n', SECRETS)).toEqual([]);
});
