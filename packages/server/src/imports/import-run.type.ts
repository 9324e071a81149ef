import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../platform/access.ts';
import { connectionOf } from '../platform/connection.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { IMPORT_STATUSES, type ImportStatus, RECORD_KINDS, type RecordKind } from './import-run.entity.ts';
import { RUN_PHASES, type RunPhase } from './run-outcome.ts';

export const ImportStatusEnum = enumOf(IMPORT_STATUSES);
registerEnumType(ImportStatusEnum, {
  name: 'ImportStatus',
  description: 'What became of a run.',
  valuesConfig: {
    SUCCEEDED: { description: 'Its good rows are in; refused rows, if any, are kept with it.' },
    FAILED: { description: 'The file could not be read as a whole: nothing of it is in.' },
    CANCELLED: { description: 'Stopped on request: nothing of it is in.' },
    INTERRUPTED: { description: 'The process died in the middle: nothing of it is in; it can be run again.' },
  },
});

export const RecordKindEnum = enumOf(RECORD_KINDS);
registerEnumType(RecordKindEnum, { name: 'RecordKind', description: 'What the rows of a file are.' });

@Access('RUN_READER')
@ObjectType({ description: 'Why a row was refused, so that a steward can act on it.' })
export class ImportRefusal {
  @Field(() => Int, { description: '1 = the first row after the header.' })
  rowNumber!: number;
  @Field(() => String, {
    nullable: true,
    description: 'The header as the file has it; null: the row as a whole.',
  })
  columnName!: string | null;
  @Field(() => String, { nullable: true, description: 'As it stands in the file, cut to 200 characters.' })
  value!: string | null;
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'What the code means and what a steward can do.' })
  reasonZh!: string;
  @Field(() => String, { description: 'What the code means and what a steward can do.' })
  reasonEn!: string;
  @Field(() => String, { description: 'What would have been right here, in both languages.' })
  expected!: string;
}

export const ImportRefusalConnection = connectionOf(ImportRefusal, 'ImportRefusal', 'RUN_READER');

@Access('RUN_READER')
@ObjectType({ description: 'How many rows a code refused.' })
export class RefusalCount {
  @Field(() => String)
  code!: string;
  @Field(() => Int)
  count!: number;
}

@Access('RUN_READER')
@ObjectType({ description: 'Why a file could not be read at all.' })
export class ImportError {
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String, { description: 'What the code means and what a steward can do.' })
  reasonZh!: string;
  @Field(() => String, { description: 'What the code means and what a steward can do.' })
  reasonEn!: string;
  @Field(() => String, { description: 'Where in the file; may be empty.' })
  message!: string;
}

export const RunKindEnum = enumOf(['FILE', 'UNDO'] as const);
registerEnumType(RunKindEnum, {
  name: 'ImportRunKind',
  description: 'Where a run takes its facts from.',
  valuesConfig: { UNDO: { description: 'It takes another run back, by stating what was there before it.' } },
});

export const RunPhaseEnum = enumOf(RUN_PHASES);
registerEnumType(RunPhaseEnum, {
  name: 'ImportPhase',
  description: 'What a run is at.',
  valuesConfig: {
    READING: { description: 'done and total are bytes of the file.' },
    DERIVING: { description: 'Law and time of each changed application: done and total are applications.' },
    WRITING: { description: 'Applications; of other records there is nothing to count.' },
  },
});

@Access('RUN_READER')
@ObjectType({ description: 'How far a running import is; at most a second old.' })
export class ImportProgress {
  @Field(() => RunPhaseEnum)
  phase!: RunPhase;
  @Field(() => Float)
  done!: number;
  @Field(() => Float, { nullable: true, description: 'null: not known.' })
  total!: number | null;
}

@Access('RUN_READER')
@ObjectType({ description: 'One file sent through one mapping profile, and what became of it.' })
export class ImportRun {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  profileName!: string;
  @Field(() => Int)
  profileVersion!: number;
  @Field(() => RecordKindEnum)
  recordKind!: RecordKind;
  @Field(() => String, { description: 'Its name, without the folders.' })
  fileName!: string;
  @Field(() => Float, { description: 'Bytes, as sent.' })
  fileBytes!: number;
  @Field(() => String, { nullable: true, description: 'Of the bytes as sent; null: not read to its end.' })
  fileSha256!: string | null;
  @Field(() => String, { nullable: true, description: 'As recognised; null: not recognised.' })
  encoding!: string | null;
  @Field(() => Boolean, { description: 'Only tried: nothing of it is in.' })
  isDryRun!: boolean;
  @Field(() => ImportStatusEnum)
  status!: ImportStatus;
  @Field(() => DateTime)
  startedAt!: Date;
  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null;
  @Field(() => Int, { description: 'rowsAccepted + rowsRefused.' })
  rowsRead!: number;
  @Field(() => Int)
  rowsAccepted!: number;
  @Field(() => Int)
  rowsRefused!: number;
  @Field(() => Int)
  recordsAdded!: number;
  @Field(() => Int, { description: 'Records whose content or history differed from what was there.' })
  recordsChanged!: number;
  @Field(() => Int)
  recordsUnchanged!: number;
  @Field(() => Int)
  eventsAdded!: number;
  @Field(() => Int, {
    description: 'Events that a later statement of the source replaced; both stay on record.',
  })
  eventsSuperseded!: number;
  @Field(() => Int, { description: 'Of an UNDO: records that it took out of force.' })
  recordsRemoved!: number;
  @Field(() => RunKindEnum)
  kind!: 'FILE' | 'UNDO';
  @Field(() => ID, { nullable: true, description: 'Of an UNDO: the run that it takes back.' })
  undoesRunId!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'CSV, XLSX, JSON_LINES, GEOJSON or XES; null: not recognised, or an UNDO.',
  })
  format!: string | null;
  @Field(() => ImportProgress, { nullable: true, description: 'null: it is not running.' })
  progress!: ImportProgress | null;
  @Field(() => Boolean, { description: 'Someone asked it to stop.' })
  isCancelRequested!: boolean;
  @Field(() => ImportError, { nullable: true, description: 'Of a file that could not be read at all.' })
  error!: ImportError | null;
}

export const ImportRunConnection = connectionOf(ImportRun, 'ImportRun', 'RUN_READER');
