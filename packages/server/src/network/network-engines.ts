import type { RequestContext } from '../identity/request-context.ts';
import type { JobProcesses } from '../platform/job-processes.ts';
import type { NetworkRow } from './network.sql.ts';
import { openEngine } from './open-engine.ts';
import type { RoutingEngine } from './routing-engine.ts';

/** What asks an engine needs beside a request. */
export interface EngineContext extends RequestContext {
  readonly networkEngines: NetworkEngines;
}

/** What the resolvers of networks need beside a request. */
export interface NetworkContext extends EngineContext {
  readonly jobProcesses: JobProcesses;
}

/** The engines of this server, opened when first asked. */
export class NetworkEngines {
  readonly #opened = new Map<number, Promise<RoutingEngine>>();

  constructor(readonly dataFolder: string) {}

  /** @throws NetworkRefusal ENGINE_NOT_INSTALLED, TILES_MISSING, SERVICE_UNREACHABLE; asked again, it tries again */
  of(network: NetworkRow): Promise<RoutingEngine> {
    let engine = this.#opened.get(network.id);
    if (!engine) {
      engine = openEngine(network, this.dataFolder);
      engine.catch(() => this.#opened.delete(network.id));
      this.#opened.set(network.id, engine);
    }
    return engine;
  }
}
