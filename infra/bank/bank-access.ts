import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';

/** Where the bank is, and the credential that it takes. */
export const mayCallBank = ({ platform, data }: Pick<Parts, 'platform' | 'data'>): Access => {
  const { env, allow = [] } = data.secrets.readBankCredential;
  return { env: { ...env, bankApiUrl: platform.config.bank.apiUrl }, allow };
};
