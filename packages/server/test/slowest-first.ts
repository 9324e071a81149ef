import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take minutes, the slowest first: begun last, one of them would run alone at the end. */
const SLOWEST = [
  'wallboard.browser.test.ts',
  'pages.browser.test.ts',
  'exports.browser.test.ts',
  'coverage.browser.test.ts',
  'hostile-documents.test.ts',
  'coverage-network.browser.test.ts',
  'siting.browser.test.ts',
];

/** Vitest's own order on a new machine is by size, which says little here. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = SLOWEST.indexOf(basename(moduleId));
      return found < 0 ? SLOWEST.length : found;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
