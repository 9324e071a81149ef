import type { ReleaseContent } from '../release-content.ts';
import { figuresOf } from '../release-figures.ts';
import { activityTables } from './activity-tables.ts';
import { circleTables } from './circle-tables.ts';
import { pointTables } from './point-tables.ts';
import { column, type ReleaseTable, table } from './release-table.ts';

/** Everything a release says, as tables: what the open data, the pages' figures and the list of changes of a correction are made from. */
export function releaseTables(content: ReleaseContent): ReleaseTable[] {
  return [
    releaseTable(content),
    ...activityTables(content),
    ...(content.circle === null ? [] : circleTables(content.circle)),
    ...pointTables(content),
    calendarTable(content),
    figuresTable(content),
    changesTable(content),
  ];
}

function releaseTable(content: ReleaseContent): ReleaseTable {
  return table(
    { name: 'release', titleZh: '本次发布', titleEn: 'This release', key: ['release'] },
    [content],
    [
      column('release', 'string', '发布编号', 'Its number', ({ number }) => number),
      column('bureau', 'string', '机构代码', 'Code of the bureau', ({ bureau }) => bureau.code),
      column('from', 'date', '期间首日', 'First day of the period', ({ period }) => period.from),
      column('to', 'date', '期间末日', 'Last day of the period', ({ period }) => period.to),
      column(
        'working_days',
        'integer',
        '期间内的工作日数',
        'Working days in the period',
        ({ period }) => period.workingDays,
      ),
      column(
        'generated_at',
        'string',
        '生成时刻，UTC',
        'When it was drawn from the records, UTC',
        (each) => each.generatedAt,
      ),
      column(
        'data_version',
        'integer',
        '数据版本：最后一次导入的批次号',
        'Version of the data: number of the last import',
        ({ dataVersion }) => dataVersion?.importRun ?? null,
      ),
      column(
        'data_version_at',
        'string',
        '该批次完成的时刻，UTC',
        'When that import ended, UTC',
        ({ dataVersion }) => dataVersion?.at ?? null,
      ),
      column(
        'standard_day_minutes',
        'integer',
        '一个标准工作日的分钟数',
        'Minutes of a standard working day',
        (each) => each.standardDayMinutes,
      ),
      column(
        'circle_on',
        'date',
        '服务圈的日期',
        'Day of the service circle',
        ({ circle }) => circle?.on ?? null,
      ),
      column(
        'circle_mode',
        'string',
        '服务圈的出行方式',
        'How people travel to be in the circle',
        ({ circle }) => circle?.mode ?? null,
      ),
      column(
        'circle_minutes',
        'integer',
        '服务圈的分钟数',
        'Within how many minutes',
        ({ circle }) => circle?.thresholdMinutes ?? null,
      ),
      column(
        'smallest_count',
        'integer',
        '小于此数（且不为 0）的办件数不公布',
        'A count of applications from 1 to one below this is withheld',
        ({ disclosure }) => disclosure.smallestCount,
      ),
      column(
        'withheld_small',
        'integer',
        '因数值小而不公布的数',
        'Figures withheld because they are small',
        ({ disclosure }) => disclosure.primary,
      ),
      column(
        'withheld_to_protect',
        'integer',
        '为防止推算而不公布的数',
        'Figures withheld so that no other can be computed',
        ({ disclosure }) => disclosure.complementary,
      ),
      column(
        'corrects',
        'string',
        '所更正的发布的编号',
        'Number of the release that it corrects',
        ({ correction }) => correction?.corrects ?? null,
      ),
    ],
  );
}

function calendarTable({ calendar }: ReleaseContent): ReleaseTable {
  return table(
    { name: 'calendar', titleZh: '发布日程', titleEn: 'Releases to come', key: ['month'] },
    calendar,
    [
      column('month', 'string', '月份，YYYY-MM', 'Month, YYYY-MM', ({ month }) => month),
      column('publish_on', 'date', '发布日', 'Day of its release', ({ publishOn }) => publishOn),
    ],
  );
}

function figuresTable(content: ReleaseContent): ReleaseTable {
  return table(
    {
      name: 'figures',
      titleZh: '全部办件数与人数，每个数一个名称',
      titleEn: 'Every count of people and applications by a name of its own',
      key: ['figure'],
    },
    figuresOf(content),
    [
      column(
        'figure',
        'string',
        '数字的名称，各次发布相同',
        'Its name, the same in every release',
        ({ name }) => name,
      ),
      column('count', 'integer', '数值', 'The count', ({ count }) => count),
    ],
  );
}

function changesTable({ correction }: ReleaseContent): ReleaseTable {
  return table(
    { name: 'changes', titleZh: '更正的数字', titleEn: 'Figures that were corrected', key: ['figure'] },
    correction?.changes ?? [],
    [
      column('figure', 'string', '数字的名称，见 figures', 'Its name, as in figures', ({ figure }) => figure),
      column('was', 'integer', '更正前', 'What it was', ({ was }) => was),
      column('is', 'integer', '更正后', 'What it is', ({ is }) => is),
    ],
  );
}
