import { describe, expect, it } from 'vitest';
import {
  columnOf,
  isOnMap,
  type ProfileDocument,
  withColumn,
  withDatum,
  withWord,
} from './profile-document.ts';

const DOCUMENT: ProfileDocument = {
  name: 'p',
  version: 1,
  recordKind: 'CASE_TABLE',
  columns: { caseKey: { headers: ['编号', 'No'], required: true }, channelCode: { headers: ['方式'] } },
  values: { channelCode: { 窗口: 'COUNTER' } },
};

describe('a mapping', () => {
  it('reads a field from the first of its names that the file has', () => {
    expect(columnOf(DOCUMENT, 'caseKey', ['No', '方式'])).toBe('No');
    expect(columnOf(DOCUMENT, 'receivedAt', ['No'])).toBe('');
  });

  it('gives a column to one field only', () => {
    const moved = withColumn(DOCUMENT, { name: 'applicantKind', isRequired: false }, '方式');
    expect(moved.columns).toEqual({
      caseKey: DOCUMENT.columns['caseKey'],
      applicantKind: { headers: ['方式'] },
    });
    expect(withColumn(DOCUMENT, { name: 'channelCode', isRequired: false }, '').columns).toEqual({
      caseKey: DOCUMENT.columns['caseKey'],
    });
  });

  it('keeps the other words of a field when one gets a meaning, and loses it again', () => {
    const learnt = withWord(DOCUMENT, 'channelCode', '大厅', 'COUNTER');
    expect(learnt.values).toEqual({ channelCode: { 窗口: 'COUNTER', 大厅: 'COUNTER' } });
    expect(withWord(learnt, 'channelCode', '大厅', '').values).toEqual(DOCUMENT.values);
  });

  it('reads coordinates in another datum under a name of its own, and is what it was when that is taken back', () => {
    const places: ProfileDocument = { ...DOCUMENT, name: 'areas', recordKind: 'DEMAND_AREAS' };
    expect([isOnMap(DOCUMENT), isOnMap(places)]).toEqual([false, true]);
    const gcj = withDatum(places, 'GCJ02');
    expect(gcj).toMatchObject({ name: 'areas-gcj02', datum: 'GCJ02' });
    expect(withDatum(gcj, 'BD09')).toMatchObject({ name: 'areas-bd09', datum: 'BD09' });
    expect(withDatum(gcj, 'WGS84')).toEqual(places);
    expect(withDatum({ ...places, name: '' }, 'BD09').name).toBe('');
  });
});
