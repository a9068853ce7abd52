import * as z from 'zod/mini';
import { requireAccount } from '../../domain/reconciliation/statement.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { required } from '../shared/env.ts';
import { Id, listOf, named } from '../shared/http/answers.ts';
import { upload } from '../shared/http/endpoint.ts';
import { readStatements } from './camt053.ts';
import { type TakenIn, takeIn } from './take-in.ts';

const StatementsReceived = named(
  'StatementsReceived',
  z.object({
    items: listOf(
      z.object({
        reconciliationId: Id,
        statementId: z.string(),
        status: z.enum(['received', 'duplicate']),
      }),
    ),
  }),
);

/** Takes a camt.053 document in. All its statements are checked before the first is stored. */
export const handler = upload({
  consumes: 'application/xml',
  answer: StatementsReceived,
  groups: ['operations', 'admin'],
  status: 202,
  handle: async ({ text, actor, cause }) => {
    const statements = readStatements(text);
    for (const statement of statements) requireAccount(statement, required('depositIban'));
    const items: TakenIn[] = [];
    for (const statement of statements)
      items.push(await takeIn(statement, { source: 'upload', receivedBy: actor.userId, cause }));
    if (items.length > 0 && items.every(({ status }) => status === 'duplicate'))
      throw new Refusal('statement.duplicate', 'This statement was taken in before.', {
        reconciliationId: items[0]?.reconciliationId ?? '',
      });
    return { items };
  },
});
