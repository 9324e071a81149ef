import { coveredWeight } from './evaluate-plan.ts';
import { betterBy, measuredValue, measureOf } from './measure.ts';
import { PartRun } from './part-run.ts';
import { MOST_SUBSET_SITES, type SubsetLosses, subsetLosses } from './prefix-values.ts';
import { isNewPoint } from './site-state.ts';
import type { OpeningOrder, OpeningStep } from './siting-answer.ts';
import {
  isCapacitated,
  type SitingProblem,
  type SitingQuestion,
  type SitingSolution,
} from './siting-problem.ts';
import type { RunContext } from './siting-run.ts';

/** With capacities each subset is a linear programme of its own. */
const MOST_CAPACITATED_SITES = 6;
/** Where there are more new points than all subsets can be looked at, so many in a row are put into their best order at once. */
const WINDOW = 12;
const WINDOW_PASSES = 4;

/**
 * In which order the new points of a plan open so that every prefix is as good as can be: of all orders the one with the best sum of values over its prefixes, by
 * dynamic programming over subsets (M. Held and R. M. Karp, J. SIAM 10, 1962). Points of today that the plan keeps are open before. With periods, within each.
 */
export async function openingOrder(
  problem: SitingProblem,
  question: SitingQuestion,
  { open, openByPeriod }: Pick<SitingSolution, 'open' | 'openByPeriod'>,
  context: RunContext,
): Promise<OpeningOrder> {
  const run = new PartRun(context);
  const isNew = (site: number) => isNewPoint(problem, site);
  const kept = open.filter((site) => !isNew(site));
  const stages = openByPeriod.length === 0 ? [open] : openByPeriod;
  let isProven = true;
  const order: { site: number; period: number | null }[] = [];
  for (const [index, stage] of stages.entries()) {
    const before = [...kept, ...order.map(({ site }) => site)];
    const added = stage.filter((site) => isNew(site) && !before.includes(site));
    const best = await bestOrder(problem, question, before, added, context, run);
    isProven &&= best.isProven;
    order.push(...best.order.map((site) => ({ site, period: openByPeriod.length === 0 ? null : index })));
  }
  return { isProven, ...(await stepsOf(problem, question, kept, order, context)) };
}

interface Order {
  readonly order: readonly number[];
  readonly isProven: boolean;
}

async function bestOrder(
  problem: SitingProblem,
  question: SitingQuestion,
  base: readonly number[],
  sites: readonly number[],
  context: RunContext,
  run: PartRun,
): Promise<Order> {
  const measure = measureOf(question);
  const lossOf = async (some: readonly number[]) => {
    const value = await measuredValue(problem, question, [...base, ...some], context);
    return value === null ? null : -betterBy(measure, value, 0);
  };
  if (isCapacitated(problem)) {
    return capacitatedOrder(sites, lossOf, run);
  }
  const exact = (before: readonly number[], some: readonly number[]) =>
    orderBySubsets(some, subsetLosses(problem, question, before, some));
  if (sites.length <= MOST_SUBSET_SITES) {
    return { order: exact(base, sites), isProven: true };
  }
  const start = await greedyOrder(sites, lossOf, run);
  return { order: byWindows(base, start, exact, run), isProven: false };
}

/** Held and Karp: the best order of a subset ends with the site whose absence leaves the best order of the rest. */
function orderBySubsets(sites: readonly number[], { unreached, loss }: SubsetLosses): number[] {
  const size = 2 ** sites.length;
  const unreachedSum = new Float64Array(size);
  const lossSum = new Float64Array(size);
  const last = new Int8Array(size).fill(-1);
  for (let set = 1; set < size; set += 1) {
    let leastUnreached = Number.POSITIVE_INFINITY;
    let leastLoss = Number.POSITIVE_INFINITY;
    for (let bit = 0; bit < sites.length; bit += 1) {
      if ((set & (1 << bit)) !== 0) {
        const rest = set ^ (1 << bit);
        const one = unreachedSum[rest] ?? 0;
        const other = lossSum[rest] ?? 0;
        if (one < leastUnreached || (one === leastUnreached && other <= leastLoss)) {
          leastUnreached = one;
          leastLoss = other;
          last[set] = bit;
        }
      }
    }
    unreachedSum[set] = leastUnreached + (unreached[set] ?? 0);
    lossSum[set] = leastLoss + (loss[set] ?? 0);
  }
  const order: number[] = [];
  for (let set = size - 1; set > 0; ) {
    const bit = last[set] ?? 0;
    order.unshift(sites[bit] ?? 0);
    set ^= 1 << bit;
  }
  return order;
}

