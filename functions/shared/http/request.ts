import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Group } from '../../../domain/shared/names.ts';
import type { Cause } from '../store/types.ts';
import { derivedId, newId } from '../uuid.ts';
import { fieldErrors } from './field-errors.ts';
import { type FieldError, Problem } from './problem.ts';

export type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

const bodyBytesMax = 16 * 1024;
const idempotencyKeyMax = 255;

/** Who asks, by a token that the gateway has verified. */
export interface Actor {
  readonly userId: string;
  readonly groups: readonly string[];
}

/** The client's own correlation id where it is a sane one, else a new one. */
export const correlationIdOf = (event: HttpEvent): string => {
  const given = event.headers?.['x-correlation-id'];
  return given !== undefined && /^[\w.:-]{1,64}$/.test(given) ? given : newId();
};

/** API Gateway hands list claims on as one string: "[customer operations]". */
const listOf = (claim: unknown): readonly string[] =>
  `${claim ?? ''}`
    .replaceAll(/[[\],]/g, ' ')
    .split(' ')
    .filter((name) => name !== '');

const unauthorized = () =>
  new Problem(401, 'token.invalid', 'Not signed in', 'Send a valid access token: log in again.');

/** Throws 401 without an access token of a person and 403 without one of `groups`. */
export const actorOf = (event: HttpEvent, groups: readonly Group[]): Actor => {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  const userId = claims?.['username'];
  if (claims?.['token_use'] !== 'access' || typeof userId !== 'string') throw unauthorized();
  const held = listOf(claims['cognito:groups']);
  if (!groups.some((group) => held.includes(group)))
    throw new Problem(
      403,
      'access.denied',
      'Not allowed',
      'Your account does not have the role that this needs.',
    );
  return { userId, groups: held };
};

const freshSignInSecondsMax = 15 * 60;

/**
 * Throws 401 unless the person signed in within the last 15 minutes: a refreshed token keeps the time of the sign-in
 * (`auth_time`). The challenge is RFC 9470's.
 */
export const requireFreshSignIn = (event: HttpEvent): void => {
  const signedInSeconds = Number(event.requestContext.authorizer?.jwt?.claims?.['auth_time']);
  if (Date.now() / 1_000 - signedInSeconds <= freshSignInSecondsMax) return;
  throw new Problem(
    401,
    'token.step-up-required',
    'Sign in again',
    'This needs a sign-in of the last 15 minutes: log in again, and send it with the new token.',
    { maxAgeSeconds: freshSignInSecondsMax },
    {
      'www-authenticate': `Bearer error="insufficient_user_authentication", error_description="A fresh sign-in is needed", max_age=${freshSignInSecondsMax}`,
    },
  );
};

/** The body as text, whichever way the gateway has put it. */
export const textOf = (event: HttpEvent): string =>
  event.isBase64Encoded === true
    ? Buffer.from(event.body ?? '', 'base64').toString()
    : (event.body ?? '');

const invalid = (errors: readonly FieldError[]) =>
  new Problem(400, 'request.invalid', 'Invalid request', 'Some fields are not as they must be.', {
    errors,
  });

/** Checks `input` with a schema. Throws 400 with the path and message of everything that is wrong. */
export const checked = <Output>(schema: z.ZodMiniType<Output>, input: unknown): Output => {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  throw invalid(fieldErrors(result.error.issues).slice(0, 20));
};

/** The body as JSON, no body as no fields. Throws 413 above 16 KB and 400 on anything that is not a JSON document. */
export const jsonBody = (event: HttpEvent): { readonly json: unknown; readonly hash: string } => {
  const text = textOf(event);
  if (Buffer.byteLength(text) > bodyBytesMax)
    throw new Problem(413, 'request.too-large', 'Too large', 'A request body may hold 16 KB.');
  try {
    const json: unknown = text === '' ? {} : JSON.parse(text);
    const hash = createHash('sha256').update(JSON.stringify(json)).digest('base64url').slice(0, 12);
    return { json, hash };
  } catch {
    throw new Problem(400, 'request.malformed', 'Not JSON', 'The body must be one JSON document.');
  }
};

/** Throws 400 when the header is missing, empty or too long. */
export const idempotencyKeyOf = (event: HttpEvent): string => {
  const key = event.headers?.['idempotency-key'];
  if (key !== undefined && key.length > 0 && key.length <= idempotencyKeyMax) return key;
  throw new Problem(
    400,
    'idempotency.key-required',
    'Idempotency-Key missing',
    'Send an Idempotency-Key header of 1 to 255 characters, the same for every retry of one request.',
  );
};

/** What the events of a request say of its making. With a key, every retry makes the same command id. */
export const causeOf = (
  event: HttpEvent,
  userId: string,
  correlationId: string,
  repeatable?: { readonly key: string; readonly hash: string },
): Cause => {
  const commandId =
    repeatable === undefined
      ? newId()
      : derivedId(
          userId,
          event.routeKey,
          ...Object.values(event.pathParameters ?? {}).map(String),
          repeatable.key,
        );
  const { sourceIp, userAgent } = event.requestContext.http;
  return {
    commandId,
    correlationId,
    causationId: commandId,
    userId,
    at: new Date().toISOString(),
    ipAddress: sourceIp,
    userAgent,
    ...(repeatable === undefined ? {} : { requestHash: repeatable.hash }),
  };
};
