import { type FieldName, fieldsOf } from './fields.ts';
import type { RecordKind } from './import-run.entity.ts';
import { createCellParser } from './parse-cell.ts';
import type { MappingProfile } from './profile.ts';

/** A profile held against a header. */
export interface ProfileFit {
  readonly profile: MappingProfile;
  /** Fields that the file has a column for. */
  readonly matchedFields: number;
  /** Required fields that it has no column for, by the names that would do. */
  readonly missingColumns: readonly string[];
}

/** The profiles that a header could belong to, the best first: none missing, then the most columns taken, then its own before built in. */
export function fitProfiles(profiles: readonly MappingProfile[], header: readonly string[]): ProfileFit[] {
  return profiles
    .map((profile) => {
      const columns = Object.values(profile.columns);
      const isThere = ({ headers }: { headers: readonly string[] }) =>
        headers.some((name) => header.includes(name));
      return {
        profile,
        matchedFields: columns.filter(isThere).length,
        missingColumns: columns
          .filter((column) => column.required && !isThere(column))
          .map(({ headers }) => headers.join(' / ')),
      };
    })
    .filter(({ matchedFields }) => matchedFields > 0)
    .sort(
      (one, other) =>
        Number(one.missingColumns.length > 0) - Number(other.missingColumns.length > 0) ||
        other.matchedFields - one.matchedFields,
    );
}

/** A column proposed for a field. */
export interface ColumnSuggestion {
  readonly field: FieldName;
  readonly header: string;
  /** 0 to 1: how alike the names are, by how many of the sample's cells the field could be. */
  readonly score: number;
}

/** Below it a suggestion is a guess that costs more to check than to make. */
const LEAST_SCORE = 0.3;

/**
 * Proposes which column is which field of a kind of record: names alike to those that the built-in profile knows, weighted by the
 * share of the sample's cells that the field could be. A column is proposed for one field at most, the best first.
 */
export function suggestColumns(
  builtIn: MappingProfile,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  timeZone: string,
): ColumnSuggestion[] {
  const fields = fieldsOf(builtIn.recordKind);
  const candidates = Object.entries(builtIn.columns).flatMap(([field, { headers }]) => {
    const spec = fields[field];
    if (!spec) {
      return [];
    }
    const parse = createCellParser(spec, builtIn.values[field] ?? {}, timeZone);
    return header.flatMap((name, index) => {
      const likeness = Math.max(...headers.map((known) => likenessOf(known, name)), likenessOf(field, name));
      const cells = sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
      const fitting = cells.filter((cell) => 'value' in parse(cell)).length;
      const score = likeness * (cells.length === 0 ? 1 : fitting / cells.length);
      return name !== '' && score >= LEAST_SCORE ? [{ field, header: name, score }] : [];
    });
  });
  const taken = new Set<string>();
  return candidates
    .sort((one, other) => other.score - one.score)
    .filter(({ field, header: name }) => {
      const isFree = !taken.has(`field ${field}`) && !taken.has(`header ${name}`);
      if (isFree) {
        taken.add(`field ${field}`).add(`header ${name}`);
      }
      return isFree;
    });
}

/**
 * How alike two names are, 0 to 1: the Sørensen–Dice coefficient of their letter pairs (Dice 1945), case, spaces and punctuation
 * aside; 1 for the same.
 */
export function likenessOf(one: string, other: string): number {
  const [a, b] = [plain(one), plain(other)];
  if (a === b) {
    return a === '' ? 0 : 1;
  }
  const [pairsOfA, pairsOfB] = [pairsOf(a), pairsOf(b)];
  if (pairsOfA.length + pairsOfB.length === 0) {
    return 0;
  }
  const left = [...pairsOfB];
  const shared = pairsOfA.filter((pair) => {
    const index = left.indexOf(pair);
    return index >= 0 && left.splice(index, 1).length > 0;
  });
  return (2 * shared.length) / (pairsOfA.length + pairsOfB.length);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function pairsOf(text: string): string[] {
  const letters = [...text];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** The built-in profile that knows the names of a kind's fields: the native one, which comes first of its kind. */
export function nativeProfileOf(
  profiles: readonly MappingProfile[],
  recordKind: RecordKind,
): MappingProfile | null {
  const ofKind = profiles.filter((profile) => profile.recordKind === recordKind);
  return ofKind.find(({ lawfulOrder }) => lawfulOrder === 'ENFORCED') ?? ofKind[0] ?? null;
}

export interface FieldTitles {
  readonly titleZh: string;
  readonly titleEn: string;
}

/** What files call a field, by the profile that knows the names of its kind: the first Chinese, the second English. */
export function titlesOfFields(native: MappingProfile | null): (field: string) => FieldTitles {
  return (field) => {
    const headers = native?.columns[field]?.headers ?? [];
    return { titleZh: headers[0] ?? field, titleEn: (headers[1] ?? field).replaceAll('_', ' ') };
  };
}
