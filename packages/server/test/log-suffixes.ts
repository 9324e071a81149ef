/** Files of the folder of a run: what servers logged, process by process, and what must be in none of it. */
export const LOG_SUFFIX = '.log';
export const SECRETS_SUFFIX = '.secrets';
