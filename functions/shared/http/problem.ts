import { Refusal } from '../../../domain/shared/refusal.ts';
import { refusalCodes } from '../../../domain/shared/refusal-codes.ts';
import { log } from '../log.ts';
import { Contention } from '../store/contention.ts';

export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** An answer that is not a success, with its stable code; thrown anywhere below an endpoint. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    extra: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.title = title;
    this.extra = extra;
    this.headers = headers;
  }
}

/** Refusals that say more than "a rule refused" (422): what is there already, and documents that are none. */
const statuses: Readonly<Record<string, number>> = {
  'user.email-taken': 409,
  'vault.bar-known': 409,
  'payee.already-listed': 409,
  'statement.duplicate': 409,
  'rebuild.running': 409,
  'statement.malformed': 400,
  'statement.forbidden-entity': 400,
};

const statusOf = (code: string): number => {
  if (/[.-]unknown$/.test(code)) return 404;
  return statuses[code] ?? (code.endsWith('too-large') ? 413 : 422);
};

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal)
    return new Problem(
      statusOf(error.code),
      error.code,
      refusalCodes[error.code][0],
      error.message,
      Object.keys(error.details).length === 0 ? {} : { details: error.details },
    );
  if (error instanceof Contention)
    return new Problem(
      409,
      'command.conflict',
      'Too many changes at once',
      'Others changed the same account at the same time. Nothing was done; please try again.',
    );
  log.error('unexpected error', error);
  return new Problem(
    500,
    'internal',
    'Something went wrong',
    'The request could not be completed. Try again; with the same Idempotency-Key nothing is done twice.',
  );
};

/** The RFC 9457 answer to an error. What is unexpected is logged and answered without internals. */
export const problemAnswer = (error: unknown, correlationId: string) => {
  const { status, code, title, message, extra, headers } = toProblem(error);
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-correlation-id': correlationId,
      ...headers,
    },
    body: JSON.stringify({
      type: `https://assay.example/problems/${code}`,
      title,
      status,
      detail: message,
      code,
      correlationId,
      ...extra,
    }),
  };
};
