import { z } from 'zod';
import { greatCircleMetres } from '../places/great-circle.ts';
import type { Outline, Position } from '../places/place.entity.ts';
import {
  type RoutingEngine,
  RoutingEngineError,
  type SingleRoute,
  SNAP_CUTOFF_METRES,
  type Snap,
} from './routing-engine.ts';
import type { TravelMode } from './travel-mode.ts';
import { FARTHEST_APART_METRES } from './valhalla-config.ts';

/** The questions of Valhalla's HTTP API that are asked here. */
export type ValhallaAction = 'locate' | 'sources_to_targets' | 'route' | 'isochrone';

/** How Valhalla is reached: in this process, or over HTTP. Its refusals are thrown as ValhallaFailure. */
export type ValhallaTransport = (action: ValhallaAction, body: object) => Promise<unknown>;

/** What Valhalla says when it does not answer; embedded it has a text alone, so that the text is what is told apart. */
export class ValhallaFailure extends Error {}

const COSTING: Readonly<Record<TravelMode, string>> = { WALK: 'pedestrian', CYCLE: 'bicycle', DRIVE: 'auto' };

/**
 * On foot the quickest way is sought, whatever it is like: every liking and penalty is neutral, so that cost is time and the answer
 * is one that can be checked. By bicycle the engine's own preferences hold. By car those of them do that keep it out of private ways;
 * likings that take no time are neutral, since two ways of one cost may differ in time by what they weigh, and a search ends on either.
 * No shortcuts, which an existing server's tiles may have.
 */
const COSTING_OPTIONS: Readonly<Record<TravelMode, object>> = {
  WALK: {
    walking_speed: 5.1,
    walkway_factor: 1,
    sidewalk_factor: 1,
    alley_factor: 1,
    driveway_factor: 1,
    step_penalty: 0,
    elevator_penalty: 0,
    service_penalty: 0,
    service_factor: 1,
    gate_cost: 0,
    gate_penalty: 0,
    destination_only_penalty: 0,
    private_access_penalty: 0,
    maneuver_penalty: 0,
    country_crossing_penalty: 0,
    use_living_streets: 0.5,
    use_tracks: 0.5,
    use_hills: 1,
    use_lit: 0,
    disable_hierarchy_pruning: true,
  },
  CYCLE: { disable_hierarchy_pruning: true },
  DRIVE: { maneuver_penalty: 0, service_penalty: 0, service_factor: 1, disable_hierarchy_pruning: true },
};

/**
 * With a departure Valhalla searches a single route forward from its start alone, which is exact; without one from both ends at once, and
 * stops at a way that may be dearer. Any weekday will do: an extract has no traffic.
 */
const DEPARTURE = { type: 1, value: '2024-05-07T10:00' };

/** Below FARTHEST_APART_METRES by more than what two ways of measuring the Earth differ by. */
const NEAR_METRES = 0.99 * FARTHEST_APART_METRES;

/** A road counts as leading somewhere when so many others are reached from it and lead to it: Valhalla's own default. */
const ENOUGH_REACH = 50;

/** Of what `locate` has put on a road already. */
const ON_ROAD_CUTOFF_METRES = 50;

/** Locations in one question of `locate`: the limit of a server's default configuration is near it. */
const LOCATIONS_AT_ONCE = 50;

const NO_ROAD = /no suitable edges|no data found/i;
const NO_WAY = /no path could be found|unreachable|locations are in unconnected regions/i;

const locateAnswer = z.array(
  z.object({
    edges: z
      .array(
        z.object({
          correlated_lat: z.number(),
          correlated_lon: z.number(),
          outbound_reach: z.number().optional(),
          inbound_reach: z.number().optional(),
        }),
      )
      .nullable()
      .optional(),
  }),
);
const matrixAnswer = z.object({
  sources_to_targets: z.object({ durations: z.array(z.array(z.number().nullable())) }),
});
const routeAnswer = z.object({
  trip: z.object({ summary: z.object({ time: z.number(), length: z.number() }) }),
});
const ring = z.array(z.tuple([z.number(), z.number()]));
const isochroneAnswer = z.object({
  features: z.array(
    z.object({
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
    }),
  ),
});

/** Valhalla, wherever it runs. */
export class ValhallaEngine implements RoutingEngine {
  constructor(
    readonly version: string,
    private readonly ask: ValhallaTransport,
  ) {}

