import { type Bureau, useView } from '../platform/bureau.tsx';
import { type Translate, useNames, useText } from '../platform/locale.tsx';
import type { ScopeParameter } from '../platform/view.ts';

/** What the view is narrowed to, one line a filter, in the language shown; empty: nothing. */
export function useFilterTexts(): readonly string[] {
  const t = useText();
  const nameOf = useNames();
  const { bureau, scope } = useView();
  return (Object.keys(scope) as ScopeParameter[]).map((parameter) => {
    const values = (scope[parameter] ?? []).map((value) => nameOfValue(parameter, value, bureau, t, nameOf));
    return `${t(`filter.${parameter}`)}: ${values.join(t('list.separator'))}`;
  });
}

/** The name of a filter's value; the value itself where the bureau does not know it. */
function nameOfValue(
  parameter: ScopeParameter,
  value: string,
  { dimensions }: Bureau,
  t: Translate,
  nameOf: (named: { nameZh: string; nameEn: string }) => string,
): string {
  if (parameter === 'kind') {
    return t(`kind.${value as 'BANK'}`);
  }
  if (parameter === 'applicant') {
    return t(`applicant.${value as 'PERSON'}`);
  }
  const known = {
    point: dimensions.servicePoints,
    item: dimensions.serviceItems,
    department: dimensions.departments,
    domain: dimensions.domains,
    channel: dimensions.channels,
  }[parameter].find(({ code }) => code === value);
  return known ? nameOf(known) : value;
}
