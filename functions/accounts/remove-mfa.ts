import { groups } from '../../domain/shared/names.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { askForCodes, MfaState } from './mfa.ts';

/** Signing in asks for no code any more. */
export const handler = command({
  schema: noParameters,
  answer: MfaState,
  groups,
  freshSignIn: true,
  status: 200,
  handle: async ({ event }) => {
    await askForCodes(event, false);
    return { mfa: 'disabled' as const };
  },
});
