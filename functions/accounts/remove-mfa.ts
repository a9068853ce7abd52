import { groups } from '../../domain/shared/names.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { askForCodes, MfaState } from './mfa.ts';
import { tellSignIn } from './tell-sign-in.ts';

/** Signing in asks for no code any more. */
export const handler = command({
  schema: noParameters,
  answer: MfaState,
  groups,
  freshSignIn: true,
  status: 200,
  handle: async ({ event, cause }) => {
    await askForCodes(event, false);
    await tellSignIn(cause, 'codes-not-asked');
    return { mfa: 'disabled' as const };
  },
});
