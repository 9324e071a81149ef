import type { Outline, Position } from '../places/place.entity.ts';
import type { TravelMode } from './travel-mode.ts';

/** A place is on the network when a road for the mode is this near. */
export const SNAP_CUTOFF_METRES = 500;

/** Where on the network a place is taken to stand. */
export interface Snap {
  readonly position: Position;
  /** Great-circle metres from the place to it. */
  readonly metres: number;
}

export interface SingleRoute {
  readonly seconds: number;
  readonly metres: number;
}

/**
 * A routing engine on one road network. Positions are WGS-84; times are seconds, distances metres; null is "no way between", which
 * no number stands for. Directed: from home to the point, not back. Every method may be called again while it is at work.
 * @throws RoutingEngineError when the engine fails; never for places that are off the network or have no way between
 */
export interface RoutingEngine {
  /** Of the engine, for the record. */
  readonly version: string;
  /** The nearest road that leads somewhere within SNAP_CUTOFF_METRES, for each position; null: there is none. */
  locate(mode: TravelMode, positions: readonly Position[]): Promise<(Snap | null)[]>;
  /**
   * Whole seconds, source by source, target by target. Sources and targets are where `locate` put them; between those further apart than
   * 198 km no way is sought.
   */
  matrix(
    mode: TravelMode,
    sources: readonly Position[],
    targets: readonly Position[],
  ): Promise<(number | null)[][]>;
  /** One way, by the engine's own searches of a single route: what a matrix is held against. */
  route(mode: TravelMode, from: Position, to: Position): Promise<SingleRoute | null>;
  /** What is reached within so many minutes from a position, for drawing; null: off the network. */
  isochrone(mode: TravelMode, from: Position, minutes: number): Promise<Outline | null>;
}

/** The engine could not answer. */
export class RoutingEngineError extends Error {}
