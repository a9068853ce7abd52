import type { Outcome } from '../kernel/invoke.ts';

interface Answer {
  readonly statusCode?: unknown;
  readonly headers?: object;
  readonly body?: unknown;
}

const answerOf = (outcome: Outcome): Answer =>
  outcome.ok ? ((outcome.payload as Answer | null) ?? {}) : {};

/** The status that a function answered with; 500 where it failed or gave none. */
export const statusOf = (outcome: Outcome): number => {
  const { statusCode } = answerOf(outcome);
  return typeof statusCode === 'number' ? statusCode : 500;
};

/** What goes back to the client. */
export const bodyOf = (outcome: Outcome): string | undefined => {
  const { body } = answerOf(outcome);
  return typeof body === 'string' ? body : undefined;
};

/** The subprotocol that `$connect` answers a client's offer with. */
export const protocolOf = (outcome: Outcome): string | undefined => {
  const named = Object.entries(answerOf(outcome).headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'sec-websocket-protocol',
  );
  return named === undefined ? undefined : String(named[1]);
};
