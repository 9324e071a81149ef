/**
 * How far apart a source and a target of one question may be: Valhalla's own default. The engine clears a queue as long as the time that
 * this would take for every source, so that on foot a limit of 1,000 km costs a fifth of the work.
 */
export const FARTHEST_APART_METRES = 200_000;

/**
 * The configuration of the embedded Valhalla, kept here since its own generator is a Python program. Values are Valhalla 3.6's defaults
 * but for the tile folder, silence, limits wide enough for a bureau, the matrix algorithm (the default one is off by minutes), smaller
 * reserves of memory, and roads on one level without shortcuts: searched faster where a district is all there is, and by every
 * algorithm alike.
 * @returns as Valhalla reads it, JSON
 */
export function valhallaConfig(tileFolder: string): string {
  const silent = { type: '', color: false, long_request: 1e9 };
  const transitions = { max_up_transitions: { 1: 400, 2: 100 } };
  const allowed = { max_allowed_up_transitions: { 1: 400, 2: 100 } };
  const limits = {
    max_distance: 5e6,
    max_locations: 10_000,
    max_matrix_distance: FARTHEST_APART_METRES,
    max_matrix_location_pairs: 1e7,
    min_transit_walking_distance: 1,
    max_transit_walking_distance: 10_000,
  };
  const costings = [
    'auto',
    'bicycle',
    'pedestrian',
    'bus',
    'taxi',
    'truck',
    'motor_scooter',
    'motorcycle',
    'multimodal',
    'transit',
    'bikeshare',
  ];
  return JSON.stringify({
    mjolnir: {
      tile_dir: tileFolder,
      concurrency: 2,
      max_cache_size: 100_000_000,
      id_table_size: 1_300_000_000,
      hierarchy: false,
      shortcuts: false,
      include_driveways: true,
      include_bicycle: true,
      include_pedestrian: true,
      include_driving: true,
      reclassify_links: true,
      data_processing: {
        infer_internal_intersections: true,
        infer_turn_channels: true,
        apply_country_overrides: true,
        grid_divisions_within_tile: 32,
        use_admin_db: false,
      },
      logging: silent,
    },
    additional_data: {},
    loki: {
      actions: ['locate', 'route', 'sources_to_targets', 'isochrone', 'status'],
      use_connectivity: true,
      service_defaults: {
        radius: 0,
        minimum_reachability: 50,
        search_cutoff: 35_000,
        node_snap_tolerance: 5,
        street_side_tolerance: 5,
        street_side_max_distance: 1000,
        heading_tolerance: 60,
      },
      logging: silent,
    },
    thor: {
      logging: silent,
      source_to_target_algorithm: 'timedistancematrix',
      max_reserved_labels_count_astar: 500_000,
      max_reserved_labels_count_bidir_astar: 500_000,
      max_reserved_labels_count_dijkstras: 500_000,
      max_reserved_labels_count_bidir_dijkstras: 500_000,
      clear_reserved_memory: false,
      extended_search: false,
      costmatrix: {
        check_reverse_connection: true,
        allow_second_pass: false,
        max_reserved_locations: 25,
        max_iterations: 2800,
        min_iterations: 100,
        hierarchy_limits: transitions,
      },
      bidirectional_astar: {
        threshold_delta: 420,
        alternative_cost_extend: 1.2,
        alternative_iterations_delta: 100_000,
        hierarchy_limits: { ...transitions, expand_within_distance: { 0: 1e8, 1: 20_000, 2: 5000 } },
      },
      unidirectional_astar: {
        hierarchy_limits: { ...transitions, expand_within_distance: { 0: 1e8, 1: 100_000, 2: 5000 } },
      },
    },
    odin: { logging: silent, markup_formatter: { markup_enabled: false, phoneme_format: '' } },
    meili: {
      mode: 'auto',
      customizable: [],
      verbose: false,
      default: {
        sigma_z: 4.07,
        gps_accuracy: 5,
        beta: 3,
        max_route_distance_factor: 5,
        max_route_time_factor: 5,
        max_search_radius: 100,
        breakage_distance: 2000,
        interpolation_distance: 10,
        search_radius: 50,
        geometry: false,
        route: true,
        turn_penalty_factor: 0,
      },
      auto: { turn_penalty_factor: 200, search_radius: 50 },
      pedestrian: { turn_penalty_factor: 100, search_radius: 50 },
      bicycle: { turn_penalty_factor: 140 },
      multimodal: { turn_penalty_factor: 70 },
      logging: silent,
      grid: { size: 500, cache_size: 100_240 },
    },
    service_limits: {
      ...Object.fromEntries(costings.map((costing) => [costing, limits])),
      status: { allow_verbose: true },
      skadi: { max_shape: 750_000, min_resample: 10 },
      isochrone: {
        max_contours: 4,
        max_time_contour: 240,
        max_distance: 1e6,
        max_locations: 1,
        max_distance_contour: 1000,
      },
      trace: {
        max_distance: 200_000,
        max_gps_accuracy: 100,
        max_search_radius: 100,
        max_shape: 16_000,
        max_alternates: 3,
        max_alternates_shape: 100,
      },
      centroid: { max_distance: 200_000, max_locations: 5 },
      max_exclude_locations: 50,
      max_reachability: 100,
      max_radius: 200,
      max_timedep_distance: 500_000,
      max_timedep_distance_matrix: 0,
      max_alternates: 2,
      max_exclude_polygons_length: 10_000,
      max_distance_disable_hierarchy_culling: 0,
      hierarchy_limits: {
        allow_modification: false,
        costmatrix: allowed,
        bidirectional_astar: { ...allowed, max_expand_within_distance: { 0: 1e8, 1: 20_000, 2: 5000 } },
        unidirectional_astar: { ...allowed, max_expand_within_distance: { 0: 1e8, 1: 100_000, 2: 5000 } },
      },
      allow_hard_exclusions: false,
    },
    statsd: { port: 8125, prefix: 'valhalla' },
  });
}
