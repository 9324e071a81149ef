import type { ComponentChildren } from 'preact';
import type { CoverageSubject } from '../../coverage/closing-circle.ts';
import type { TravelMode } from '../../network/travel-mode.ts';
import type { ReleaseCircle, ReleaseRate } from '../release-content.ts';
import type { BothNames } from '../release-names.ts';

type Part = ComponentChildren;

/** Every text of the pages, once a language. Days and months are told as `2021-11-30` and `2021-11`; figures come as marked parts. */
export interface PageWords {
  readonly htmlLanguage: string;
  readonly otherLanguage: { readonly name: string; readonly htmlLanguage: string };
  readonly skip: string;
  readonly contents: string;
  readonly kicker: string;
  readonly title: (month: string) => string;
  readonly documentTitle: (month: string, bureau: string) => string;
  readonly lead: (from: string, to: string, workingDays: Part) => Part;
  readonly checkable: string;
  readonly allReleases: string;
  readonly footer: string;

  readonly day: (day: string) => string;
  readonly month: (monthOrDay: string) => string;
  readonly months: (from: string, to: string) => string;
  readonly instant: (instant: string) => string;
  readonly weekdays: readonly string[];
  readonly listComma: string;
  readonly colon: string;
  readonly semicolon: string;
  /** Between two sentences. */
  readonly gap: string;
  readonly unit: (unit: string) => string;
  readonly source: (source: string) => string;
  readonly withinMinutes: (mode: TravelMode, minutes: number) => string;
  readonly minutes: (mode: TravelMode) => string;
  readonly fraction: (part: Part, whole: Part) => Part;
  readonly partOf: (part: Part, whole: Part) => Part;
  readonly peopleOf: (part: Part, whole: Part) => Part;

  readonly applications: string;
  readonly workingDays: string;
  readonly percent: string;
  readonly received: string;
  readonly closed: string;
  readonly decided: string;
  readonly share: string;
  readonly monthTitle: string;
  readonly unstated: string;
  readonly groupTitle: (by: string) => string;
  readonly definition: string;
  readonly ofWhat: (name: string) => string;
  readonly asTable: string;
  readonly notKnown: string;
  readonly withheld: string;
  readonly withheldTitle: string;
  readonly withheldWhy: (smallest: number) => string;
  readonly withheldCount: (small: Part, toProtect: Part) => Part;
  readonly dashMeans: string;
  readonly definitionsTitle: string;

