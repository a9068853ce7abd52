import { type Answered, fetchText } from '../http/fetch-text.ts';
import { log, metric } from '../log.ts';
import { jitteredDelayMs, pause } from '../pause.ts';
import type { Circuit } from './circuit.ts';

/** A request of somebody whose API we use: the bank, a dealer. */
export interface PartnerRequest {
  readonly method: 'GET' | 'POST';
  /** Below the partner's address, percent-encoded. */
  readonly path: string;
  /** Sent as JSON. Whatever is posted must be safe to post again. */
  readonly body?: object;
  readonly answerBytesMax?: number;
}

/** An answer, and how often it had to be asked for. */
export type Reply = Answered & { readonly tries: number };

/** Brings a request to a partner and its answer back. Throws the partner's own error when there is none to be had. */
export type Send = (request: PartnerRequest) => Promise<Reply>;

export interface SendOptions {
  /** Names the partner in logs and metrics. */
  readonly partner: 'Bank' | 'Dealer';
  /** The error that says there is no answer, and why. */
  readonly unavailable: (reason: string) => Error;
  readonly address: () => string;
  /** The bearer credential; `fresh` when the one that is known was refused. */
  readonly token: (fresh: boolean) => Promise<string>;
  readonly deadlineMs: number;
  readonly triesMax: number;
  readonly backOff: { readonly baseMs: number; readonly capMs: number };
  readonly circuit: Circuit;
}

const answerBytesUsual = 256 * 1024;

/** The partner's own trouble, which may pass: its failures, and that it is asked too much. */
const isTrouble = (status: number): boolean => status >= 500 || status === 429 || status === 408;

const sendOnce = (
  { address, deadlineMs }: SendOptions,
  { method, path, body, answerBytesMax = answerBytesUsual }: PartnerRequest,
  token: string,
): Promise<Answered> =>
  fetchText({
    method,
    url: `${address()}${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    deadlineMs,
    answerBytesMax,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** With the credential that is known, and once more with the one that stands in the secret now. */
const sendAuthorised = async (options: SendOptions, request: PartnerRequest): Promise<Answered> => {
  const answered = await sendOnce(options, request, await options.token(false));
  if (answered.status !== 401) return answered;
  return sendOnce(options, request, await options.token(true));
};

/** The answer, or the reason why this try brought none. */
const tryOnce = async (
  options: SendOptions,
  request: PartnerRequest,
): Promise<Answered | { readonly failure: string }> => {
  try {
    const answered = await sendAuthorised(options, request);
    return isTrouble(answered.status) ? { failure: `status-${answered.status}` } : answered;
  } catch (error) {
    log.error('a partner did not answer', error, { partner: options.partner });
    return { failure: 'no-answer' };
  }
};

/**
 * Tries a few times, with jitter between. A try fails when the partner is silent beyond the deadline or has trouble of its
 * own (5xx, 408, 429); every other answer stands, whatever it says.
 */
export const createSend =
  (options: SendOptions): Send =>
  async (request) => {
    const { partner, unavailable, triesMax, backOff, circuit } = options;
    let failure = '';
    for (let attempt = 1; attempt <= triesMax; attempt++) {
      if (attempt > 1) await pause(jitteredDelayMs(attempt, backOff.baseMs, backOff.capMs));
      if (!circuit.enter()) {
        failure = 'circuit-open';
        break;
      }
      const tried = await tryOnce(options, request);
      if ('failure' in tried) {
        failure = tried.failure;
        circuit.failed();
        continue;
      }
      circuit.succeeded();
      if (tried.status !== 401 && tried.status !== 403) return { ...tried, tries: attempt };
      failure = 'credential-refused';
      break;
    }
    log.warn('a partner is unavailable', { partner, reason: failure });
    metric(`${partner}Unavailable`, 1);
    throw unavailable(failure);
  };
