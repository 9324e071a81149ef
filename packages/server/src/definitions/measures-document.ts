import type { MeasureDefinition } from '../measure/measure-definition.ts';

/** docs/measures.md: the definitions as a document, in both languages. */
export function measuresDocument(definitions: readonly MeasureDefinition[]): string {
  const sections = definitions.map(
    (each) => `<a id="${each.id}"></a>
## ${each.nameEn} · ${each.nameZh}

${each.definitionEn}

${each.definitionZh}

- Unit: ${each.unitEn} · ${each.unitZh}
- Source: ${each.sourceEn === null ? 'our own rule · 本项目自定' : `${each.sourceEn} · ${each.sourceZh}`}
- Stable id: \`${each.id}\`
`,
  );
  return `# Measures · 指标

Generated from the definitions in the code by \`npm run emit-schema\`; do not edit. The API's descriptions and the
dashboard's definition links are made from the same text.

Missing is empty, never 0. A rate carries its numerator and denominator, a statistic its count. Percentiles are by linear
interpolation between order statistics (Hyndman and Fan 1996, type 7: \`percentile_cont\`, Excel \`PERCENTILE.INC\`).

${sections.join('\n')}`;
}
