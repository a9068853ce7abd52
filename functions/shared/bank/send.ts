import { required } from '../env.ts';
import { type Answered, fetchText } from '../http/fetch-text.ts';
import { log, metric } from '../log.ts';
import { jitteredDelayMs, pause } from '../pause.ts';
import { secretJson } from '../secret.ts';
import { BankError } from './bank-error.ts';
import { type Circuit, createCircuit } from './circuit.ts';

export interface BankRequest {
  readonly method: 'GET' | 'POST';
  /** Below the bank's address, percent-encoded. */
  readonly path: string;
  /** Sent as JSON. Whatever is posted must be safe to post again. */
  readonly body?: object;
  readonly answerBytesMax?: number;
}

/** An answer, and how often it had to be asked for. */
export type Reply = Answered & { readonly tries: number };

/** Brings a request to the bank and its answer back. Throws `BankError` when there is none to be had. */
export type Send = (request: BankRequest) => Promise<Reply>;

export interface SendOptions {
  readonly address: () => string;
  /** The bearer credential; `fresh` when the one that is known was refused. */
  readonly token: (fresh: boolean) => Promise<string>;
  readonly deadlineMs: number;
  readonly triesMax: number;
  readonly backOff: { readonly baseMs: number; readonly capMs: number };
  readonly circuit: Circuit;
}

const answerBytesUsual = 256 * 1024;

/** The bank's own trouble, which may pass: its failures, and that it is asked too much. */
const isTrouble = (status: number): boolean => status >= 500 || status === 429 || status === 408;

const sendOnce = (
  { address, deadlineMs }: SendOptions,
  { method, path, body, answerBytesMax = answerBytesUsual }: BankRequest,
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
const sendAuthorised = async (options: SendOptions, request: BankRequest): Promise<Answered> => {
  const answered = await sendOnce(options, request, await options.token(false));
  if (answered.status !== 401) return answered;
  return sendOnce(options, request, await options.token(true));
};

/** The answer, or the reason why this try brought none. */
const tryOnce = async (
  options: SendOptions,
  request: BankRequest,
): Promise<Answered | { readonly failure: string }> => {
  try {
    const answered = await sendAuthorised(options, request);
    return isTrouble(answered.status) ? { failure: `status-${answered.status}` } : answered;
  } catch (error) {
    log.error('the bank did not answer', error);
    return { failure: 'no-answer' };
  }
};

/**
 * Tries a few times, with jitter between. A try fails when the bank is silent beyond the deadline or has trouble of its
 * own (5xx, 408, 429); every other answer stands, whatever it says.
 */
export const createSend =
  (options: SendOptions): Send =>
  async (request) => {
    const { triesMax, backOff, circuit } = options;
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
    log.warn('the bank is unavailable', { reason: failure });
    metric('BankUnavailable', 1);
    throw new BankError('unavailable', failure);
  };

/** The stage's own bank, with the credential of its secret. Three tries and their pauses end within 13 s. */
export const sendToBank: Send = createSend({
  address: () => required('bankApiUrl'),
  token: async (fresh) =>
    (await secretJson<{ readonly token: string }>(required('bankCredentialSecretArn'), fresh))
      .token,
  deadlineMs: 3_500,
  triesMax: 3,
  backOff: { baseMs: 100, capMs: 1_000 },
  circuit: createCircuit({
    failuresMax: 6,
    openMs: 20_000,
    now: () => Date.now(),
    onOpen: () => metric('BankCircuitOpened', 1),
  }),
});
