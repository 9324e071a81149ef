import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData, isIdentityNumber, withoutPersonalData } from './personal-data.ts';

describe('an identity number', () => {
  // The example of GB 11643-1999, and one whose check character is X.
  it.each(['110105194912310021', '11010519491231002X', '440524188001010014', '34052419800101001X'])(
    '%s',
    (number) => {
      const isValid = number === '34052419800101001X' || number === '11010519491231002X';
      expect(isIdentityNumber(number)).toBe(isValid);
    },
  );

  it('of 18 characters has the one check character that the others imply', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('110105', '450103', '820000'),
        fc.date({ min: new Date('1920-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
        (region, born, sequence) => {
          const head = `${region}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
          const valid = [...'0123456789X'].filter((last) => isIdentityNumber(head + last));
          expect(valid).toHaveLength(1);
        },
      ),
    );
  });

  it('of 15 digits has a province and a day of birth', () => {
    expect(isIdentityNumber('110105491231002')).toBe(true);
    expect(isIdentityNumber('110105491331002')).toBe(false);
    expect(isIdentityNumber('100105491231002')).toBe(false);
  });
});

describe('in a text', () => {
  it.each([
    ['证件 11010519491231002X。', 'IDENTITY_NUMBER'],
    ['１１０１０５１９４９１２３１００２Ｘ', 'IDENTITY_NUMBER'],
    ['旧证110105491231002', 'IDENTITY_NUMBER'],
    ['电话13812345678', 'MOBILE_NUMBER'],
    ['call +86 138-1234-5678 today', 'MOBILE_NUMBER'],
    ['008613812345678', 'MOBILE_NUMBER'],
    ['QX202100001', null],
    ['2021-10-08 09:30:00', null],
    ['108.123813812345678', null],
    ['110105194912310021', null],
    ['12345678901234567890', null],
    ['2021000138123456789', null],
    ['', null],
  ])('%s: %s', (text, found) => {
    expect(findPersonalData(text)).toBe(found);
    expect(findPersonalData(withoutPersonalData(text))).toBe(null);
    if (found === null) {
      expect(withoutPersonalData(text)).toBe(text);
    }
  });
});
