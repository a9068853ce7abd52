import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { idIn } from '../words.ts';

/** Who has an e-mail address; undefined where nobody has. */
export const customerOf = async (email: string): Promise<string | undefined> => {
  const { items } = await call('GET /v1/admin/users', { parameters: { email: email.trim() } });
  return items[0]?.userId;
};

const knownCustomerOf = async (email: string): Promise<string> => {
  const userId = await customerOf(email);
  if (userId !== undefined) return userId;
  throw new ApiProblem(404, 'user.unknown', 'No customer has this e-mail address.', new Map());
};

/** Whose wallet is meant by its id or by its customer's e-mail address. Throws an `ApiProblem` where nobody has it. */
export const ownerOf = async (
  whose: string,
): Promise<{ readonly walletId: string } | { readonly userId: string }> => {
  const walletId = idIn(whose);
  return walletId === undefined ? { userId: await knownCustomerOf(whose) } : { walletId };
};

/** The user that is meant by an id or an e-mail address. Throws an `ApiProblem` where nobody has it. */
export const ownerIdOf = async (whose: string): Promise<string> =>
  idIn(whose) ?? (await knownCustomerOf(whose));
