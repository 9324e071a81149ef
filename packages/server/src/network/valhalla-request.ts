import type { Position } from '../places/place.entity.ts';
import type { TravelMode } from './travel-mode.ts';

/** Locations in one question of `locate`: the limit of a server's default configuration is near it. */
export const LOCATIONS_AT_ONCE = 50;

/** Of what `locate` has put on a road already. */
const ON_ROAD_CUTOFF_METRES = 50;

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

/** How ways are weighed, as a part of a question. */
export function costing(mode: TravelMode, more: object = {}): object {
  return {
    costing: COSTING[mode],
    costing_options: { [COSTING[mode]]: { ...COSTING_OPTIONS[mode], ...more } },
  };
}

/** A location of a question. */
export function at([lon, lat]: Position, more: object): object {
  return { lon, lat, ...more };
}

/** A position where `locate` has put a place. */
export function onRoad(position: Position, more: object = {}): object {
  return at(position, { search_cutoff: ON_ROAD_CUTOFF_METRES, minimum_reachability: 0, ...more });
}
