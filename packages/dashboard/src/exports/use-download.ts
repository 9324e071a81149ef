import { useApolloClient } from '@apollo/client/react';
import { graphql } from '../gql/index.ts';
import { useView } from '../platform/bureau.tsx';
import { useFormat, usePeriodText } from '../platform/format.ts';
import { useLanguage, useText } from '../platform/locale.tsx';
import { chartSvg } from './chart-picture.ts';
import { columnTitle } from './column-title.ts';
import type { MadeChoice } from './download-menu.tsx';
import type { DownloadTable } from './download-table.ts';
import { useFilterTexts } from './filter-texts.ts';
import { usePageDownloads } from './page-downloads.tsx';
import { type PictureTexts, svgToPng } from './picture-frame.ts';
import { fileName, saveFile } from './save-file.ts';
import { viewAddress } from './view-address.ts';
import { wallClock } from './wall-clock.ts';
import { type Note, writeXlsx } from './write-xlsx.ts';

const MEASURE_DEFINITIONS = graphql(`
  query MeasureDefinitions {
    definitions { id nameZh nameEn definitionZh definitionEn unitZh unitEn sourceZh sourceEn }
  }
`);

/** What a file says of itself beyond its table. */
export interface DownloadContext {
  /** Where the page's own is not the one: as text. */
  readonly period?: string | undefined;
  /** What it rests on, in words. */
  readonly basis?: string | undefined;
  /** The measures whose definitions belong to it, beside those of its columns. */
  readonly measures?: readonly string[];
}

