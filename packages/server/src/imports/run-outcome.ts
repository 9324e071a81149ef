import type { ImportChange } from './import-change.ts';

/** Records (applications, points, items …) and events that a run added, changed, left alone, or took out of force. */
export interface RunCounts {
  readonly recordsAdded: number;
  readonly recordsChanged: number;
  readonly recordsUnchanged: number;
  readonly recordsRemoved: number;
  readonly eventsAdded: number;
  readonly eventsSuperseded: number;
}

export const NO_COUNTS: RunCounts = {
  recordsAdded: 0,
  recordsChanged: 0,
  recordsUnchanged: 0,
  recordsRemoved: 0,
  eventsAdded: 0,
  eventsSuperseded: 0,
};

/** What is known of a file once it was opened; null: not known. */
export interface FileFacts {
  readonly sha256: string | null;
  readonly encoding: string | null;
  readonly format: string | null;
  readonly header: readonly string[] | null;
}

/** What a run did, and what is known of its file; null: it had none. */
export interface RunOutcome extends RunCounts {
  readonly rowsRead: number;
  readonly rowsRefused: number;
  /** The first of them. */
  readonly changes: readonly ImportChange[];
  readonly file: FileFacts | null;
}

/** READING counts bytes of the file, DERIVING applications under the rules of law and time, WRITING applications; of other records WRITING has no count. */
export const RUN_PHASES = ['READING', 'DERIVING', 'WRITING'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];

export interface ProgressReport {
  readonly phase: RunPhase;
  readonly done: number;
  /** null: not known */
  readonly total: number | null;
  readonly rowsRead: number;
}
