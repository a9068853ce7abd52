import { passing } from './clockwork.ts';
import type { Answer, Request, Stage } from './stage.ts';

/** Somebody with a log-in, who refreshes it in time and does not give up on an answer that was lost. */
export interface Person {
  readonly name: string;
  readonly userId: string;
  readonly email: string;
  /**
   * Asks until there is an answer that says something: a lost connection, a 5xx and "too many at once" are asked
   * again with the same key, as a careful client does. Answers with the last one when patience ends.
   */
  readonly ask: (method: string, path: string, request?: Omit<Request, 'token'>) => Promise<Answer>;
  /** Logs in anew, with the password, as a step-up demands. */
  readonly logIn: () => Promise<void>;
  readonly refreshToken: () => string;
}

/** Who somebody is, to the platform. `refreshToken` is of a session that goes on, where there is one. */
export interface Identity {
  readonly name: string;
  readonly userId: string;
  readonly email: string;
  readonly password: string;
  readonly refreshToken?: string;
}

const tokenKeptMs = 12 * 60_000;
const triesMax = 12;
const pauseMs = 900;
const logInsMax = 3;

/** An answer that never came. */
const lost: Answer = { status: 0, code: 'lost', body: {} };

const saysNothing = ({ status }: Answer): boolean =>
  status === 0 || status >= 500 || status === 409 || status === 429;

/** 409 says something when what is asked for is there already. */
const isConflict = ({ status, code }: Answer): boolean =>
  status === 409 && code !== 'command.conflict';

export const createPerson = (
  stage: Stage,
  { name, userId, email, password, refreshToken: earlier = '' }: Identity,
): Person => {
  const { timeline, plan } = stage;
  let token = '';
  let refreshToken = earlier;
  let tokenUntilMs = 0;

  /** A request whose answer may get lost on its way back. */
  const once = async (method: string, path: string, request: Request): Promise<Answer> => {
    const answer = await stage.call(method, path, request);
    return plan.losesAnswer() ? lost : answer;
  };
  const patiently = async (send: () => Promise<Answer>): Promise<Answer> => {
    for (let tries = 1; ; tries++) {
      const answer = await send();
      if (!saysNothing(answer) || isConflict(answer) || tries === triesMax) return answer;
      await passing(timeline, pauseMs * tries);
    }
  };
  const keep = ({ status, body }: Answer): boolean => {
    if (status !== 200 && status !== 201) return false;
    token = body.accessToken;
    refreshToken = body.refreshToken ?? refreshToken;
    tokenUntilMs = timeline.now() + tokenKeptMs;
    return true;
  };
  const logIn = async (): Promise<void> => {
    const answer = await patiently(() =>
      once('POST', '/v1/sessions', { body: { email, password } }),
    );
    if (!keep(answer)) throw new Error(`${name} cannot log in: ${answer.status} ${answer.code}`);
  };
  const refresh = async (): Promise<void> => {
    if (timeline.now() < tokenUntilMs) return;
    if (refreshToken === '') return logIn();
    const answer = await patiently(() =>
      once('POST', '/v1/sessions/refresh', { body: { refreshToken } }),
    );
    if (!keep(answer)) await logIn();
  };
  return {
    name,
    userId,
    email,
    logIn,
    refreshToken: () => refreshToken,
    ask: async (method, path, request = {}) => {
      await refresh();
      const send = () => patiently(() => once(method, path, { ...request, token }));
      for (let logIns = 0; ; logIns++) {
        const answer = await send();
        if (answer.code !== 'token.step-up-required' || logIns === logInsMax) return answer;
        // Whatever else they do at the same time may have put an older sign-in's token in the new one's place.
        await logIn();
      }
    },
  };
};