  async locate(mode: TravelMode, positions: readonly Position[]): Promise<(Snap | null)[]> {
    const snaps: (Snap | null)[] = [];
    for (let from = 0; from < positions.length; from += LOCATIONS_AT_ONCE) {
      snaps.push(...(await this.#locateSome(mode, positions.slice(from, from + LOCATIONS_AT_ONCE))));
    }
    return snaps;
  }

  /** One place without a road fails the question of them all; then each is asked alone. */
  async #locateSome(mode: TravelMode, positions: readonly Position[]): Promise<(Snap | null)[]> {
    try {
      const answer = locateAnswer.parse(
        await this.#answer('locate', {
          locations: positions.map((position) => at(position, { search_cutoff: SNAP_CUTOFF_METRES })),
          costing: COSTING[mode],
          costing_options: { [COSTING[mode]]: COSTING_OPTIONS[mode] },
          verbose: true,
        }),
      );
      return positions.map((position, index) => nearestOf(position, answer[index]?.edges ?? []));
    } catch (error) {
      if (!(error instanceof ValhallaFailure && NO_ROAD.test(error.message))) {
        throw error;
      }
      if (positions.length === 1) {
        return [null];
      }
      const each: (Snap | null)[] = [];
      for (const position of positions) {
        each.push(...(await this.#locateSome(mode, [position])));
      }
      return each;
    }
  }

  async matrix(
    mode: TravelMode,
    sources: readonly Position[],
    targets: readonly Position[],
  ): Promise<(number | null)[][]> {
    if (targets.length === 0) {
      return sources.map(() => []);
    }
    const rows: (number | null)[][] = [];
    for (let from = 0; from < sources.length; from += targets.length) {
      const some = sources.slice(from, from + targets.length);
      const areNear = some.every((source) => targets.every((target) => isNear(source, target)));
      rows.push(
        ...(areNear
          ? await this.#matrixForward(mode, some, targets)
          : await this.#matrixOfNear(mode, some, targets)),
      );
    }
    return rows;
  }

  /** One pair too far apart would fail the question of them all: each source is asked from alone, to the targets that are near enough. */
  async #matrixOfNear(
    mode: TravelMode,
    sources: readonly Position[],
    targets: readonly Position[],
  ): Promise<(number | null)[][]> {
    const rows: (number | null)[][] = [];
    for (const source of sources) {
      const near = targets.filter((target) => isNear(source, target));
      const [seconds = []] = near.length > 0 ? await this.#matrixForward(mode, [source], near) : [];
      let next = 0;
      rows.push(targets.map((target) => (isNear(source, target) ? (seconds[next++] ?? null) : null)));
    }
    return rows;
  }

  /**
   * Several sources in one question are answered like each alone as long as they are no more than the targets: Valhalla then searches
   * forward from every source. More sources than targets would make it search backward, which is off by minutes.
   */
  async #matrixForward(
    mode: TravelMode,
    sources: readonly Position[],
    targets: readonly Position[],
  ): Promise<(number | null)[][]> {
    try {
      const answer = matrixAnswer.parse(
        await this.#answer('sources_to_targets', {
          sources: sources.map(onRoad),
          targets: targets.map(onRoad),
          costing: COSTING[mode],
          costing_options: { [COSTING[mode]]: COSTING_OPTIONS[mode] },
          verbose: false,
        }),
      );
      return answer.sources_to_targets.durations;
    } catch (error) {
      if (error instanceof ValhallaFailure && NO_WAY.test(error.message)) {
        return sources.map(() => targets.map(() => null));
      }
      throw error;
    }
  }

  async route(mode: TravelMode, from: Position, to: Position): Promise<SingleRoute | null> {
    try {
      const { trip } = routeAnswer.parse(
        await this.#answer('route', {
          locations: [onRoad(from), onRoad(to)],
          costing: COSTING[mode],
          costing_options: { [COSTING[mode]]: COSTING_OPTIONS[mode] },
          directions_type: 'none',
          date_time: DEPARTURE,
        }),
      );
      return { seconds: trip.summary.time, metres: trip.summary.length * 1000 };
    } catch (error) {
      if (error instanceof ValhallaFailure && NO_WAY.test(error.message)) {
        return null;
      }
      throw error;
    }
  }

  async isochrone(mode: TravelMode, from: Position, minutes: number): Promise<Outline | null> {
    const [snap] = await this.locate(mode, [from]);
    if (!snap) {
      return null;
    }
    const { features } = isochroneAnswer.parse(
      await this.#answer('isochrone', {
        locations: [onRoad(snap.position)],
        costing: COSTING[mode],
        costing_options: { [COSTING[mode]]: COSTING_OPTIONS[mode] },
        contours: [{ time: minutes }],
        polygons: true,
      }),
    );
    return features[0]?.geometry ?? null;
  }

  /** @throws ValhallaFailure for what Valhalla refuses, RoutingEngineError for an answer that is not one */
  async #answer(action: ValhallaAction, body: object): Promise<unknown> {
    try {
      return await this.ask(action, body);
    } catch (error) {
      if (error instanceof ValhallaFailure && !NO_ROAD.test(error.message) && !NO_WAY.test(error.message)) {
        throw new RoutingEngineError(`The routing engine did not answer (${action}): ${error.message}`);
      }
      throw error;
    }
  }
}

function isNear(one: Position, other: Position): boolean {
  return greatCircleMetres(one, other) <= NEAR_METRES;
}

function at([lon, lat]: Position, more: object): object {
  return { lon, lat, ...more };
}

function onRoad(position: Position): object {
  return at(position, { search_cutoff: ON_ROAD_CUTOFF_METRES, minimum_reachability: 0 });
}

type Edge = NonNullable<z.infer<typeof locateAnswer>[number]['edges']>[number];

/** The nearest road that leads somewhere; where none does, the nearest: a small island has its own. */
function nearestOf(position: Position, edges: readonly Edge[]): Snap | null {
  const snaps = edges
    .map((edge) => {
      const on: Position = [edge.correlated_lon, edge.correlated_lat];
      const leadsSomewhere =
        Math.min(edge.outbound_reach ?? ENOUGH_REACH, edge.inbound_reach ?? ENOUGH_REACH) >= ENOUGH_REACH;
      return { leadsSomewhere, position: on, metres: greatCircleMetres(position, on) };
    })
    .filter(({ metres }) => metres <= SNAP_CUTOFF_METRES)
    .sort(
      (one, other) => Number(other.leadsSomewhere) - Number(one.leadsSomewhere) || one.metres - other.metres,
    );
  const [best] = snaps;
  return best ? { position: best.position, metres: best.metres } : null;
}
