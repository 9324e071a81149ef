import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EventTypeEnum } from '../applications/application.type.ts';
import type { EventType } from '../applications/application-event.ts';
import { Access } from '../platform/access.ts';
import { enumOf } from '../platform/graphql-enum.ts';
import { DateTime } from '../platform/scalars.ts';
import { CHANGE_ACTIONS, type ChangeAction } from './import-change.ts';
import type { RecordKind } from './import-run.entity.ts';
import { ImportError, ImportRun, RecordKindEnum } from './import-run.type.ts';

export const FIELD_TYPES = [
  'TEXT',
  'INSTANT',
  'DAY',
  'BOOLEAN',
  'ENUM',
  'INTEGER',
  'DECIMAL',
  'OPENING_HOURS',
  'STATUS_HISTORY',
  'LIST',
  'OUTLINE',
  'IDENTITY',
] as const;
export const FieldTypeEnum = enumOf(FIELD_TYPES);
registerEnumType(FieldTypeEnum, {
  name: 'ImportFieldType',
  description: 'How the text of a cell is read.',
  valuesConfig: { IDENTITY: { description: 'Who applies: kept as a keyed hash alone.' } },
});

export const ChangeActionEnum = enumOf(CHANGE_ACTIONS);
registerEnumType(ChangeActionEnum, {
  name: 'ImportChangeAction',
  description: 'What a run did to a record.',
  valuesConfig: { REMOVED: { description: 'Out of force; it stays on record.' } },
});

@Access('IMPORTER')
@ObjectType({
  description: 'A mapping profile: which column of a file is which field, and which word which value.',
})
export class ImportProfile {
  @Field(() => ID)
  name!: string;
  @Field(() => Int, { description: 'A version is never changed; a change is the next one.' })
  version!: number;
  @Field(() => RecordKindEnum)
  recordKind!: RecordKind;
  @Field(() => Boolean)
  isBuiltIn!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'Of this version; null: built in.' })
  createdAt!: Date | null;
  @Field(() => String, {
    description: 'The whole profile as JSON: what is exported, and what saveImportProfile takes.',
  })
  document!: string;
}

@Access('IMPORTER')
@ObjectType({ description: 'A profile held against the header of a file.' })
export class ImportProfileFit {
  @Field(() => ImportProfile)
  profile!: ImportProfile;
  @Field(() => Int, { description: 'Fields that the file has a column for.' })
  matchedFields!: number;
  @Field(() => [String], {
    description:
      'Required columns that the file does not have, by the names that would do; empty: the profile can take the file.',
  })
  missingColumns!: readonly string[];
}

@Access('IMPORTER')
@ObjectType({ description: 'A file on its way in: uploaded, not yet imported.' })
export class ImportFile {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => Float, { description: 'Bytes, as sent.' })
  bytes!: number;
  @Field(() => DateTime)
  uploadedAt!: Date;
  @Field(() => [String], { description: 'The names of its columns; empty when it cannot be read.' })
  header!: readonly string[];
  @Field(() => [[String]], { description: 'Its first rows as they stand in it, at most 20.' })
  sample!: readonly (readonly string[])[];
  @Field(() => String, { nullable: true, description: 'As recognised; null when it cannot be read.' })
  encoding!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'CSV, XLSX, XLS, JSON_LINES or XES, by its content; null when it cannot be read.',
  })
  format!: string | null;
  @Field(() => [String], {
    description: 'Of a workbook: its sheets, the one that is shown first; otherwise empty.',
  })
  sheets!: readonly string[];
  @Field(() => [ImportProfileFit], { description: 'The profiles that it could belong to, the best first.' })
  profiles!: readonly ImportProfileFit[];
  @Field(() => ImportError, { nullable: true, description: 'Why it cannot be read; null: it can.' })
  error!: ImportError | null;
}

@Access('IMPORTER')
@ObjectType({ description: 'A field of a kind of record.' })
export class ImportField {
  @Field(() => ID)
  name!: string;
  @Field(() => String)
  titleZh!: string;
  @Field(() => String)
  titleEn!: string;
  @Field(() => FieldTypeEnum)
  type!: (typeof FIELD_TYPES)[number];
  @Field(() => Boolean)
  isRequired!: boolean;
  @Field(() => [String], { description: 'Of an ENUM: its values; otherwise empty.' })
  values!: readonly string[];
}

@Access('IMPORTER')
@ObjectType({ description: 'A column proposed for a field.' })
export class ImportColumnSuggestion {
  @Field(() => ID)
  field!: string;
  @Field(() => String)
  header!: string;
  @Field(() => Float, {
    description: '0 to 1: how alike the names are, by the share of the first rows that the field could be.',
  })
  score!: number;
}