  readonly headline: {
    readonly title: string;
    readonly received: (count: Part) => Part;
    readonly receivedNote: string;
    readonly half: (days: Part) => Part;
    readonly nineTenths: (days: Part) => Part;
    readonly of: (n: Part) => Part;
    readonly longerNote: string;
    readonly onTime: (share: Part) => Part;
    readonly zeroErrand: (share: Part) => Part;
    readonly circle: (share: Part, within: string) => Part;
  };
  readonly nearest: {
    readonly title: string;
    readonly explain: string;
    readonly label: string;
    readonly link: string;
    readonly noneFound: string;
    readonly tooMany: string;
    readonly failed: string;
    readonly private: string;
  };
  readonly volume: {
    readonly title: string;
    readonly total: (count: Part) => Part;
    readonly byPoint: string;
    readonly byPointKind: string;
    readonly byChannel: string;
    readonly byItemKind: string;
  };
  readonly speed: {
    readonly title: string;
    readonly explain: string;
    readonly table: string;
    readonly group: string;
    readonly half: string;
    readonly nineTenths: string;
  };
  readonly days: {
    readonly title: string;
    readonly unit: string;
    readonly description: string;
    readonly within: string;
    readonly atMost: (days: string) => string;
    readonly count: string;
    readonly share: string;
  };
  readonly quality: {
    readonly title: string;
    readonly table: string;
    readonly unit: string;
    readonly measure: string;
    readonly parts: string;
    readonly byPoint: string;
    readonly plain: Readonly<Record<ReleaseRate['measure'], string>>;
  };
  readonly backlog: {
    readonly title: string;
    readonly sentence: (backlog: Part, overdue: Part) => Part;
    readonly table: string;
    readonly atStart: string;
    readonly received: string;
    readonly closed: string;
    readonly atEnd: string;
    readonly overdue: string;
  };
  readonly series: {
    readonly title: string;
    readonly explain: (months: number) => string;
    readonly flow: string;
    readonly flowDescription: string;
    readonly pace: string;
    readonly paceDescription: string;
    readonly onTime: string;
  };
  readonly circle: {
    readonly title: string;
    readonly none: string;
    readonly explain: (within: string, day: string) => string;
    readonly basis: (basis: ReleaseCircle['basis']) => string;
    readonly whole: string;
    readonly unit: string;
    readonly who: string;
    readonly covered: string;
    readonly parts: string;
    readonly subjects: Readonly<Record<CoverageSubject, string>>;
    readonly short: Readonly<Record<CoverageSubject, BothNames>>;
    readonly byTown: string;
    readonly town: string;
    readonly buildings: string;
    readonly building: string;
    readonly state: string;
    readonly isCovered: string;
    readonly isOpen: string;
    readonly comesNext: (point: string, day: string) => string;
    readonly nearest: string;
    readonly allPlaces: string;
  };
  readonly progress: {
    readonly title: string;
    readonly description: string;
    readonly unit: string;
    readonly done: string;
    readonly planned: string;
    readonly day: string;
    readonly asPlanned: string;
    readonly covered: string;
    readonly points: string;
    readonly causes: string;
  };
  readonly map: {
    readonly title: string;
    readonly description: string;
    readonly note: string;
    readonly point: string;
    readonly preparing: string;
    readonly buildingCovered: string;
    readonly buildingOpen: string;
    readonly areaCovered: string;
    readonly areaOpen: string;
    readonly length: (metres: number) => string;
  };
  readonly points: {
    readonly title: string;
    readonly operating: (count: Part, day: string) => Part;
    readonly kind: string;
    readonly status: string;
    readonly opensOn: (day: string) => string;
    readonly where: string;
    readonly open: string;
    readonly handles: string;
    readonly handlesAll: string;
    readonly handlesSome: (count: number) => string;
  };
  readonly outreach: {
    readonly title: string;
    readonly explain: string;
    readonly noEvents: (events: Part) => Part;
    readonly sentence: (total: {
      readonly events: Part;
      readonly buildingDays: Part;
      readonly enterprises: Part;
      readonly isMinimum: boolean;
      readonly consultations: Part;
    }) => Part;
    readonly table: string;
    readonly unit: string;
    readonly day: string;
    readonly place: string;
    readonly buildingDay: string;
    readonly enterprises: string;
    readonly duration: string;
  };
  readonly correction: {
    readonly title: (corrects: string) => string;
    readonly old: string;
    readonly changes: (count: number) => string;
    readonly table: string;
    readonly figure: string;
    readonly was: string;
    readonly is: string;
  };
  readonly data: {
    readonly title: string;
    readonly explain: string;
    readonly whole: string;
    readonly number: string;
    readonly generated: string;
    readonly version: string;
    readonly versionOf: (importRun: number, at: string) => string;
    readonly sha256: string;
    readonly licence: string;
    readonly attribution: (bureau: string) => string;
    readonly calendar: string;
    readonly comes: (day: string, month: string) => string;
    readonly how: string;
  };
  /** On an old page: that another release has taken its place. */
  readonly superseded: (link: Part) => Part;
  readonly supersededBy: (number: string) => string;
  readonly list: {
    readonly title: string;
    readonly explain: string;
    readonly newest: string;
    readonly read: (month: string) => string;
    readonly all: string;
    readonly month: string;
    readonly number: string;
    readonly published: string;
    readonly corrects: (number: string) => string;
    readonly correctedBy: (number: string) => string;
    readonly none: string;
    readonly allBureaux: string;
    readonly programs: string;
  };
  readonly notFound: { readonly title: string; readonly explain: string };
  readonly places: {
    readonly title: string;
    readonly explain: (within: string) => string;
    readonly place: string;
    readonly nearest: string;
    readonly circle: string;
    readonly inside: string;
    readonly outside: string;
    readonly comesNext: (point: string, day: string) => string;
    readonly none: string;
    readonly minutes: (minutes: Part) => Part;
    readonly back: string;
  };
  readonly dictionary: {
    readonly title: string;
    readonly explain: string;
    readonly field: string;
    readonly type: string;
    readonly types: Readonly<Record<'string' | 'integer' | 'number' | 'boolean' | 'date', string>>;
    readonly meaning: string;
    readonly key: string;
    readonly rows: (count: number) => string;
  };
  readonly recipe: {
    readonly title: string;
    readonly explain: string;
    readonly steps: readonly {
      readonly title: string;
      readonly text: string;
      readonly formula: string | null;
    }[];
    readonly verify: string;
  };
}
