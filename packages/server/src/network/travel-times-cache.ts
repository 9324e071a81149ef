import { finishWhateverHappens } from '../platform/abandoned-work.ts';
import type { TravelTimes } from './travel-times.ts';

interface Entry {
  readonly version: string;
  readonly times: Promise<TravelTimes>;
  bytes: number;
}

/** Three modes of a district of 20,000 places and 1,000 points are 120 MB. */
const LARGEST_BYTES = 256 * 1024 * 1024;

/** Travel times kept in the process: the newest version for each key, the least recently used let go of. */
export class TravelTimesCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly largestBytes = LARGEST_BYTES) {}

  /** Those of a version, loaded once however many ask at a time. @throws what the load throws, which is not kept */
  get(key: string, version: string, load: () => Promise<TravelTimes>): Promise<TravelTimes> {
    const found = this.#entries.get(key);
    if (found?.version === version) {
      this.#entries.delete(key);
      this.#entries.set(key, found);
      return found.times;
    }
    const entry: Entry = { version, times: finishWhateverHappens(load), bytes: 0 };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.times.then(
      ({ seconds }) => {
        entry.bytes = seconds.byteLength;
        this.#shrink(entry);
      },
      () => {
        if (this.#entries.get(key) === entry) {
          this.#entries.delete(key);
        }
      },
    );
    return entry.times;
  }

  /** The newest entry stays, however large: it is being answered from. */
  #shrink(newest: Entry): void {
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [key, entry] of this.#entries) {
      if (bytes <= this.largestBytes) {
        return;
      }
      if (entry !== newest) {
        this.#entries.delete(key);
        bytes -= entry.bytes;
      }
    }
  }
}
