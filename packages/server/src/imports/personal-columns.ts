/**
 * Titles of columns that name a person, in the exports of government systems and in English: names of people, documents of identity, phones.
 * Titles of what belongs to a service (姓名 stands for a person, 名称 for a thing) are none of them.
 */
const PERSONAL_TITLES =
  /姓\s*名|身份证|证件号|证照号|护照|手\s*机|电\s*话|联系方式|联系人|法定代表人|法人代表|申请人(?!类型|类别|跑动)|经办人(?!数)|id[_ ]?(?:card|no|number)|passport|identity|phone|mobile|applicant[_ ]?name|contact|surname|first[_ ]?name|last[_ ]?name|full[_ ]?name/i;

/** Whether a column of that title names a person: then a profile may take it as `applicantIdentity` and nothing else. */
export function isPersonalTitle(header: string): boolean {
  return PERSONAL_TITLES.test(header);
}

const DATA = /\d{6}|\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}/;

/** The titles as they may be repeated; none when the first row is one of data, of a file without a header. */
export function repeatableTitles(header: readonly string[]): readonly string[] {
  return header.some((title) => DATA.test(title)) ? [] : header;
}
