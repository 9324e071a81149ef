import type { TimeOwner } from '../applications/owned-time.ts';
import type { AttentionGroup, AttentionReport } from './attention.type.ts';
import type { WatchedSignal } from './control-chart.type.ts';
import type { DigestLanguage } from './digest-config.ts';
import { type DigestWords, EN, ZH } from './digest-words.ts';
import type { EarlyWarning } from './early-warning.type.ts';
import type { TargetMeasureChoice, TargetStanding } from './target.type.ts';

/** A digest as it is sent: counts and names of points, departments and measures; no case number, no applicant. */
export interface DigestMessage {
  /** Of the bureau and the day: the same digest has the same id. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** For machines: what a webhook carries beside the text. */
  readonly data: DigestData;
}

export interface DigestData {
  readonly bureau: string;
  readonly day: string;
  readonly asOf: string;
  readonly overdue: number;
  /** null: the calendar is not announced. */
  readonly dueWithin: number | null;
  readonly withinWorkingDays: number;
  readonly horizon: string | null;
  readonly waitingFor: readonly {
    readonly actor: TimeOwner;
    readonly overdue: number;
    readonly dueWithin: number | null;
  }[];
  readonly targets: readonly {
    readonly measure: string;
    readonly servicePoint: string | null;
    readonly serviceItem: string | null;
    readonly direction: string;
    readonly goal: number;
    readonly unit: string;
    readonly from: string;
    readonly to: string;
    readonly status: string;
    readonly reason: string;
    readonly value: number | null;
    readonly projected: number | null;
  }[];
  readonly signals: readonly {
    readonly measure: string;
    readonly servicePoint: string | null;
    readonly week: string;
    readonly value: number | null;
    readonly unit: string;
    readonly centre: number;
    readonly lower: number;
    readonly upper: number;
    readonly rules: readonly string[];
    readonly since: string;
  }[];
}

interface Line {
  readonly text: string;
  /** Path and query of the dashboard. */
  readonly path: string | null;
}

