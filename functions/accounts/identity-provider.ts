import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { fetchText } from '../shared/http/fetch-text.ts';
import { Problem } from '../shared/http/problem.ts';
import { log } from '../shared/log.ts';
import { jitteredDelayMs, pause } from '../shared/pause.ts';
import { secretJson } from '../shared/secret.ts';

const deadlineMs = 2_000;
const triesMax = 3;
const answerBytesMax = 16 * 1024;

const Session = z.object({
  sessionId: z.string().check(z.maxLength(128)),
  url: z.url().check(z.maxLength(2_048)),
});
type Session = z.infer<typeof Session>;

const order = async (reference: string): Promise<Session> => {
  const { token } = await secretJson<{ readonly token: string }>(
    required('identityCredentialSecretArn'),
  );
  const { status, text } = await fetchText({
    method: 'POST',
    url: `${required('identityApiUrl')}/sessions`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reference }),
    deadlineMs,
    answerBytesMax,
  });
  if (status !== 200 && status !== 201) throw new Error(`the identity provider answered ${status}`);
  return z.parse(Session, JSON.parse(text));
};

/**
 * Opens a check at the provider, where the customer shows their papers; we send it a reference and no personal data. It
 * opens one session a reference, so that a lost answer may be asked for again. Throws 503 when it does not answer.
 */
export const openCheck = async (reference: string): Promise<Session> => {
  for (let attempt = 1; attempt <= triesMax; attempt++) {
    try {
      return await order(reference);
    } catch (error) {
      log.error('the identity provider opens no check', error, { attempt });
      await pause(jitteredDelayMs(attempt, 50, 400));
    }
  }
  throw new Problem(
    503,
    'identity.unavailable',
    'Identity check unavailable',
    'The identity provider does not answer. Nothing is lost: try again in a minute.',
  );
};