@Access('IMPORTER')
@ObjectType({ description: 'A mapping to begin from, for a file that no profile takes.' })
export class ImportDraft {
  @Field(() => [ImportField])
  fields!: readonly ImportField[];
  @Field(() => [ImportColumnSuggestion])
  suggestions!: readonly ImportColumnSuggestion[];
  @Field(() => String, {
    description:
      'A profile as JSON that holds the words of the native profile of the kind and the proposed columns.',
  })
  document!: string;
}

@Access('IMPORTER')
@ObjectType({ description: 'A field of a row as it would be understood.' })
export class PreviewedValue {
  @Field(() => ID)
  field!: string;
  @Field(() => String, { description: 'An instant in UTC, a value by its code.' })
  text!: string;
}

@Access('IMPORTER')
@ObjectType({ description: 'Why a previewed row would be refused.' })
export class PreviewedRefusal {
  @Field(() => String, { nullable: true })
  columnName!: string | null;
  @Field(() => String, { nullable: true })
  value!: string | null;
  @Field(() => String, { description: 'Stable code.' })
  code!: string;
  @Field(() => String)
  reasonZh!: string;
  @Field(() => String)
  reasonEn!: string;
  @Field(() => String, { description: 'What would have been right here, in both languages.' })
  expected!: string;
}

@Access('IMPORTER')
@ObjectType({ description: 'A row as it would be understood.' })
export class PreviewedRow {
  @Field(() => Int, { description: '1 = the first row after the header.' })
  rowNumber!: number;
  @Field(() => [PreviewedValue])
  values!: readonly PreviewedValue[];
  @Field(() => [PreviewedRefusal], {
    description: 'Empty: it would be taken, as far as a row alone can tell.',
  })
  refusals!: readonly PreviewedRefusal[];
}

@Access('IMPORTER')
@ObjectType({ description: 'A word of the file that its field does not know.' })
export class UnknownWord {
  @Field(() => ID)
  field!: string;
  @Field(() => String)
  word!: string;
  @Field(() => [String], { description: 'The values or codes that it could stand for.' })
  choices!: readonly string[];
}

@Access('IMPORTER')
@ObjectType({
  description: 'The first rows of a file as they would be understood through a profile; nothing is imported.',
})
export class ImportPreview {
  @Field(() => [PreviewedRow])
  rows!: readonly PreviewedRow[];
  @Field(() => [String], { description: 'Columns that no field takes.' })
  ignoredColumns!: readonly string[];
  @Field(() => [UnknownWord], { description: 'Words to be given a meaning in the profile.' })
  unknownWords!: readonly UnknownWord[];
  @Field(() => ImportError, {
    nullable: true,
    description: 'Why the file cannot be taken through the profile.',
  })
  error!: ImportError | null;
}

@Access('RUN_READER')
@ObjectType({ description: 'What differs in a record, or in the times of its events of a type.' })
export class ImportDifference {
  @Field(() => ID, { description: 'A field of the kind of record, or a type of event.' })
  field!: string;
  @Field(() => String, {
    description: 'What a Chinese file calls the field; of an event that is no field, its type or name.',
  })
  titleZh!: string;
  @Field(() => String, {
    description: 'What an English file calls the field; of an event that is no field, its type or name.',
  })
  titleEn!: string;
  @Field(() => EventTypeEnum, { nullable: true, description: 'null: a field, or a step of a foreign log.' })
  eventType!: EventType | null;
  @Field(() => String, { nullable: true, description: 'null: nothing stood there.' })
  before!: string | null;
  @Field(() => String, { nullable: true })
  after!: string | null;
}

@Access('RUN_READER')
@ObjectType({ description: 'What a run did to one record, or a dry run would do.' })
export class ImportChange {
  @Field(() => String, { description: 'The case number, or the code of the reference record.' })
  recordKey!: string;
  @Field(() => ChangeActionEnum)
  action!: ChangeAction;
  @Field(() => [ImportDifference])
  differences!: readonly ImportDifference[];
}

@Access('RUN_READER')
@ObjectType({ description: 'Whether a run can be taken back.' })
export class ImportUndo {
  @Field(() => Boolean, {
    description:
      'As far as the run itself tells; records that later runs changed are found when it is tried.',
  })
  isPossible!: boolean;
  @Field(() => ID, { nullable: true, description: 'The run that took it back and is in force itself.' })
  undoneByRunId!: string | null;
}

@Access('STEWARD')
@ObjectType({ description: 'A saved profile, or why it was not saved.' })
export class ProfileSaved {
  @Field(() => ImportProfile, { nullable: true })
  profile!: ImportProfile | null;
  @Field(() => String, { nullable: true, description: 'One line that names the first thing that is wrong.' })
  problem!: string | null;
}

@Access('IMPORTER')
@ObjectType({ description: 'A run on record, or why there is none.' })
export class RunStarted {
  @Field(() => ImportRun, { nullable: true })
  run!: ImportRun | null;
  @Field(() => ImportError, { nullable: true })
  error!: ImportError | null;
}
