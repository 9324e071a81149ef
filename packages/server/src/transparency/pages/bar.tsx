/** Beside a number, how large it is against the largest: the number itself is what is read. */
export function Bar({ value, most }: { value: number; most: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" width="100" height="8" />
      <rect class="bar-value" width={Math.round((100 * value) / most)} height="8" />
    </svg>
  );
}
