/** So many of them at most, every so many, so that one corner of a district does not stand for the whole. */
export function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  const step = items.length / most;
  return items.length <= most
    ? items
    : items.filter((_, index) => Math.floor((index + 1) / step) > Math.floor(index / step));
}
