import {
  type CalendarDay,
  type DayRange,
  DEFAULT_PRESET,
  daysOfPreset,
  PERIOD_PRESETS,
  type PeriodPreset,
} from './periods.ts';

// What a page shows lives in its address, so that a view can be sent.

/** The dimensions that a view is narrowed by: parameter of the address → field of the API's ScopeFilter. */
export const SCOPE_PARAMETERS = {
  point: 'servicePoints',
  kind: 'servicePointKinds',
  item: 'serviceItems',
  department: 'departments',
  domain: 'domains',
  channel: 'channels',
  applicant: 'applicantKinds',
} as const;
export type ScopeParameter = keyof typeof SCOPE_PARAMETERS;
export type Scope = Readonly<Partial<Record<ScopeParameter, readonly string[]>>>;

/** Which applications a list holds beside the scope: the facts behind a figure. */
export interface Selection {
  readonly search?: string;
  readonly received?: DayRange;
  readonly decided?: DayRange;
  readonly closed?: DayRange;
  readonly lastLogged?: DayRange;
  readonly openOn?: CalendarDay;
  readonly standing?: readonly string[];
  readonly age?: string;
  /** Who must act. */
  readonly waiting?: readonly string[];
  /** Past the promised limit in so many working days. */
  readonly dueWithin?: number;
  readonly promisedOnTime?: boolean;
  readonly statutoryOnTime?: boolean;
  readonly minutesFrom?: number;
  readonly minutesTo?: number;
  readonly accepted?: DayRange;
  readonly rated?: DayRange;
  /** What a measure needs of an application: stated, or not. */
  readonly states?: readonly string[];
  readonly omits?: readonly string[];
  readonly handling?: string;
  /** The category of its channel. */
  readonly way?: string;
  readonly visitsAtMost?: number;
  readonly firstPass?: boolean;
  readonly satisfied?: boolean;
  readonly followedUp?: boolean;
  /** Codes of outreach events. */
  readonly outreach?: readonly string[];
}

/** Parameters that belong to a view and go with it from page to page. */
const CARRIED = ['bureau', 'lang', 'period', 'from', 'to', ...Object.keys(SCOPE_PARAMETERS)];

export interface ChosenPeriod extends DayRange {
  /** null: chosen by its days. */
  readonly preset: PeriodPreset | null;
}

/** The period of an address; the default where it has none or not a valid one. */
export function readPeriod(
  parameters: URLSearchParams,
  today: CalendarDay,
  extent: DayRange | null,
): ChosenPeriod {
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  if (isDay(from) && isDay(to) && from <= to) {
    return { preset: null, from, to };
  }
  const preset = PERIOD_PRESETS.find((each) => each === parameters.get('period')) ?? DEFAULT_PRESET;
  return { preset, ...daysOfPreset(preset, today, extent) };
}

export function readScope(parameters: URLSearchParams): Scope {
  const entries = (Object.keys(SCOPE_PARAMETERS) as ScopeParameter[]).flatMap((parameter) => {
    const values = parameters.getAll(parameter);
    return values.length > 0 ? [[parameter, values] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** A scope as the API's input. */
export function scopeInput(scope: Scope): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(scope).map(([parameter, values]) => [
      SCOPE_PARAMETERS[parameter as ScopeParameter],
      [...values],
    ]),
  );
}

export function readSelection(parameters: URLSearchParams): Selection {
  const range = (name: string): DayRange | undefined => {
    const [from, to] = parameters.get(name)?.split('..') ?? [];
    return isDay(from) && isDay(to) ? { from, to } : undefined;
  };
  const flag = (name: string) => {
    const text = parameters.get(name);
    return text === null ? undefined : text === 'yes';
  };
  const count = (name: string) => {
    const text = parameters.get(name);
    return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const open = parameters.get('open');
  const several = (name: string) => {
    const values = parameters.getAll(name);
    return values.length > 0 ? values : undefined;
  };
  return withoutUndefined({
    search: parameters.get('search') ?? undefined,
    received: range('received'),
    decided: range('decided'),
    closed: range('closed'),
    lastLogged: range('logged'),
    openOn: isDay(open) ? open : undefined,
    standing: several('standing'),
    age: parameters.get('age') ?? undefined,
    waiting: several('waiting'),
    dueWithin: count('due'),
    promisedOnTime: flag('promised'),
    statutoryOnTime: flag('statutory'),
    minutesFrom: count('minutesFrom'),
    minutesTo: count('minutesTo'),
    accepted: range('accepted'),
    rated: range('rated'),
    states: several('states'),
    omits: several('omits'),
    handling: parameters.get('handling') ?? undefined,
    way: parameters.get('way') ?? undefined,
    visitsAtMost: count('visits'),
    firstPass: flag('firstPass'),
    satisfied: flag('satisfied'),
    followedUp: flag('followedUp'),
    outreach: several('outreach'),
  });
}

/** A selection as parameters: the inverse of `readSelection`. */
export function writeSelection(selection: Selection): URLSearchParams {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined) {
      parameters.append(name, String(value));
    }
  };
  const putAll = (name: string, values: readonly string[] = []) => {
    for (const value of values) {
      put(name, value);
    }
  };
  const range = (days: DayRange | undefined) => (days ? `${days.from}..${days.to}` : undefined);
  const flag = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');
  put('search', selection.search);
  put('received', range(selection.received));
  put('decided', range(selection.decided));
  put('closed', range(selection.closed));
  put('logged', range(selection.lastLogged));
  put('open', selection.openOn);
  putAll('standing', selection.standing);
  put('age', selection.age);
  putAll('waiting', selection.waiting);
  put('due', selection.dueWithin);
  put('promised', flag(selection.promisedOnTime));
  put('statutory', flag(selection.statutoryOnTime));
  put('minutesFrom', selection.minutesFrom);
  put('minutesTo', selection.minutesTo);
  put('accepted', range(selection.accepted));
  put('rated', range(selection.rated));
  putAll('states', selection.states);
  putAll('omits', selection.omits);
  put('handling', selection.handling);
  put('way', selection.way);
  put('visits', selection.visitsAtMost);
  put('firstPass', flag(selection.firstPass));
  put('satisfied', flag(selection.satisfied));
  put('followedUp', flag(selection.followedUp));
  putAll('outreach', selection.outreach);
  return parameters;
}

/** The address of a page that keeps the present view, with more parameters. */
export function addressOf(
  path: string,
  view: URLSearchParams,
  more?: URLSearchParams,
  scope: Scope = {},
): string {
  const parameters = new URLSearchParams();
  for (const name of CARRIED) {
    const values = scope[name as ScopeParameter] ?? view.getAll(name);
    for (const value of values) {
      parameters.append(name, value);
    }
  }
  for (const [name, value] of more ?? []) {
    parameters.append(name, value);
  }
  const query = parameters.toString();
  return query === '' ? path : `${path}?${query}`;
}

function isDay(text: string | null | undefined): text is CalendarDay {
  return text != null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function withoutUndefined<Value extends object>(
  value: {
    [Key in keyof Value]: Value[Key] | undefined;
  },
): Value {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;
}
