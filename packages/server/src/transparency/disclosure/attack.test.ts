import { describe, expect, it } from 'vitest';
import { CORRECTED_EVERY, randomDistrict } from '../../../test/random-district.ts';
import { attack, protectRelease } from '../protect-release.ts';
import type { ReleaseContent } from '../release-content.ts';
import { mapCounts } from '../release-figures.ts';
import { loadProgrammes } from './linear-programme.ts';

const DISTRICTS = 200;
const programmes = await loadProgrammes();

interface Said {
  readonly exact: ReleaseContent;
  readonly said: ReleaseContent;
}

/** One after the other. @param forgets whether each is held against nothing but itself */
async function publish(months: readonly ReleaseContent[], forgets = false): Promise<Said[]> {
  const published: Said[] = [];
  for (const exact of months) {
    const { content } = await protectRelease(exact, forgets ? [] : published, programmes);
    published.push({ exact, said: content });
  }
  return published;
}

/** Only what counts one to four is withheld. */
function smallCountsOnly(exact: ReleaseContent): ReleaseContent {
  return mapCounts(exact, (count) =>
    typeof count === 'number' && count > 0 && count < 5 ? 'SUPPRESSED' : count,
  );
}

describe('two consecutive releases of a random district, in every fourth a correction of the first', () => {
  it(`withstand the attack on everything published so far, ${DISTRICTS} times`, {
    timeout: 120_000,
  }, async () => {
    let withheld = 0;
    for (let seed = 1; seed <= DISTRICTS; seed += 1) {
      const published: Said[] = [];
      for (const exact of randomDistrict(seed)) {
        const { content, disclosed } = await protectRelease(exact, published, programmes);
        published.push({ exact, said: content });
        expect(disclosed, `district ${seed}`).toEqual([]);
        withheld += content.disclosure.primary + content.disclosure.complementary;
      }
    }
    expect(withheld).toBeGreaterThan(DISTRICTS * 40);
  });

  it('are caught where the small counts alone were withheld', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const releases = randomDistrict(seed).map((exact) => ({ exact, said: smallCountsOnly(exact) }));
      expect((await attack(releases, programmes)).length).toBeGreaterThan(0);
    }
  });

  it('are caught where each release forgot those before it', async () => {
    let caught = 0;
    for (let district = 1; district <= 12; district += 1) {
      const forgetful = await publish(randomDistrict(CORRECTED_EVERY * district), true);
      caught += (await attack(forgetful, programmes)).length > 0 ? 1 : 0;
    }
    expect(caught).toBeGreaterThan(0);
  });
});
