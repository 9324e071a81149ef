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
import { askMatrix } from './valhalla-matrix.ts';
import { at, costing, LOCATIONS_AT_ONCE, onRoad } from './valhalla-request.ts';
import { type ValhallaAction, ValhallaFailure, type ValhallaTransport } from './valhalla-transport.ts';

/**
 * With a departure Valhalla searches a single route from its start alone, with an arrival from its end alone; without either from both
 * at once, and stops at a way that may be dearer. Any weekday will do: an extract has no traffic.
 */
const DEPARTURE = { type: 1, value: '2024-05-07T10:00' };
const ARRIVAL = { type: 2, value: '2024-05-07T10:00' };

/** A road counts as leading somewhere when so many others are reached from it and lead to it: Valhalla's own default. */
const ENOUGH_REACH = 50;

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
const routeAnswer = z.object({
  trip: z.object({ summary: z.object({ time: z.number(), length: z.number(), cost: z.number() }) }),
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
          ...costing(mode),
          verbose: true,
        }),
      );
      return positions.map((position, index) => nearestOf(position, answer[index]?.edges ?? []));
    } catch (error) {
      if (!(error instanceof ValhallaFailure && error.isNoRoad)) {
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

  matrix(
    mode: TravelMode,
    sources: readonly Position[],
    targets: readonly Position[],
  ): Promise<(number | null)[][]> {
    return askMatrix((action, body) => this.#answer(action, body), mode, sources, targets);
  }

  /**
   * Of the two searches the way that costs less: each looks at ways whose costs differ by less than one in no order, so that one of them
   * may end on a way that costs a little more, and takes seconds less or more.
   */
  async route(mode: TravelMode, from: Position, to: Position): Promise<SingleRoute | null> {
    const [departing, arriving] = [
      await this.#search(mode, from, to, DEPARTURE),
      await this.#search(mode, from, to, ARRIVAL),
    ];
    return arriving && (!departing || arriving.cost < departing.cost) ? arriving : departing;
  }

  async #search(
    mode: TravelMode,
    from: Position,
    to: Position,
    dateTime: object,
  ): Promise<(SingleRoute & { readonly cost: number }) | null> {
    try {
      const { trip } = routeAnswer.parse(
        await this.#answer('route', {
          locations: [onRoad(from), onRoad(to)],
          ...costing(mode),
          directions_type: 'none',
          date_time: dateTime,
        }),
      );
      const { time, length, cost } = trip.summary;
      return { seconds: time, metres: length * 1000, cost };
    } catch (error) {
      if (error instanceof ValhallaFailure && error.isNoWay) {
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
        ...costing(mode),
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
      if (error instanceof ValhallaFailure && !error.isNoRoad && !error.isNoWay) {
        throw new RoutingEngineError(`The routing engine did not answer (${action}): ${error.message}`);
      }
      throw error;
    }
  }
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
