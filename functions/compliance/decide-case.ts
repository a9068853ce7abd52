import * as z from 'zod/mini';
import { complianceCase } from '../../domain/compliance/case.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { caseStream } from '../shared/case-stream.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { caseEnds } from '../shared/open-cases.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { walletStream } from '../shared/wallet-ids.ts';

const CaseDecision = named(
  'CaseDecision',
  z.object({ caseId: Id, outcome: z.enum(['cleared', 'reported']), decidedAt: InstantText }),
);

/**
 * Compliance decides on a case. What is reported freezes the wallet in the same moment; clearing it later lifts that
 * freeze, and no other.
 */
export const handler = command({
  schema: z.strictObject({
    outcome: z.enum(['cleared', 'reported']),
    note: z.string().check(z.trim(), z.minLength(3), z.maxLength(1_000)),
  }),
  path: z.strictObject({ id: z.uuid() }),
  answer: CaseDecision,
  groups: ['compliance'],
  status: 201,
  handle: async ({ body: { outcome, note }, path: { id: caseId }, actor, cause }) => {
    const { at } = cause;
    const { walletId } = (await loadHead(complianceCase, caseStream(caseId), true)).state;
    if (walletId === '') throw new Refusal('case.unknown', 'There is no such case.');
    const freeze = outcome === 'reported';
    await execute({
      cause,
      participants: [
        {
          folding: complianceCase,
          stream: caseStream(caseId),
          decide: (state) =>
            complianceCase.decide(
              { type: 'DecideCase', outcome, note, decidedBy: actor.userId, at },
              state,
            ),
        },
        {
          folding: wallet,
          stream: walletStream(walletId),
          decide: (state) => {
            if (state.frozenBy.includes(caseId) === freeze) return [];
            const type = freeze ? 'FreezeWallet' : 'UnfreezeWallet';
            return wallet.decide({ type, reason: `case-${outcome}`, caseId, at }, state);
          },
        },
      ],
      guards: () => [caseEnds(walletId, caseId)],
    });
    return { caseId, outcome, decidedAt: at };
  },
});