/** Overlapping windows, each put into its best order with what is before it open, until nothing changes. */
function byWindows(
  base: readonly number[],
  sites: readonly number[],
  exact: (before: readonly number[], some: readonly number[]) => number[],
  run: PartRun,
): number[] {
  const order = [...sites];
  for (let pass = 0; pass < WINDOW_PASSES; pass += 1) {
    const before = order.join();
    for (let at = 0; at < order.length - 1 && !run.isOver(); at += WINDOW / 2) {
      const some = exact([...base, ...order.slice(0, at)], order.slice(at, at + WINDOW));
      order.splice(at, some.length, ...some);
    }
    if (order.join() === before) {
      break;
    }
  }
  return order;
}

async function capacitatedOrder(
  sites: readonly number[],
  lossOf: (some: readonly number[]) => Promise<number | null>,
  run: PartRun,
): Promise<Order> {
  if (sites.length > MOST_CAPACITATED_SITES) {
    return { order: await greedyOrder(sites, lossOf, run), isProven: false };
  }
  const size = 2 ** sites.length;
  const losses = { unreached: new Float64Array(size), loss: new Float64Array(size) };
  for (let set = 0; set < size; set += 1) {
    if (run.isOver()) {
      return { order: sites, isProven: false };
    }
    const loss = await lossOf(sites.filter((_, bit) => (set & (1 << bit)) !== 0));
    losses.unreached[set] = Number(loss === null);
    losses.loss[set] = loss ?? 0;
  }
  return { order: orderBySubsets(sites, losses), isProven: true };
}

async function greedyOrder(
  sites: readonly number[],
  lossOf: (some: readonly number[]) => Promise<number | null>,
  run: PartRun,
): Promise<number[]> {
  const order: number[] = [];
  let left = [...sites];
  while (left.length > 0 && !run.isOver()) {
    let best = left[0] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (const site of left) {
      const loss = (await lossOf([...order, site])) ?? Number.POSITIVE_INFINITY;
      if (loss < least) {
        least = loss;
        best = site;
      }
    }
    order.push(best);
    left = left.filter((site) => site !== best);
  }
  return [...order, ...left];
}

async function stepsOf(
  problem: SitingProblem,
  question: SitingQuestion,
  kept: readonly number[],
  order: readonly { site: number; period: number | null }[],
  context: RunContext,
): Promise<Omit<OpeningOrder, 'isProven'>> {
  const measure = measureOf(question);
  const valueWith = (open: readonly number[]) => measuredValue(problem, question, open, context);
  const gainOf = (value: number | null, than: number | null) =>
    value === null || than === null ? null : betterBy(measure, value, than);
  const all = [...kept, ...order.map(({ site }) => site)];
  const startValue = await valueWith(kept);
  const startCoveredWeight = coveredWeight(problem, kept, null);
  const endValue = await valueWith(all);
  const steps: OpeningStep[] = [];
  for (const [index, { site, period }] of order.entries()) {
    const open = all.slice(0, kept.length + index + 1);
    const before = steps.at(-1);
    const value = await valueWith(open);
    const covered = coveredWeight(problem, open, null);
    steps.push({
      site,
      period,
      value,
      gain: gainOf(value, before === undefined ? startValue : before.value),
      coveredWeight: covered,
      coveredGain: covered - (before?.coveredWeight ?? startCoveredWeight),
      lossIfLeftOut: gainOf(endValue, await valueWith(all.filter((one) => one !== site))),
    });
  }
  return { measure, startValue, startCoveredWeight, steps };
}
