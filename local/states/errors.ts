/** What a state fails by: the name that `Retry` and `Catch` look for, and a cause for people. */
export class StateError extends Error {
  readonly error: string;
  /** `cause` and not `Error.cause`: it is AWS's member, a text. */
  readonly why: string;

  constructor(error: string, why: string) {
    super(`${error}: ${why}`);
    this.name = error;
    this.error = error;
    this.why = why;
  }
}

/** Source: AWS Step Functions Developer Guide, "Service quotas": 256 KiB for the input or output of a state. */
const DATA_BYTES_MAX = 262_144;

/** Throws `States.DataLimitExceeded` for what is larger than a state may take or give. */
export const withinLimit = <Value>(value: Value, what: string): Value => {
  const bytes = Buffer.byteLength(JSON.stringify(value ?? null));
  if (bytes <= DATA_BYTES_MAX) return value;
  throw new StateError(
    'States.DataLimitExceeded',
    `The ${what} has ${bytes} bytes, more than the ${DATA_BYTES_MAX} that are allowed.`,
  );
};

const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);
/** What no wildcard reaches: it ends the execution. */
const TERMINAL = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/**
 * Whether a retrier's or catcher's list has a name for the error. Source: Developer Guide, "Handling errors in Step
 * Functions workflows".
 */
export const isListed = (errorEquals: readonly string[], error: string): boolean =>
  error !== 'States.Runtime' &&
  errorEquals.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return !TERMINAL.has(error);
    if (name === 'States.TaskFailed') return !TERMINAL.has(error) && !TIMEOUTS.has(error);
    return name === 'States.Timeout' && TIMEOUTS.has(error);
  });
