/** The State Council's yearly notice (国务院办公厅关于部分节假日安排的通知) that a year's working days rest on. */
export interface HolidayNotice {
  readonly year: number;
  readonly documentNumber: string;
}

/**
 * The years that are announced, without a gap. A year is added here, with the number of its notice, when the notice is
 * out and the `chinese-days` package carries it; until then asking for it is refused.
 */
export const HOLIDAY_NOTICES: readonly HolidayNotice[] = [
  { year: 2021, documentNumber: '国办发明电〔2020〕27号' },
  { year: 2022, documentNumber: '国办发明电〔2021〕11号' },
  { year: 2023, documentNumber: '国办发明电〔2022〕16号' },
  { year: 2024, documentNumber: '国办发明电〔2023〕7号' },
  { year: 2025, documentNumber: '国办发明电〔2024〕12号' },
  { year: 2026, documentNumber: '国办发明电〔2025〕7号' },
];
