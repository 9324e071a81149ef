/** The page of a place. */
export function pathOf({ kind, code }: { readonly kind: string; readonly code: string }): string {
  return `/coverage/${kind === 'DEMAND_AREA' ? 'areas' : 'buildings'}/${encodeURIComponent(code)}`;
}
