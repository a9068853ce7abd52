import { VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { groups } from '../../domain/shared/names.ts';
import { cognito } from '../shared/cognito.ts';
import { command } from '../shared/http/endpoint.ts';
import { OneTimeCode } from './input.ts';
import { aboutCodes, accessTokenOf, askForCodes, MfaState } from './mfa.ts';
import { tellSignIn } from './tell-sign-in.ts';

/** Proves that the app has the secret; from now on signing in asks for its codes. */
export const handler = command({
  schema: z.strictObject({ code: OneTimeCode }),
  answer: MfaState,
  groups,
  freshSignIn: true,
  status: 200,
  handle: async ({ body: { code }, event, cause }) => {
    await aboutCodes(
      cognito.send(
        new VerifySoftwareTokenCommand({ AccessToken: accessTokenOf(event), UserCode: code }),
      ),
    );
    await askForCodes(event, true);
    await tellSignIn(cause, 'codes-asked');
    return { mfa: 'enabled' as const };
  },
});
