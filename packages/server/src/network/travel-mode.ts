/** How people travel. */
export const TRAVEL_MODES = ['WALK', 'CYCLE', 'DRIVE'] as const;
export type TravelMode = (typeof TRAVEL_MODES)[number];
