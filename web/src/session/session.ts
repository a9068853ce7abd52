import { computed, signal } from '@preact/signals';
import { notSignedIn, problemOf, unreachable } from '../api/problem.ts';
import type { Routes } from '../api/types.ts';

type Tokens = Extract<Routes['POST /v1/sessions']['answer'], { accessToken: string }>;
type Challenge = Exclude<Routes['POST /v1/sessions']['answer'], Tokens>;

/** Who is signed in here. It lives as long as the tab. */
export interface Session {
  readonly email: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

const stored = 'assay.session';

const restored = (): Session | undefined => {
  const text = sessionStorage.getItem(stored);
  return text === null ? undefined : (JSON.parse(text) as Session);
};

export const session = signal<Session | undefined>(restored());

/** Why somebody is asked to sign in again over the page that they are on. */
export const askedAgain = signal<'ended' | 'fresh' | undefined>();

const keep = (next: Session | undefined): void => {
  if (next === undefined) sessionStorage.removeItem(stored);
  else sessionStorage.setItem(stored, JSON.stringify(next));
  session.value = next;
};

const post = async <Answer>(path: string, body: unknown): Promise<Answer> => {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'omit',
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw unreachable();
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as Answer;
};

const opened = (email: string, { accessToken, refreshToken }: Tokens): void => {
  keep({ email, accessToken, refreshToken });
  for (const { resolve } of waiting.splice(0)) resolve();
  askedAgain.value = undefined;
};

/** Signs in. Returns the challenge where the account wants a one-time code as well. Throws an `ApiProblem`. */
export const signIn = async (email: string, password: string): Promise<Challenge | undefined> => {
  const answer = await post<Tokens | Challenge>('/v1/sessions', { email, password });
  if ('challenge' in answer) return answer;
  opened(email, answer);
  return undefined;
};

/** Answers the challenge for a one-time code. Throws an `ApiProblem`. */
export const answerChallenge = async (email: string, code: string, challengeSession: string) =>
  opened(
    email,
    await post<Tokens>('/v1/sessions', { email, challenge: { session: challengeSession, code } }),
  );

/** Forgets the tokens here, and has the API forget them everywhere as far as it can be reached. */
export const signOut = async (): Promise<void> => {
  const token = session.peek()?.accessToken;
  keep(undefined);
  if (token === undefined) return;
  await fetch('/v1/sessions', {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
};

const waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

/** Resolves when the person has signed in again over their page. Throws when they would not. */
const askAgain = (why: 'ended' | 'fresh'): Promise<void> =>
  new Promise((resolve, reject) => {
    waiting.push({ resolve, reject });
    askedAgain.value ??= why;
  });

/** The person closed that window. */
export const declineAgain = (): void => {
  askedAgain.value = undefined;
  for (const { reject } of waiting.splice(0)) reject(notSignedIn());
};

/** A sign-in of just now, as some actions want it. */
export const freshSession = (): Promise<void> => askAgain('fresh');

let renewal: Promise<void> | undefined;

const renew = async (): Promise<void> => {
  const held = session.peek();
  if (held?.refreshToken === undefined) return askAgain('ended');
  try {
    const { refreshToken } = held;
    const tokens = await post<Tokens>('/v1/sessions/refresh', { refreshToken });
    keep({ ...held, accessToken: tokens.accessToken });
  } catch (error) {
    if ((error as { status?: number }).status === 0) throw error;
    await askAgain('ended');
  }
};

/** A new access token for all who wait for one; where none is given, the person signs in again. */
export const renewedSession = (): Promise<void> => {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
};

const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const [, payload = ''] = token.split('.');
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
};

const claims = computed(() => {
  const token = session.value?.accessToken;
  return token === undefined ? {} : claimsOf(token);
});

/** The roles in the token: what is shown, not what is allowed; that the API decides. */
export const groups = computed<readonly string[]>(() => {
  const claimed = claims.value['cognito:groups'];
  return Array.isArray(claimed) ? claimed.map(String) : [];
});

/** Who it is, as events name people. */
export const userId = computed(() => `${claims.value['username'] ?? ''}`);
