import type { TimeOwner } from '../applications/owned-time.ts';
import type { DigestLanguage } from './digest-config.ts';
import { type DigestBureau, type DigestPart, digestParts, endangered, nameOf } from './digest-lines.ts';
import { type DigestWords, EN, ZH } from './digest-words.ts';
import type { EarlyWarning } from './early-warning.type.ts';

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
    parts: digestParts(words, warning, bureau),
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

function titleOf(words: DigestWords, bureau: DigestBureau, { day }: EarlyWarning): string {
  return words.title(nameOf(words, bureau), day);
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
  parts: readonly DigestPart[],
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
  parts: readonly DigestPart[],
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
