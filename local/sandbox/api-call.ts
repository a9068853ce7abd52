import { demoPassword } from './people.ts';

/** What the platform answered to a call. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** A call of the platform's public API. */
export type ApiCall = (request: {
  readonly method: string;
  /** With its query, where it has one. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<ApiAnswer>;

export const post = (
  api: ApiCall,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> =>
  api({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Throws what the platform said when it did not take what must be taken. */
export const expectStatus = (
  answer: ApiAnswer,
  what: string,
  statuses: readonly number[],
): void => {
  if (!statuses.includes(answer.status))
    throw new Error(`${what} was answered ${answer.status}: ${answer.body.slice(0, 500)}`);
};

/** The header that a demo person's calls carry. */
export const logIn = async (api: ApiCall, email: string): Promise<{ authorization: string }> => {
  const session = await post(api, '/v1/sessions', { email, password: demoPassword });
  expectStatus(session, `Logging in ${email}`, [200, 201]);
  const { accessToken } = JSON.parse(session.body) as { accessToken: string };
  return { authorization: `Bearer ${accessToken}` };
};
