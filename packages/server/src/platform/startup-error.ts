/** Why a command could not begin, in one line that says what to do: printed without a stack. */
export class StartupError extends Error {}
