import type { AttentionGroup, AttentionReport } from './attention.type.ts';
import type { WatchedSignal } from './control-chart.type.ts';
import type { DigestWords } from './digest-words.ts';
import type { EarlyWarning } from './early-warning.type.ts';
import type { TargetMeasureChoice, TargetStanding } from './target.type.ts';

/** A line of a digest, and where it leads. */
export interface DigestLine {
  readonly text: string;
  /** Path and query of the dashboard; null: nowhere. */
  readonly path: string | null;
}

export interface DigestPart {
  readonly title: string;
  readonly lines: readonly DigestLine[];
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

/** What a digest says, in one language: what is overdue, what is about to be, targets and signals, each in its lines. */
export function digestParts(
  words: DigestWords,
  { attention, targets, watch }: EarlyWarning,
  bureau: DigestBureau,
): DigestPart[] {
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

const plain = (text: string): DigestLine => ({ text, path: null });

export function nameOf(
  { language }: DigestWords,
  named: { readonly nameZh: string; readonly nameEn: string },
): string {
  return language === 'en' ? named.nameEn : named.nameZh;
}

type Field = 'overdue' | 'dueWithin';

function attentionLines(
  words: DigestWords,
  { groups, withinWorkingDays }: AttentionReport,
  field: Field,
  bureau: DigestBureau,
): DigestLine[] {
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
    return [{ text: attentionLine(words, group, field, count), path: `/applications?${query.toString()}` }];
  });
  return lines.length === 0 ? [plain(words.none)] : lines;
}

function attentionLine(
  words: DigestWords,
  { waitingFor, byServicePoint }: AttentionGroup,
  field: Field,
  count: number,
): string {
  const named = byServicePoint
    .filter(({ counts }) => (counts[field] ?? 0) > 0)
    .sort((one, other) => (other.counts[field] ?? 0) - (one.counts[field] ?? 0))
    .slice(0, MOST_POINTS)
    .map(({ key, counts }) => `${nameOf(words, key)} ${counts[field]}`);
  const points = named.length === 0 ? '' : words.inParentheses(named.join(words.listSeparator));
  return `${words.owners[waitingFor]}${words.colon}${words.applications(String(count))}${points}`;
}

function targetLine(words: DigestWords, standing: TargetStanding): string {
  const { target, period, status, reason, value, projected } = standing;
  const { measure } = target;
  const show = (number: number) => withUnit(words, measure, number);
  const places = [target.servicePoint, target.serviceItem].flatMap((each) =>
    each ? [nameOf(words, each)] : [],
  );
  const place = places.length === 0 ? words.wholeBureau : places.join(words.listSeparator);
  const isCount = measure.unit === 'COUNT';
  return [
    `${nameOf(words, measure)}${words.inParentheses(place)} ${words.directions[target.direction]} ${show(target.value)}`,
    `${period.from} – ${period.to}`,
    ...(value === null ? [] : [words.soFar(show(value))]),
    ...(isCount && projected !== null && status === 'AT_RISK' ? [words.projected(show(projected))] : []),
    words.statuses[status],
    ...(reason === 'OUT_OF_REACH' ? [words.outOfReach] : []),
    ...neededText(words, standing),
  ].join(words.separator);
}

function neededText(words: DigestWords, { target, needed }: TargetStanding): string[] {
  // What would have to be taken back cannot be asked for.
  if (needed === null || needed < 0) {
    return [];
  }
  if (target.measure.unit === 'COUNT') {
    return [words.needed(decimal(words, needed, 1), 'COUNT')];
  }
  return target.measure.id.startsWith('turnaround-')
    ? [words.needed(percent(words, needed), 'SHARE')]
    : [words.needed(withUnit(words, target.measure, needed), 'REST')];
}

function signalLine(
  words: DigestWords,
  { measure, servicePoint, point, limits, since }: WatchedSignal,
  bureau: DigestBureau,
): DigestLine {
  const place = servicePoint === null ? words.wholeBureau : nameOf(words, servicePoint);
  const value = point.value === null ? '—' : withUnit(words, measure, point.value);
  const show = (number: number) => numberText(words, measure, number);
  const query = new URLSearchParams({
    bureau: bureau.code,
    measure: measure.id,
    ...(servicePoint?.code == null ? {} : { point: servicePoint.code }),
  });
  return {
    text: [
      `${nameOf(words, measure)}${words.inParentheses(place)}${words.colon}${words.week(point.from)} ${value}`,
      ...point.signals.map((rule) => words.rules[rule]),
      words.limits(show(limits.centre), show(limits.lower), show(limits.upper)),
      words.since(since),
    ].join(words.separator),
    path: `/warnings?${query.toString()}#chart`,
  };
}

function decimal(words: DigestWords, value: number, digits: number): string {
  return new Intl.NumberFormat(words.language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

function percent(words: DigestWords, value: number): string {
  return `${decimal(words, value * 100, 1)}%`;
}

function numberText(words: DigestWords, measure: TargetMeasureChoice, value: number): string {
  switch (measure.unit) {
    case 'RATE':
      return percent(words, value);
    case 'COUNT':
      return decimal(words, Math.round(value), 0);
    default:
      return decimal(words, value, 2);
  }
}

function withUnit(words: DigestWords, measure: TargetMeasureChoice, value: number): string {
  const unit = words.language === 'en' ? measure.unitEn : measure.unitZh;
  return `${numberText(words, measure, value)} ${unit}`.trimEnd();
}
