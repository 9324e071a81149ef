import { withoutPersonalData } from '../platform/personal-data.ts';

/**
 * Why a row or a file is refused: the closed list. A code is stable; its text says what a steward can do, in both
 * languages. What was expected of the value at hand stands with each refusal.
 */
export const ROW_REFUSALS = {
  MISSING_VALUE: ['必填列为空', 'A required column is empty.'],
  NOT_A_DATE_TIME: ['不是日期时间', 'Not a date and time.'],
  NOT_A_DATE: ['不是日期', 'Not a date.'],
  IMPOSSIBLE_DATE: ['日历上没有这一天或这一时刻', 'There is no such day or time in the calendar.'],
  AMBIGUOUS_LOCAL_TIME: [
    '夏令时切换时该本地时间出现两次或不存在，请写明时差',
    'This local time occurs twice or not at all when the clocks change: state the offset.',
  ],
  NOT_A_NUMBER: ['不是数字', 'Not a number.'],
  OUT_OF_RANGE: ['数值超出范围', 'The number is out of range.'],
  UNKNOWN_VALUE: ['不在该列可取的值之中', 'Not one of the values of this column.'],
  UNKNOWN_REFERENCE: ['引用的编码尚未导入', 'The code it refers to has not been loaded.'],
  SPREADSHEET_ERROR: ['电子表格公式出错', 'A formula of the spreadsheet has failed.'],
  PERSONAL_DATA: [
    '含有身份证号或手机号，系统不收，请去掉后再导入',
    'It holds an identity or mobile number, which is not taken in: send it without.',
  ],
  COLUMN_COUNT: ['列数与表头不符', 'The number of columns differs from the header.'],
  NESTED_VALUE: ['该列的值不是单个值', 'The value of the column is not a plain one.'],
  MISSING_COORDINATES: [
    '没有坐标，或只有经度、纬度之一',
    'There are no coordinates, or only one of longitude and latitude.',
  ],
  ZERO_COORDINATES: [
    '坐标为 0, 0，通常是缺失坐标的占位值',
    'The coordinates are 0, 0, which is how a missing position is often exported.',
  ],
  SWAPPED_COORDINATES: ['经度与纬度颠倒', 'Longitude and latitude have changed places.'],
  BROKEN_GEOMETRY: [
    '边界不是完整的面（GeoJSON 或 WKT）',
    'The outline is not a whole polygon in GeoJSON or WKT.',
  ],
  WRONG_GEOMETRY: [
    '边界的几何类型不是面',
    'The geometry is not of the type that an outline has: Polygon or MultiPolygon.',
  ],
  UNCLOSED_RING: ['边界没有闭合', 'A ring of the outline is not closed.'],
  STATUS_ORDER: [
    '状态沿革的日期重复或次序颠倒',
    'Two statuses of the history begin on one day, or stand out of order.',
  ],
  CONTRADICTORY_DATES: [
    '楼宇状态与启用、停用日期矛盾',
    'The status of the building and the days it opened and closed contradict each other.',
  ],
  DUPLICATE_KEY_DIFFERENT_CONTENT: [
    '同一编号在文件中出现多次且内容不同，全部退回',
    'The same key stands in the file more than once with different content: all its rows are refused.',
  ],
  CONFLICTING_ATTRIBUTE: [
    '同一办件各行的属性不一致，全部退回',
    'The rows of one application disagree about an attribute: all of them are refused.',
  ],
  UNLAWFUL_ORDER: ['环节次序不合法', 'The event is not lawful at this point of the application’s life.'],
  HELD_BACK: [
    '同一办件的另一行被退回，半截的经过会得出错误的数字，故一并退回',
    'Another row of the same application was refused; half a history would give false figures, so it is held back as a whole.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type RowRefusalCode = keyof typeof ROW_REFUSALS;

export const FILE_REFUSALS = {
  FILE_NOT_FOUND: ['找不到文件', 'There is no such file.'],
  NOT_A_FILE: ['这不是文件（是目录或设备）', 'This is not a file but a folder or a device.'],
  EMPTY_FILE: ['文件是空的', 'The file is empty.'],
  NO_ROWS: ['只有表头，没有数据行', 'The file has a header and no rows.'],
  UNREADABLE_ENCODING: [
    '文字编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8',
    'The text is neither UTF-8 nor GB18030: save it as UTF-8.',
  ],
  TRUNCATED_GZIP: ['压缩文件不完整，请重新传送', 'The gzip file is cut off: send it again.'],
  CORRUPT_GZIP: ['压缩文件已损坏，请重新传送', 'The gzip file is damaged: send it again.'],
  BROKEN_QUOTES: [
    '引号不成对，其后的行无法划分',
    'A quotation mark is not closed or stands inside a value: the rows after it cannot be told apart.',
  ],
  BROKEN_JSON: ['有一行不是 JSON 对象', 'A line is not a JSON object.'],
  NESTED_JSON: ['JSON 对象中有嵌套的值', 'A JSON object holds another: each value must be plain.'],
  BROKEN_GEOJSON: [
    'GeoJSON 有错误或不完整，其后的内容无法读取',
    'The GeoJSON is broken or cut off: what follows cannot be read.',
  ],
  NOT_GEOJSON: ['JSON 文件不是 GeoJSON 要素集合', 'The JSON is not a collection of GeoJSON features.'],
  FOREIGN_CRS: [
    '坐标参考系不是 WGS-84（经纬度），请转换后重新导出',
    'The coordinates are in another reference system than WGS-84 degrees: export them in that.',
  ],
  FEATURE_TOO_LARGE: ['单个要素过大，请简化边界', 'One feature is too large: simplify its outline.'],
  BROKEN_XML: ['XML 有错误，其后的内容无法读取', 'The XML is broken: what follows cannot be read.'],
  NOT_XES: ['XML 文件不是 XES 事件日志', 'The XML is not an event log in XES.'],
  CORRUPT_WORKBOOK: ['工作簿已损坏，请重新导出', 'The workbook is damaged: export it again.'],
  ENCRYPTED_WORKBOOK: [
    '工作簿有密码，请去掉密码后再导入',
    'The workbook has a password: save it without one.',
  ],
  UNKNOWN_SHEET: ['没有这个工作表', 'There is no such sheet.'],
  WORKBOOK_TOO_LARGE: ['工作簿过大，请导出为 CSV', 'The workbook is too large: export it as CSV.'],
  MISSING_COLUMN: ['缺少必需的列', 'A required column is missing.'],
  DUPLICATE_COLUMN: ['表头中同一列出现两次', 'A column stands in the header twice.'],
  IMPORT_IN_PROGRESS: [
    '本局另一个导入正在进行，请稍后再试',
    'Another import of this bureau is running: try again later.',
  ],
  INVALID_PROFILE: ['映射方案无效', 'The mapping profile is not valid.'],
  CANCELLED: ['已取消，文件中的内容均未导入', 'It was cancelled: nothing of the file is in.'],
  UNDO_BLOCKED: [
    '之后的导入改动了同样的记录，或其他记录引用了它们：请先撤销后来的导入',
    'Later runs changed the same records, or other records refer to them: take those back first.',
  ],
  TOO_MANY_ROWS: ['参考数据的行数过多', 'Too many rows for reference data.'],
  UNEXPECTED: ['意外故障，已记录', 'Something went wrong on our side; it has been logged.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type FileRefusalCode = keyof typeof FILE_REFUSALS;

/** Why one row is refused: where, what, and what was expected. */
export interface RowRefusal {
  /** 1 = the first row after the header. */
  readonly rowNumber: number;
  /** The header as the file has it; null: the row as a whole. */
  readonly columnName: string | null;
  readonly value: string | null;
  readonly code: RowRefusalCode;
  /** In both languages. */
  readonly expected: string;
}

/** A file that cannot be taken as a whole. */
export class FileRefusal extends Error {
  constructor(
    readonly code: FileRefusalCode,
    detail = '',
  ) {
    super(withoutPersonalData(detail));
  }

  /** One line for a terminal. */
  describe(): string {
    const [zh, en] = FILE_REFUSALS[this.code];
    return `${this.code}: ${en} ${zh}。${this.message === '' ? '' : ` ${this.message}`}`;
  }
}

/** What a stored code means, in a language; the code itself for one that this version does not know. */
export function explainRefusal(code: string, language: 'zh' | 'en'): string {
  const texts: Readonly<Record<string, readonly [string, string]>> = { ...ROW_REFUSALS, ...FILE_REFUSALS };
  return texts[code]?.[language === 'zh' ? 0 : 1] ?? code;
}
