import type { Count } from '../release-content.ts';

// Numbers as the pages print them: by fixed rules, so that no version of any library writes another digit.

/** Digits in groups of three: 6,271. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Tenths with one decimal: 21 is 2.1. */
export function tenthsText(tenths: number): string {
  return `${countText(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** A share in percent with one decimal, halves rounded up: what ROUND(100 * numerator / denominator, 1) gives. null: of nothing. */
export function shareText(numerator: number, denominator: number): string | null {
  // In whole numbers: 2 × 1000 × numerator ÷ denominator is compared with odd numbers, never rounded twice.
  return denominator === 0
    ? null
    : `${tenthsText(Math.floor((2000 * numerator + denominator) / (2 * denominator)))}%`;
}

/** Whole minutes, a begun one counted: within the threshold in seconds is within it in minutes, and the other way round. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60);
}

export function isNumber(count: Count): count is number {
  return typeof count === 'number';
}