interface Part {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface DigestBureau {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly timeZone: string;
  readonly isDemonstration: boolean;
}

/** Points named of one actor; the rest is on the page. */
const MOST_POINTS = 5;

/** Targets that need a word: missed, or about to be. */
export function endangered(targets: readonly TargetStanding[]): TargetStanding[] {
  return targets.filter(({ status }) => status === 'AT_RISK' || status === 'MISSED');
}

/** The digest of a bureau and day, in plain text and HTML, Chinese first unless one language was chosen. */
export function digestMessage(
  warning: EarlyWarning,
  bureau: DigestBureau,
  options: { readonly language: DigestLanguage; readonly dashboardUrl: string | null },
): DigestMessage {
  const languages = [ZH, EN].filter(
    ({ language }) => options.language === 'both' || options.language === language,
  );
  const [first = ZH] = languages;
  const rendered = languages.map((words) => ({
    words,
    title: titleOf(words, bureau, warning),
    parts: partsOf(words, warning, bureau),
  }));
  const linkOf = (path: string) =>
    options.dashboardUrl === null ? null : `${options.dashboardUrl.replace(/\/$/, '')}${path}`;
  const { overdue, dueWithin } = warning.attention.total;
  return {
    id: `${bureau.code}-${warning.day}`,
    subject: first.subject(
      nameOf(first, bureau),
      warning.day,
      String(overdue),
      dueWithin === null ? '—' : String(dueWithin),
    ),
    text: rendered
      .map(({ words, title, parts }) => textOf(words, title, parts, bureau, warning, linkOf))
      .join('\n\n— — —\n\n'),
    html: `<!doctype html><html lang="${first.language}"><head><meta charset="utf-8"><title>${escapeHtml(titleOf(first, bureau, warning))}</title></head><body style="font-family:sans-serif;line-height:1.6;max-width:46em">${rendered
      .map(({ words, title, parts }) => htmlOf(words, title, parts, bureau, warning, linkOf))
      .join('<hr>')}</body></html>`,
    data: dataOf(warning, bureau),
  };
}

function nameOf(words: DigestWords, named: { readonly nameZh: string; readonly nameEn: string }): string {
  return words.language === 'en' ? named.nameEn : named.nameZh;
}

function titleOf(words: DigestWords, bureau: DigestBureau, { day }: EarlyWarning): string {
  return words.title(nameOf(words, bureau), day);
}

function partsOf(
  words: DigestWords,
  { attention, targets, watch }: EarlyWarning,
  bureau: DigestBureau,
): Part[] {
  const risks = endangered(targets);
  return [
    { title: words.overdue, lines: attentionLines(words, attention, 'overdue', bureau) },
    {
      title: words.due(attention.withinWorkingDays, attention.horizon),
      lines:
        attention.horizon === null
          ? [plain(words.notAnnounced)]
          : attentionLines(words, attention, 'dueWithin', bureau),
    },
    {
      title: words.targets,
      lines:
        risks.length === 0
          ? [plain(words.noTargets(targets.length))]
          : risks.map((standing) => plain(targetLine(words, standing))),
    },
    {
      title: words.signals,
      lines:
        watch.signals.length === 0
          ? [plain(words.noSignals(watch.judged))]
          : watch.signals.map((signal) => signalLine(words, signal, bureau)),
    },
  ];
}

const plain = (text: string): Line => ({ text, path: null });

function attentionLines(
  words: DigestWords,
  { groups, withinWorkingDays }: AttentionReport,
  field: 'overdue' | 'dueWithin',
  bureau: DigestBureau,
): Line[] {
  const lines = groups.flatMap((group) => {
    const count = group.counts[field] ?? 0;
    if (count === 0) {
      return [];
    }
    const query = new URLSearchParams({
      bureau: bureau.code,
      ...(field === 'overdue' ? { standing: 'OVERDUE' } : { due: String(withinWorkingDays) }),
      waiting: group.waitingFor,
    });
    return [{ text: attentionLine(words, group, field, count), path: `/applications?${query}` }];
  });
  return lines.length === 0 ? [plain(words.none)] : lines;
}

function attentionLine(
  words: DigestWords,
  { waitingFor, byServicePoint }: AttentionGroup,
  field: 'overdue' | 'dueWithin',
  count: number,
): string {
  const named = byServicePoint
    .filter(({ counts }) => (counts[field] ?? 0) > 0)
    .sort((one, other) => (other.counts[field] ?? 0) - (one.counts[field] ?? 0))
    .slice(0, MOST_POINTS)
    .map(({ key, counts }) => `${nameOf(words, key)} ${counts[field]}`);
  const points = named.length === 0 ? '' : ` (${named.join(words.separator)})`;
  return `${words.owners[waitingFor]}${words.colon}${words.applications(String(count))}${points}`;
}

function targetLine(words: DigestWords, standing: TargetStanding): string {
  const { target, period, status, value, projected, needed, reason } = standing;
  const show = (number: number) => valueText(words, target.measure, number);
  const where = [target.servicePoint, target.serviceItem].flatMap((each) =>
    each ? [nameOf(words, each)] : [],
  );
  const kind =
    target.measure.unit === 'COUNT'
      ? 'COUNT'
      : target.measure.id.startsWith('turnaround-')
        ? 'SHARE'
        : 'REST';
  return [
    `${nameOf(words, target.measure)} (${where.length === 0 ? words.wholeBureau : where.join(words.separator)}) ${words.directions[target.direction]} ${show(target.value)}`,
    `${period.from} – ${period.to}`,
    ...(value === null ? [] : [words.soFar(show(value))]),
    ...(kind === 'COUNT' && projected !== null && status === 'AT_RISK'
      ? [words.projected(show(projected))]
      : []),
    words.statuses[status],
    ...(reason === 'OUT_OF_REACH' ? [words.outOfReach] : []),
    ...(needed === null || needed < 0
      ? []
      : [
          words.needed(
            kind === 'SHARE'
              ? percent(words, needed)
              : kind === 'COUNT'
                ? decimal(words, needed, 1)
                : show(needed),
            kind,
          ),
        ]),
  ].join(words.separator);
}

function signalLine(
  words: DigestWords,
  { measure, servicePoint, point, limits, since }: WatchedSignal,
  bureau: DigestBureau,
): Line {
  const show = (number: number) => valueText(words, measure, number);
  const query = new URLSearchParams({
    bureau: bureau.code,
    measure: measure.id,
    ...(servicePoint?.code == null ? {} : { point: servicePoint.code }),
  });
  return {
    text: [
      `${nameOf(words, measure)} (${servicePoint === null ? words.wholeBureau : nameOf(words, servicePoint)})${words.colon}${words.week(point.from)} ${point.value === null ? '—' : show(point.value)}`,
      ...point.signals.map((rule) => words.rules[rule]),
      words.limits(show(limits.centre), show(limits.lower), show(limits.upper)),
      words.since(since),
    ].join(words.separator),
    path: `/warnings?${query}#chart`,
  };
}

function decimal(words: DigestWords, value: number, digits: number): string {
  return new Intl.NumberFormat(words.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function percent(words: DigestWords, value: number): string {
  return new Intl.NumberFormat(words.language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}

function valueText(words: DigestWords, measure: TargetMeasureChoice, value: number): string {
  const unit = words.language === 'en' ? measure.unitEn : measure.unitZh;
  switch (measure.unit) {
    case 'RATE':
      return percent(words, value);
    case 'COUNT':
      return `${decimal(words, Math.round(value), 0)} ${unit}`;
    default:
      return `${decimal(words, value, 2)} ${unit}`;
  }
}

function instantText(words: DigestWords, instant: Date, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    instant,
  );
  return words.asOf(local);
}

type LinkOf = (path: string) => string | null;

function textOf(
  words: DigestWords,
  title: string,
  parts: readonly Part[],
  bureau: DigestBureau,
  warning: EarlyWarning,
  linkOf: LinkOf,
): string {
  const page = linkOf(pageOf(bureau));
  return [
    title,
    ...(bureau.isDemonstration ? [words.demonstration] : []),
    ...parts.flatMap((part) => [
      '',
      `【${part.title}】`,
      ...part.lines.flatMap(({ text, path }) => {
        const link = path === null ? null : linkOf(path);
        return [`- ${text}`, ...(link === null ? [] : [`  ${link}`])];
      }),
    ]),
    '',
    instantText(words, warning.attention.asOf, bureau.timeZone),
    ...(page === null ? [] : [`${words.open}${words.colon}${page}`]),
  ].join('\n');
}

function htmlOf(
  words: DigestWords,
  title: string,
  parts: readonly Part[],
  bureau: DigestBureau,
  warning: EarlyWarning,
  linkOf: LinkOf,
): string {
  const linked = (text: string, link: string | null) =>
    link === null ? escapeHtml(text) : `<a href="${escapeHtml(link)}">${escapeHtml(text)}</a>`;
  const page = linkOf(pageOf(bureau));
  return `<section lang="${words.language}"><h1 style="font-size:1.2em">${escapeHtml(title)}</h1>${
    bureau.isDemonstration ? `<p><em>${escapeHtml(words.demonstration)}</em></p>` : ''
  }${parts
    .map(
      (part) =>
        `<h2 style="font-size:1em">${escapeHtml(part.title)}</h2><ul>${part.lines
          .map(({ text, path }) => `<li>${linked(text, path === null ? null : linkOf(path))}</li>`)
          .join('')}</ul>`,
    )
    .join('')}<p>${escapeHtml(instantText(words, warning.attention.asOf, bureau.timeZone))}${
    page === null ? '' : ` · ${linked(words.open, page)}`
  }</p></section>`;
}

function pageOf(bureau: DigestBureau): string {
  return `/warnings?${new URLSearchParams({ bureau: bureau.code })}`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function dataOf({ day, attention, targets, watch }: EarlyWarning, bureau: DigestBureau): DigestData {
  return {
    bureau: bureau.code,
    day,
    asOf: attention.asOf.toISOString(),
    overdue: attention.total.overdue,
    dueWithin: attention.total.dueWithin,
    withinWorkingDays: attention.withinWorkingDays,
    horizon: attention.horizon,
    waitingFor: attention.groups.map(({ waitingFor, counts }) => ({ actor: waitingFor, ...counts })),
    targets: endangered(targets).map(({ target, period, status, reason, value, projected }) => ({
      measure: target.measure.id,
      servicePoint: target.servicePoint?.code ?? null,
      serviceItem: target.serviceItem?.code ?? null,
      direction: target.direction,
      goal: target.value,
      unit: target.measure.unit,
      from: period.from,
      to: period.to,
      status,
      reason,
      value,
      projected,
    })),
    signals: watch.signals.map(({ measure, servicePoint, point, limits, since }) => ({
      measure: measure.id,
      servicePoint: servicePoint?.code ?? null,
      week: point.from,
      value: point.value,
      unit: measure.unit,
      centre: limits.centre,
      lower: limits.lower,
      upper: limits.upper,
      rules: point.signals,
      since,
    })),
  };
}
