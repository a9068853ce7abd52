import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** One client an instance. */
export const cognito = new CognitoIdentityProviderClient({ maxAttempts: 4 });
