/** What a figure means: the one text that the API's descriptions, docs/measures.md and the dashboard's definition links are made from. */
export interface MeasureDefinition {
  /** Stable, kebab-case: the anchor of links from every figure. */
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly definitionZh: string;
  readonly definitionEn: string;
  readonly unitZh: string;
  readonly unitEn: string;
  /** Article of law, standard or paper; null: our own rule. */
  readonly sourceZh: string | null;
  readonly sourceEn: string | null;
}

/** The API's description of a field that carries a measure. */
export function describeMeasure(definition: MeasureDefinition, unit = definition.unitEn): string {
  const source = definition.sourceEn === null ? '' : ` Source: ${definition.sourceEn}.`;
  return `${definition.nameEn} (${definition.nameZh}), ${unit}. ${definition.definitionEn}${source}`;
}
