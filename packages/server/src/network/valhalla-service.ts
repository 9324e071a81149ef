import { z } from 'zod';
import { NetworkRefusal } from './network-refusal.ts';
import { RoutingEngineError } from './routing-engine.ts';
import { ValhallaEngine } from './valhalla-engine.ts';
import { ValhallaFailure, type ValhallaTransport } from './valhalla-transport.ts';

/** A batch of a large bureau takes seconds; a server that says nothing for so long is not at work. */
const TIMEOUT_MILLISECONDS = 120_000;

const statusAnswer = z.object({ version: z.string() });
const failureAnswer = z.object({ error: z.string() });

/** An existing Valhalla server, by its HTTP API. @throws NetworkRefusal SERVICE_UNREACHABLE */
export async function openValhallaService(url: string): Promise<ValhallaEngine> {
  const ask: ValhallaTransport = async (action, body) => {
    const response = await post(url, action, body);
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const failure = failureAnswer.safeParse(answer);
      throw new ValhallaFailure(failure.success ? failure.data.error : `HTTP ${response.status}`);
    }
    return answer;
  };
  try {
    const response = await post(url, 'status', {});
    const { version } = statusAnswer.parse(await response.json());
    return new ValhallaEngine(version, ask);
  } catch (error) {
    throw new NetworkRefusal('SERVICE_UNREACHABLE', error instanceof z.ZodError ? url : reasonOf(error, url));
  }
}

async function post(url: string, action: string, body: object): Promise<Response> {
  try {
    return await fetch(`${url.replace(/\/+$/, '')}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  } catch (error) {
    throw new RoutingEngineError(`The Valhalla server cannot be reached: ${reasonOf(error, url)}`);
  }
}

function reasonOf(error: unknown, url: string): string {
  return error instanceof Error ? `${url}: ${error.message}` : url;
}
