import type { ReleaseContent } from '../release-content.ts';
import { sha256Of } from '../sha256.ts';
import { DATA_FOLDER, type TableFile } from './data-package.ts';

const MEDIA_TYPES = 'https://www.iana.org/assignments/media-types/';
const MONTHLY = 'http://publications.europa.eu/resource/authority/frequency/MONTHLY';

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** `dcat.jsonld`: the release as a dataset of DCAT 3 with one distribution a table, with addresses relative to its own. */
export function dataCatalogue(content: ReleaseContent, files: readonly TableFile[]): object {
  const { bureau, number, period, licence, notice, correction, generatedAt } = content;
  return {
    '@context': CONTEXT,
    '@id': '../',
    '@type': 'dcat:Dataset',
    'dct:identifier': `${bureau.code}/${number}`,
    'dct:title': [
      inChinese(`${bureau.nameZh} ${number} 政务服务公开数据`),
      inEnglish(`${bureau.nameEn} ${number}: published figures`),
    ],
    ...(notice === null ? {} : { 'dct:description': [inChinese(notice.zh), inEnglish(notice.en)] }),
    'dct:publisher': {
      '@type': 'foaf:Organization',
      'foaf:name': [inChinese(bureau.nameZh), inEnglish(bureau.nameEn)],
    },
    'dct:license': { '@id': licence.url },
    'dct:issued': { '@type': 'xsd:dateTime', '@value': generatedAt },
    'dct:accrualPeriodicity': { '@id': MONTHLY },
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': { '@type': 'xsd:date', '@value': period.from },
      'dcat:endDate': { '@type': 'xsd:date', '@value': period.to },
    },
    'dcat:version': number,
    ...(correction === null ? {} : { 'dct:replaces': { '@id': `../../${correction.corrects}/` } }),
    'dcat:landingPage': { '@id': '../index.html' },
    'dcat:distribution': files.map(({ table, path, bytes }) => ({
      '@id': path.slice(DATA_FOLDER.length),
      '@type': 'dcat:Distribution',
      'dct:title': [inChinese(table.titleZh), inEnglish(table.titleEn)],
      'dcat:downloadURL': { '@id': path.slice(DATA_FOLDER.length) },
      'dcat:mediaType': { '@id': `${MEDIA_TYPES}text/csv` },
      'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(bytes.length) },
      'dct:license': { '@id': licence.url },
      'dct:conformsTo': { '@id': 'datapackage.json' },
      'spdx:checksum': {
        '@type': 'spdx:Checksum',
        'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
        'spdx:checksumValue': sha256Of(bytes),
      },
    })),
  };
}

const inChinese = (text: string): object => ({ '@language': 'zh-CN', '@value': text });
const inEnglish = (text: string): object => ({ '@language': 'en', '@value': text });
