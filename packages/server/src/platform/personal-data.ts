/** What a text looks like that names a person by number. */
export type PersonalData = 'IDENTITY_NUMBER' | 'MOBILE_NUMBER';

/** 18 characters of GB 11643-1999, or the 15 digits of before; not within a longer number. */
const IDENTITY_NUMBERS = /(?<![\d.])(?:\d{17}[\dXx]|\d{15})(?!\d)/g;
/** Mobile numbers of the mainland as people write them: 13812345678, 138-1234-5678, +86 138 1234 5678. */
const MOBILE_NUMBERS = /(?<![\d.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;
/** Full-width digits and letters are the same numbers. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';
/** Codes of provinces (GB/T 2260): 11 Beijing to 82 Macao, and 83 for residents from Taiwan. */
const LEAST_PROVINCE = 11;
const GREATEST_PROVINCE = 83;
const CENTURY_OF_OLD_NUMBERS = 1900;

const WITHHELD = '***';
/** Of a mobile number: shorter texts hold none. */
const FEWEST_CHARACTERS = 11;

/** Identity numbers (with their check digit, a province and a day of birth) and mobile numbers in a text; null: neither. */
export function findPersonalData(text: string): PersonalData | null {
  if (text.length < FEWEST_CHARACTERS) {
    return null;
  }
  const plain = halfWidth(text);
  if ([...plain.matchAll(IDENTITY_NUMBERS)].some(([number]) => isIdentityNumber(number))) {
    return 'IDENTITY_NUMBER';
  }
  return plain.search(MOBILE_NUMBERS) === -1 ? null : 'MOBILE_NUMBER';
}

/** The text without the numbers that name a person. */
export function withoutPersonalData(text: string): string {
  return findPersonalData(text) === null
    ? text
    : halfWidth(text)
        .replace(IDENTITY_NUMBERS, (number) => (isIdentityNumber(number) ? WITHHELD : number))
        .replace(MOBILE_NUMBERS, WITHHELD);
}

/** Whether a text is an identity number: of 18 characters with the right check character, or of 15 digits. */
export function isIdentityNumber(text: string): boolean {
  const province = Number(text.slice(0, 2));
  if (province < LEAST_PROVINCE || province > GREATEST_PROVINCE) {
    return false;
  }
  if (/^\d{15}$/.test(text)) {
    return isDay(CENTURY_OF_OLD_NUMBERS + Number(text.slice(6, 8)), text.slice(8, 12));
  }
  return (
    /^\d{17}[\dXx]$/.test(text) &&
    isDay(Number(text.slice(6, 10)), text.slice(10, 14)) &&
    checkCharacter(text) === text[17]?.toUpperCase()
  );
}

/** ISO 7064:1983 MOD 11-2 over the first 17 digits. */
function checkCharacter(text: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % CHECK_CHARACTERS.length];
}

function isDay(year: number, monthAndDay: string): boolean {
  const [month, day] = [Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(2))];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= CENTURY_OF_OLD_NUMBERS && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (character) =>
    String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
}
