import { pipeline } from 'node:stream';
import sax from 'sax';
import { DecodeText } from './decode-text.ts';
import { describeUnpacking, type FileBytes } from './file-bytes.ts';
import { FileRefusal } from './refusal-codes.ts';
import type { RawRow, Table } from './table.ts';

/** Attributes of a trace stand in every row of it under this prefix, as process-mining tools write XES as a table. */
const CASE_PREFIX = 'case:';

/** The attributes of XES that hold one value (IEEE 1849, 5.1.1); lists and containers hold others. */
const VALUES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

type Attributes = Record<string, string>;

/**
 * An event log in XES (IEEE Std 1849-2016): a row an event, the attributes of its trace beside its own. Read twice, since any event
 * may bring an attribute of its own. Entities of a document type are not expanded.
 * @throws FileRefusal BROKEN_XML, NOT_XES
 */
export async function readXes(bytes: FileBytes): Promise<Table> {
  const keys = new Set<string>();
  for await (const event of events(bytes, new DecodeText())) {
    for (const key of Object.keys(event)) {
      keys.add(key);
    }
  }
  const header = [...keys].sort();
  const decoder = new DecodeText();
  return {
    format: 'XES',
    header,
    sheets: [],
    rows: {
      async *[Symbol.asyncIterator](): AsyncGenerator<RawRow> {
        let rowNumber = 0;
        for await (const event of events(bytes, decoder)) {
          rowNumber += 1;
          yield { rowNumber, cells: header.map((key) => event[key] ?? '') };
        }
      },
    },
    bytesRead: () => bytes.bytesRead(),
    sha256: () => bytes.sha256(),
    encoding: () => decoder.label,
  };
}

async function* events(bytes: FileBytes, decoder: DecodeText): AsyncGenerator<Attributes> {
  const [source, counter, unpacked] = bytes.streams();
  pipeline(source, counter, unpacked, decoder, () => undefined);
  const log = new LogParser();
  let rowNumber = 0;
  try {
    for await (const chunk of decoder) {
      for (const event of log.take(String(chunk))) {
        rowNumber += 1;
        yield event;
      }
    }
    log.close();
  } catch (error) {
    throw describeUnpacking(error, rowNumber);
  } finally {
    source.destroy();
  }
}

/** Pieces of XML in, whole events out. */
class LogParser {
  readonly #parser = sax.parser(true, { position: true });
  readonly #path: string[] = [];
  #trace: Attributes = {};
  #event: Attributes = {};
  #ready: Attributes[] = [];
  #isFirst = true;

  constructor() {
    this.#parser.onerror = ({ message }) => {
      throw new FileRefusal('BROKEN_XML', message.split('\n')[0]);
    };
    this.#parser.onopentag = ({ name, attributes }) => this.#open(name, attributes as Attributes);
    this.#parser.onclosetag = (name) => this.#close(name);
  }

  take(text: string): Attributes[] {
    this.#parser.write(this.#isFirst ? text.replace(/^\ufeff/, '') : text);
    this.#isFirst = false;
    return this.#ready.splice(0);
  }

  close(): void {
    this.#parser.close();
  }

  #open(name: string, { key, value }: Attributes): void {
    const parent = this.#path.at(-1);
    if (parent === undefined && name !== 'log') {
      throw new FileRefusal('NOT_XES', `<${name}>`);
    }
    this.#path.push(name);
    if (name === 'trace') {
      this.#trace = {};
    } else if (name === 'event') {
      this.#event = {};
    } else if (VALUES.has(name) && key !== undefined && value !== undefined) {
      if (parent === 'event') {
        this.#event[key] = value;
      } else if (parent === 'trace') {
        this.#trace[CASE_PREFIX + key] = value;
      }
    }
  }

  #close(name: string): void {
    this.#path.pop();
    if (name === 'event') {
      this.#ready.push({ ...this.#trace, ...this.#event });
    }
  }
}
