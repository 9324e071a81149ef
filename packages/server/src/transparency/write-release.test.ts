import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { MADE_UP_RELEASE } from '../../test/made-up-release.ts';
import { OpenData, printedFigures, wrongFigures } from '../../test/recompute-figures.ts';
import type { ReleaseContent } from './release-content.ts';
import { writeRelease } from './write-release.ts';

const files = new Map(writeRelease(MADE_UP_RELEASE).map((file) => [file.path, file]));
const pages = new Map(
  [...files.keys()].filter((path) => path.endsWith('.html')).map((path) => [path, textOf(path)]),
);

function textOf(path: string): string {
  return Buffer.from(files.get(path)?.bytes ?? []).toString('utf8');
}

function printed(page: string, at: string): string[] {
  return printedFigures(textOf(page)).flatMap((figure) => (figure.at === at ? [figure.printed] : []));
}

it('every figure of every page is what the open data gives by the recipe, to the last digit', () => {
  expect(wrongFigures(new OpenData(textOf), pages)).toEqual([]);
  expect(printedFigures(textOf('index.html')).length).toBeGreaterThan(150);
  expect(
    printedFigures(textOf('index.html'))
      .map(({ at }) => at)
      .toSorted(),
  ).toEqual(
    printedFigures(textOf('en.html'))
      .map(({ at }) => at)
      .toSorted(),
  );
});

it('a digit that is another on the page is found', () => {
  const tampered = new Map([['index.html', textOf('index.html').replace('>81.3%<', '>81.2%<')]]);
  expect(wrongFigures(new OpenData(textOf), tampered)).toEqual([
    'index.html rates/ON_TIME/WHOLE/ALL/share: 81.2%, not 81.3%',
  ]);
});

it('the figures of a small release come out as by hand', () => {
  expect(printed('index.html', 'turnaround/WHOLE/ALL/median')).toEqual(['2.1', '2.1']);
  expect(printed('index.html', 'turnaround/WHOLE/ALL/p90')).toEqual(['8.1', '8.1']);
  expect(printed('index.html', 'turnaround/WHOLE/ALL/within-3-days')).toEqual(['17']);
  // 13 of 16 is 81.25 %: the half is rounded up.
  expect(printed('index.html', 'rates/ON_TIME/WHOLE/ALL/share')).toEqual(['81.3%', '81.3%']);
  expect(printed('index.html', 'circle/WHOLE/ALL/RESIDENTS/covered')).toEqual(['12,345', '12,345']);
  // 541 seconds are more than nine minutes.
  expect(printed('places.html', 'places/KEY_BUILDING/B1/nearest_1_minutes')).toEqual(['10']);
  expect(textOf('index.html').replace(/<[^>]*>/g, '')).toContain('半数办件在 2.1 个工作日内办结');
  expect(textOf('en.html').replace(/<[^>]*>/g, '')).toContain(
    'Half of the applications took 2.1 working days or less',
  );
});

it('what is withheld stands as a sign that leads to its explanation, what is not known as a dash, and neither as 0', () => {
  for (const page of ['index.html', 'en.html']) {
    expect(printed(page, 'volume/POINT/P2/applications')).toEqual(['※']);
    expect(printed(page, 'turnaround/POINT/P2/median')).toEqual(['※']);
    expect(printed(page, 'rates/ON_TIME/POINT/P1/share')).toEqual(['※']);
    expect(printed(page, 'caseload/POINT/P1/overdue')[0]).toMatch(/^—/);
    expect(printed(page, 'volume/POINT/P3/applications')).toEqual(['0']);
    expect(textOf(page)).toMatch(/<a class="withheld"[^>]*href="#withheld"/);
    expect(textOf(page)).toContain('id="withheld"');
  }
});

it('the checksums are those of the files, and every file is in them', () => {
  const sums = textOf('SHA256SUMS')
    .trim()
    .split('\n')
    .map((line) => line.split('  '));
  expect(sums.map(([, path]) => path)).toEqual([...files.keys()].filter((path) => path !== 'SHA256SUMS'));
  for (const [sha256, path = ''] of sums) {
    expect(createHash('sha256').update(textOf(path)).digest('hex')).toBe(sha256);
  }
  // The SHA-256 on the page is that of the content.
  expect(textOf('en.html')).toContain(sums.find(([, path]) => path === 'data/release.json')?.[0]);
});

it('the data package describes its tables as they are: bytes, hash, fields in order, one row a key, cells of their type', () => {
  const { resources } = JSON.parse(textOf('data/datapackage.json')) as {
    resources: {
      path: string;
      bytes: number;
      hash: string;
      schema: { fields: { name: string; type: string }[]; primaryKey: string[]; missingValues: string[] };
    }[];
  };
  const types: Record<string, RegExp> = {
    string: /./,
    integer: /^-?\d+$/,
    number: /^-?\d+(?:\.\d+)?$/,
    boolean: /^(?:true|false)$/,
    date: /^\d{4}-\d\d-\d\d$/,
  };
  expect(resources.length).toBe([...files.keys()].filter((path) => path.endsWith('.csv')).length);
  for (const { path, bytes, hash, schema } of resources) {
    const csv = Buffer.from(files.get(`data/${path}`)?.bytes ?? []);
    expect([csv.length, `sha256:${createHash('sha256').update(csv).digest('hex')}`]).toEqual([bytes, hash]);
    const [header = [], ...rows] = parse(csv, { bom: true }) as string[][];
    expect(header).toEqual(schema.fields.map(({ name }) => name));
    const wrong = rows.flatMap((row) =>
      row.filter(
        (cell, index) =>
          !schema.missingValues.includes(cell) && !types[schema.fields[index]?.type ?? '']?.test(cell),
      ),
    );
    expect(wrong).toEqual([]);
    const keys = rows.map((row) => schema.primaryKey.map((name) => row[header.indexOf(name)]).join('/'));
    expect(new Set(keys).size).toBe(rows.length);
    expect(keys.every((key) => key !== '')).toBe(true);
  }
});

it('the same content gives the same bytes, in whatever order its fields stand', () => {
  const reordered = JSON.parse(
    JSON.stringify(MADE_UP_RELEASE, (_key, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value as object).toReversed())
        : value,
    ),
  ) as ReleaseContent;
  expect(writeRelease(reordered)).toEqual([...files.values()]);
});

it('a page holds no script or style of its own, and asks no other host for anything', () => {
  for (const [, html] of pages) {
    expect(html).not.toMatch(/ style=| on\w+=|<style|<script>/);
    const loaded = [...html.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)="([^"]*)"/g)];
    expect(
      loaded.map(([, address]) => address).filter((address) => /^(?:https?:)?\/\//.test(address ?? '')),
    ).toEqual([]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="(?:zh-CN|en)">/);
  }
});

it('names are text: no name becomes an element, and none a formula of a spreadsheet', () => {
  expect(textOf('en.html')).toContain('River District &lt;bureau');
  expect(textOf('data/places.csv')).toContain("'=2号大厦");
});
