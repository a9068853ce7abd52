import { AssociateSoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod/mini';
import { groups } from '../../domain/shared/names.ts';
import { cognito } from '../shared/cognito.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { aboutCodes, accessTokenOf } from './mfa.ts';

const Enrolment = z.object({ secret: z.string(), otpauthUrl: z.string() });

/** The key URI that authenticator apps read (its format is Google Authenticator's). It names nobody. */
const otpauthUrl = (secret: string): string =>
  `otpauth://totp/Assay?secret=${secret}&issuer=Assay&algorithm=SHA1&digits=6&period=30`;

/** A secret for an authenticator app. Nothing asks for its codes before one of them was verified. */
export const handler = command({
  schema: noParameters,
  answer: Enrolment,
  groups,
  freshSignIn: true,
  status: 201,
  handle: async ({ event }) => {
    const { SecretCode = '' } = await aboutCodes(
      cognito.send(new AssociateSoftwareTokenCommand({ AccessToken: accessTokenOf(event) })),
    );
    return { secret: SecretCode, otpauthUrl: otpauthUrl(SecretCode) };
  },
});
