import { StartupError } from '../platform/startup-error.ts';

/** Why a network cannot be loaded, used or computed on, beside what is wrong with an extract (osm-extract.ts): a closed list. */
export const NETWORK_REFUSALS = {
  NETWORK_NAME: 'A name has 1 to 63 letters, digits and hyphens, and begins with a letter or digit.',
  NETWORK_NAME_IN_USE: 'Another network has this name.',
  NETWORK_NOT_FOUND: 'There is no network of this name.',
  NETWORK_NOT_IN_USE:
    'The bureau uses no network; choose one on the page of the network or with: network use NAME --bureau CODE.',
  NO_MODE: 'Name at least one mode of travel.',
  ENGINE_NOT_INSTALLED:
    'The routing engine (@valhallajs/valhallajs, an optional package for Linux and macOS on ARM) is not installed; travel times stay estimates.',
  TILES_NOT_BUILT: 'The routing engine could not build its tiles from the extract.',
  TILES_MISSING:
    'The tiles of the network are not in the data folder of this server; load its extract again under its name.',
  SERVICE_UNREACHABLE: 'The Valhalla server cannot be reached, or is not one.',
  TRAVEL_RUN_IN_PROGRESS: 'Travel times of this bureau are being computed already.',
} as const;
export type NetworkRefusalCode = keyof typeof NETWORK_REFUSALS;

/** One clear line with its code; a command prints it without a stack. */
export class NetworkRefusal extends StartupError {
  constructor(
    readonly code: NetworkRefusalCode,
    readonly detail: string | null = null,
  ) {
    super(`${code}: ${NETWORK_REFUSALS[code]}${detail === null ? '' : ` (${detail})`}`);
  }
}
