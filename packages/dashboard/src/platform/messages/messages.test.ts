import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-cn.ts';

const SOURCES = new URL('../../', import.meta.url).pathname;

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

function sources(): { file: string; text: string }[] {
  return readdirSync(SOURCES, { recursive: true })
    .map(String)
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(gql|messages)\/|\.test\./.test(file))
    .map((file) => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));
}

describe('messages', () => {
  it('are the same in both languages, none empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCN).sort());
    expect(Object.entries({ ...zhCN }).filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(Object.entries(en).filter(([id, text]) => text.trim() === '' && id !== 'list.separator')).toEqual(
      [],
    );
  });

  it('take the same values in both languages', () => {
    const differing = Object.entries(zhCN).filter(
      ([id, text]) => placeholders(text).join() !== placeholders(en[id as keyof typeof zhCN]).join(),
    );
    expect(differing).toEqual([]);
  });

  it('are each used by a page', () => {
    const text = sources()
      .map((source) => source.text)
      .join('\n');
    const unused = Object.keys(zhCN).filter((id) => {
      const prefix = id.slice(0, id.indexOf('.') + 1);
      return !text.includes(`'${id}'`) && !text.includes(`\`${prefix}\${`);
    });
    expect(unused).toEqual([]);
  });

  it('leave no text of a language in a component', () => {
    const offenders = sources()
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, text }) =>
        text
          .split('\n')
          .filter((line) => /[\u4e00-\u9fff]/.test(line) && !/中文|replace\(/.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(offenders).toEqual([]);
  });
});
