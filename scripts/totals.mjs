// Adds up the results of a CI run: `N passed, N failed`, from what the test runner and the checks wrote.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const EXPECTED = ['check.json', 'vitest-dashboard.json', 'vitest-server.json'];

const found = readdirSync(folder).sort();
let [passed, failed, skipped] = [0, 0, 0];
for (const file of found) {
  const result = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  passed += result.numPassedTests ?? result.passed;
  // A test file that could not even be loaded has no test in it that failed.
  const withoutTests = (result.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((each) => each.status !== 'failed'),
  );
  failed += (result.numFailedTests ?? result.failed) + withoutTests.length;
  skipped += result.numPendingTests ?? 0;
}
for (const file of EXPECTED.filter((each) => !found.includes(each))) {
  process.stderr.write(`${file} is missing: that part did not run to its end.\n`);
  failed += 1;
}
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
