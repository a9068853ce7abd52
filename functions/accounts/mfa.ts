import {
  CodeMismatchException,
  EnableSoftwareTokenMFAException,
  InvalidParameterException,
  SetUserMFAPreferenceCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { cognito } from '../shared/cognito.ts';
import { Problem } from '../shared/http/problem.ts';
import type { HttpEvent } from '../shared/http/request.ts';
import { authenticated } from './session.ts';

/** Whether signing in asks for a code. */
export const MfaState = z.object({ mfa: z.enum(['enabled', 'disabled']) });

/** The access token itself: Cognito wants it for whatever a person does to their own log-in. */
export const accessTokenOf = (event: HttpEvent): string =>
  (event.headers['authorization'] ?? '').replace(/^bearer\s+/i, '');

/** Runs a call about the own one-time codes. Throws 422 on a wrong code, and where no app was enrolled. */
export const aboutCodes = async <Output>(call: Promise<Output>): Promise<Output> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof EnableSoftwareTokenMFAException || error instanceof CodeMismatchException)
      throw new Problem(
        422,
        'mfa.wrong-code',
        'Wrong code',
        'The code is not the one that the app shows now. Check the clock of your device.',
      );
    if (error instanceof InvalidParameterException)
      throw new Problem(
        422,
        'mfa.not-enrolled',
        'No app enrolled',
        'Enrol an app first: POST /v1/me/mfa gives the secret for it.',
      );
    return authenticated(Promise.reject(error));
  }
};

/** Whether signing in asks for a code from now on. */
export const askForCodes = async (event: HttpEvent, enabled: boolean): Promise<void> => {
  await aboutCodes(
    cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken: accessTokenOf(event),
        SoftwareTokenMfaSettings: { Enabled: enabled, PreferredMfa: enabled },
      }),
    ),
  );
};
