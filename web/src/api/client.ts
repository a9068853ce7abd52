import { freshSession, renewedSession, session } from '../session/session.ts';
import { problemOf, unreachable } from './problem.ts';
import type { AnswerOf, RouteName } from './routes.ts';
import type { Routes } from './types.ts';

export type { AnswerOf } from './routes.ts';

const deadlineMs = 20_000;

type AskOf<Route extends RouteName> = Omit<Routes[Route], 'answer'>;

/** Nothing to give where a route takes nothing, or only what may be left out. */
type Given<Route extends RouteName> =
  Record<never, never> extends AskOf<Route>
    ? [ask?: AskOf<Route>]
    : AskOf<Route> extends { parameters: infer Parameters }
      ? Record<never, never> extends Parameters & Omit<AskOf<Route>, 'parameters'>
        ? [ask?: AskOf<Route>]
        : [ask: AskOf<Route>]
      : [ask: AskOf<Route>];

interface Ask {
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** In the place of a JSON body. */
  readonly document?: { readonly type: string; readonly text: string };
}

const addressOf = (path: string, parameters: NonNullable<Ask['parameters']>): string => {
  const query = new URLSearchParams();
  let address = path;
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === '') continue;
    if (address.includes(`{${name}}`))
      address = address.replace(`{${name}}`, encodeURIComponent(value));
    else query.set(name, value);
  }
  return query.size === 0 ? address : `${address}?${query}`;
};

const send = async (route: string, ask: Ask) => {
  const { parameters = {}, body, idempotencyKey, document } = ask;
  const [method = 'GET', path = ''] = route.split(' ');
  const token = session.peek()?.accessToken;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  try {
    return await fetch(addressOf(path, parameters), {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(hasBody ? { 'content-type': document?.type ?? 'application/json' } : {}),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(hasBody ? { body: document?.text ?? JSON.stringify(body ?? {}) } : {}),
      signal: AbortSignal.timeout(deadlineMs),
      credentials: 'omit',
    });
  } catch {
    throw unreachable();
  }
};

const jsonOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw problemOf(response.ok ? 502 : response.status, undefined);
  }
};

/** Renews what ran out, or has the person sign in again where they are; throws when they do not. */
const signedInAgain = async (body: unknown): Promise<void> => {
  const { code } = problemOf(401, body);
  await (code === 'token.step-up-required' ? freshSession() : renewedSession());
};

const request = async (route: string, ask: Ask): Promise<Response> => {
  const sentWith = session.peek();
  const response = await send(route, ask);
  if (response.ok) return response;
  const body = await jsonOf(response);
  if (response.status !== 401 || sentWith === undefined) throw problemOf(response.status, body);
  await signedInAgain(body);
  // With the same Idempotency-Key, so that nothing can be done twice.
  const again = await send(route, ask);
  if (again.ok) return again;
  throw problemOf(again.status, await jsonOf(again));
};

/** Calls a route: checked by the compiler against the API's own description. Throws an `ApiProblem`. */
export const call = async <Route extends RouteName>(
  route: Route,
  ...[ask]: Given<Route>
): Promise<AnswerOf<Route>> =>
  (await jsonOf(await request(route, (ask ?? {}) as Ask))) as AnswerOf<Route>;

/** Sends a document that is no JSON. Throws an `ApiProblem`. */
export const upload = async <Route extends RouteName>(
  route: Route,
  document: NonNullable<Ask['document']>,
): Promise<AnswerOf<Route>> =>
  (await jsonOf(await request(route, { document }))) as AnswerOf<Route>;

/** Fetches a file that only its owner may have. Throws an `ApiProblem`. */
export const fileOf = async (path: string): Promise<Blob> =>
  (await request(`GET ${path}`, {})).blob();
