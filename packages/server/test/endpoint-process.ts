import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { startServer } from '../src/app.ts';
import { ENTITIES } from '../src/entities.ts';
import { openDatabase } from '../src/platform/database.ts';
import { UNLIMITED_RATES } from '../src/platform/endpoint/rate-limits.ts';

// The server as a process of its own, which tells how much memory it holds when it is asked (started with --expose-gc).

/** What is let go of in one turn of the loop is often held by the one before. */
const COLLECTIONS = 4;

const { DATABASE_URL: url = '', DATA_FOLDER: dataFolder = '' } = process.env;
const server = await startServer({
  database: await openDatabase({ url, entities: ENTITIES }),
  port: 0,
  isOperator: false,
  dashboardFolder: null,
  dataFolder,
  logger: pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })),
  requestRates: UNLIMITED_RATES,
});
process.on('message', async () => {
  for (let done = 0; done < COLLECTIONS; done += 1) {
    globalThis.gc?.();
    await wait(50);
  }
  process.send?.({ heapBytes: process.memoryUsage().heapUsed });
});
process.send?.({ url: server.url });
