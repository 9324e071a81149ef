/** The row that an ID of the API names; 0, which no row has, when it is no ID that was ever given out. */
export function rowIdOf(id: string): number {
  return /^\d{1,9}$/.test(id) ? Number(id) : 0;
}
