import { call } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { idIn } from '../words.ts';

/** Whose wallet is meant by its id or by its customer's e-mail address. Throws an `ApiProblem` where nobody has it. */
export const ownerOf = async (
  whose: string,
): Promise<{ readonly walletId: string } | { readonly userId: string }> => {
  const walletId = idIn(whose);
  if (walletId !== undefined) return { walletId };
  const { items } = await call('GET /v1/admin/users', { parameters: { email: whose.trim() } });
  const [found] = items;
  if (found !== undefined) return { userId: found.userId };
  throw new ApiProblem(404, 'user.unknown', 'No customer has this e-mail address.', new Map());
};

/** The user that is meant by an id or an e-mail address. Throws an `ApiProblem` where nobody has it. */
export const ownerIdOf = async (whose: string): Promise<string> => {
  const id = idIn(whose);
  if (id !== undefined) return id;
  const owner = await ownerOf(whose);
  return 'userId' in owner ? owner.userId : owner.walletId;
};
