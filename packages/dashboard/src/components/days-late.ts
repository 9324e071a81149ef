/** Working days left, or of late applications the working days since their limit; null: the days are not known. */
export function daysLeftOrLate(workingDaysLeft: number | null, areLate: boolean): number | null {
  // Not the negative: 0 would become −0.
  return areLate && workingDaysLeft !== null ? Math.abs(workingDaysLeft) : workingDaysLeft;
}
