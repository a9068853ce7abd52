import type { Answer } from '../stage.ts';
import type { Streams } from '../stores.ts';

/** What can excuse an answer that the platform should not give. */
export interface Excuses {
  readonly now: () => number;
  /** When something last happened that a request may not survive. */
  readonly harmedAtMs: () => number;
}

/** How long whoever asks the bank leaves it alone after failures: the answer then is the bank's still. */
const bankLeftAloneMs = 20_000;

/** Sees every answer of the API, those too that are asked for again. */
export interface AnswerWatch {
  /** What was answered as it must not be. */
  readonly wrong: string[];
  /** What was refused, by the correlation id of the request. */
  readonly refused: ReadonlyMap<string, string>;
  /** `what` was asked for, at `beganMs`. */
  readonly see: (what: string, beganMs: number, answer: Answer) => void;
  /** Whether the bank's API does what it should, from now on. */
  readonly bankIs: (well: boolean) => void;
}

/**
 * A 5xx is a fault of the platform unless something that a request may not survive happened while it was under way.
 * Nothing from before may carry over: what failed is kept in no cache, and an instance that broke is replaced. Only the
 * bank's silence may be told on for a while, as what it is.
 */
export const watchAnswers = ({ now, harmedAtMs }: Excuses): AnswerWatch => {
  const wrong: string[] = [];
  const refused = new Map<string, string>();
  let bankIllUntilMs = Number.NEGATIVE_INFINITY;
  const isExcused = (code: string, beganMs: number): boolean =>
    harmedAtMs() >= beganMs ||
    (code === 'bank.unavailable' && bankIllUntilMs + bankLeftAloneMs >= beganMs);
  return {
    wrong,
    refused,
    see: (what, beganMs, { status, code, body }) => {
      if (status >= 500 && !isExcused(code, beganMs))
        wrong.push(`${what} was answered ${status} ${code} without a fault that explains it`);
      if (status >= 400 && status < 500 && typeof body?.correlationId === 'string')
        refused.set(body.correlationId, `${what} (${status} ${code})`);
    },
    bankIs: (well) => {
      if (!well) bankIllUntilMs = Number.POSITIVE_INFINITY;
      else if (bankIllUntilMs === Number.POSITIVE_INFINITY) bankIllUntilMs = now();
    },
  };
};

/** A refusal says that nothing was done, so nothing that was done may bear the correlation id of its request. */
export const refusedAndDone = (
  { refused }: Pick<AnswerWatch, 'refused'>,
  streams: Streams,
): readonly string[] =>
  [...streams].flatMap(([stream, stored]) =>
    stored.flatMap(({ commit: { version, meta } }) => {
      const what = refused.get(meta.correlationId);
      return what === undefined ? [] : [`${what} was refused, and wrote ${version} to ${stream}`];
    }),
  );
