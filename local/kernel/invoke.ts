/** What a function answered: its payload, or the error that it ended with (`Runtime.*`, a time-out, or its own). */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

/**
 * Runs a function of the template (by ARN, name or alias ARN) and waits for its answer. Retries, destinations and
 * queues are their owners' business: an event source mapping retries by its own rules.
 */
export type Invoke = (functionArn: string, payload: unknown) => Promise<Outcome>;

/** Queues an event for a function as Lambda's asynchronous invocation does: durable at return, retried twice, then its destination. */
export type InvokeAsync = (functionArn: string, payload: unknown) => void;