/** How what a page shows becomes files, in the language shown, with all that is needed to trust them later. */
export function useDownload() {
  const t = useText();
  const format = useFormat();
  const periodText = usePeriodText();
  const client = useApolloClient();
  const { bureau, days } = useView();
  const { language } = useLanguage();
  const { filters, own } = usePageDownloads();
  const filterTexts = useFilterTexts();
  const isEnglish = language === 'en';
  const hasPeriod = filters === 'ALL' || filters === 'PERIOD';
  const hasScope = filters === 'ALL' || filters === 'SCOPE';
  const bureauName = isEnglish ? bureau.nameEn : bureau.nameZh;
  const notice = isEnglish ? bureau.noticeEn : bureau.noticeZh;
  const freshness = t('figure.fresh', { instant: format.instant(bureau.freshness.latestEventAt) });

  const scopeTexts = own?.texts ?? (hasScope ? filterTexts : []);

  const address = () =>
    viewAddress(window.location.href, {
      bureau: bureau.code,
      language,
      days: hasPeriod ? days : null,
      ...(own && { pinned: own.pinned }),
    });
  const nameOfFile = (title: string, extension: string) =>
    fileName([bureau.code, title, ...(hasPeriod ? [days.from, days.to] : [bureau.today])], extension);

  const definitions = async (measures: ReadonlySet<string>): Promise<Note[]> => {
    if (measures.size === 0) {
      return [];
    }
    const { data } = await client.query({ query: MEASURE_DEFINITIONS });
    return (data?.definitions ?? [])
      .filter(({ id }) => measures.has(id))
      .map((each) => {
        const source = isEnglish ? each.sourceEn : each.sourceZh;
        return {
          title: t('export.definition', { measure: isEnglish ? each.nameEn : each.nameZh }),
          text: [
            isEnglish ? each.definitionEn : each.definitionZh,
            t('definitions.unit', { unit: isEnglish ? each.unitEn : each.unitZh }),
            t('definitions.source', { source: source ?? t('definitions.ownRule') }),
          ].join('\n'),
        };
      });
  };

  const notes = async (table: DownloadTable, context: DownloadContext): Promise<Note[]> => {
    const measures = new Set([
      ...(context.measures ?? []),
      ...table.columns.flatMap(({ measure }) => (measure === null ? [] : [measure])),
    ]);
    const shown: (Note | null)[] = [
      { title: t('bureau.title'), text: `${bureauName} (${bureau.code})` },
      { title: t('export.content'), text: table.title },
      {
        title: t('filter.period'),
        text: context.period ?? (hasPeriod ? periodText(days) : t('export.noPeriod')),
      },
      {
        title: t('filter.title'),
        text: scopeTexts.length === 0 ? t('export.noFilter') : scopeTexts.join('\n'),
      },
      context.basis ? { title: t('export.basis'), text: context.basis } : null,
      { title: t('export.rows'), text: format.count(table.rows.length) },
      {
        title: t('export.freshness'),
        text: [
          freshness,
          t('export.lastImport', { instant: format.instant(bureau.freshness.lastImportAt) }),
          t('export.dataVersion', { version: String(bureau.freshness.dataVersion) }),
        ].join('\n'),
      },
      notice ? { title: t('export.notice'), text: notice } : null,
      {
        title: t('export.downloadedAt'),
        text: `${wallClock(new Date(), bureau.timeZone)} (${bureau.timeZone})`,
      },
      { title: t('export.address'), text: address() },
    ];
    return [...shown.filter((note) => note !== null), ...(await definitions(measures))];
  };

  /** The two kinds of file that a table becomes; it is described when it is asked for. */
  const tableChoices = (
    describe: () => DownloadTable,
    context: () => DownloadContext = () => ({}),
  ): MadeChoice[] => [
    {
      label: 'CSV',
      save: async () => {
        const { writeCsv } = await import('./write-csv.ts');
        const table = describe();
        saveFile(
          new Blob([writeCsv(table)], { type: 'text/csv;charset=utf-8' }),
          nameOfFile(table.title, 'csv'),
        );
      },
    },
    {
      label: 'XLSX',
      save: async () => {
        const table = describe();
        const workbook = await writeXlsx({
          table,
          notes: await notes(table, context()),
          sheetNames: { table: t('export.sheetOfData'), notes: t('export.sheetOfNotes') },
        });
        saveFile(workbook, nameOfFile(table.title, 'xlsx'));
      },
    },
  ];

  const pictureTexts = (title: string, subtitle: string, description: string): PictureTexts => ({
    title,
    notes: [subtitle, ...scopeTexts].join(' · '),
    source: [`${bureauName} · ${freshness}`, ...(notice ? [notice] : []), address()],
    description,
  });

  /** The picture that a drawing of its own kind becomes. */
  const pngChoice = (
    draw: (texts: PictureTexts) => Promise<string>,
    { title, subtitle, description }: { title: string; subtitle: string; description: string },
  ): MadeChoice => ({
    label: 'PNG',
    save: async () => {
      const svg = await draw(pictureTexts(title, subtitle, description));
      saveFile(await svgToPng(svg), nameOfFile(title, 'png'));
    },
  });

  /** The two kinds of picture that a chart becomes. */
  const pictureChoices = (
    frame: () => HTMLElement | null,
    describe: () => DownloadTable,
    subtitle: string,
  ): MadeChoice[] => {
    const draw = () => {
      const drawn = frame();
      if (drawn === null) {
        throw new Error('There is no chart to draw a picture of.');
      }
      const table = describe();
      return {
        title: table.title,
        svg: chartSvg(drawn, pictureTexts(table.title, subtitle, descriptionOf(table))),
      };
    };
    return [
      {
        label: 'PNG',
        save: async () => {
          const { title, svg } = draw();
          saveFile(await svgToPng(svg), nameOfFile(title, 'png'));
        },
      },
      {
        label: 'SVG',
        save: async () => {
          const { title, svg } = draw();
          saveFile(new Blob([svg], { type: 'image/svg+xml' }), nameOfFile(title, 'svg'));
        },
      },
    ];
  };

  return { address, tableChoices, pictureChoices, pngChoice };
}

/** A table in words: "2021-10: received 733, closed 700", one line a row. */
function descriptionOf({ columns, rows }: DownloadTable): string {
  return rows
    .map(([label, ...values]) => {
      const stated = values.flatMap((value, index) => {
        const column = columns[index + 1];
        return value === null || column === undefined ? [] : [`${columnTitle(column)} ${value}`];
      });
      return `${label ?? ''}: ${stated.join(', ')}`;
    })
    .join('\n');
}
