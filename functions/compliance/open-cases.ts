import { screen } from '../../domain/compliance/aml.ts';
import { complianceCase } from '../../domain/compliance/case.ts';
import type { CaseTrigger } from '../../domain/compliance/events.ts';
import { movementsIn } from '../../domain/compliance/movements.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import type { DepositConfirmed } from '../../domain/wallets/deposit-events.ts';
import type { WithdrawalScreened } from '../../domain/wallets/withdrawal-events.ts';
import { caseIdOf, caseStream } from '../shared/case-stream.ts';
import { metric } from '../shared/log.ts';
import { causeFrom, consumer, type Published } from '../shared/messages.ts';
import { caseOpens } from '../shared/open-cases.ts';
import { recentEvents } from '../shared/recent-events.ts';
import { execute } from '../shared/store/execute.ts';

/** A deposit's rules, by its customer's real history. A withdrawal's were found by its saga, before it could go on. */
const rulesOfDeposit = async (walletId: string, deposit: DepositConfirmed['data']) => {
  const { transactionId, amount, currency, depositedAt } = deposit;
  const { events, isLong } = await recentEvents(walletId);
  if (isLong) return ['long-history'];
  return screen({
    currency,
    history: movementsIn(events, currency, transactionId),
    movement: {
      kind: 'deposit',
      amount: moneyFromWire(amount, currency),
      atMs: Date.parse(depositedAt),
    },
  });
};

/** A wallet that is frozen, or that has a case, is being looked into already. */
const knownAlready = new Set(['wallet-frozen', 'open-case']);

const found = async ({
  eventType,
  eventData,
  aggregateId,
}: Published): Promise<{ readonly trigger: CaseTrigger; readonly rules: readonly string[] }> => {
  if (eventType === 'DepositConfirmed') {
    const deposit = eventData as unknown as DepositConfirmed['data'];
    return { trigger: 'deposit', rules: await rulesOfDeposit(aggregateId, deposit) };
  }
  const { rules } = eventData as unknown as WithdrawalScreened['data'];
  return { trigger: 'withdrawal', rules: rules.filter((rule) => !knownAlready.has(rule)) };
};

/** Screens deposits, and opens a case for whatever the rules find in a deposit or a withdrawal: one for each. */
export const handler = consumer('open-cases', async (event) => {
  const { trigger, rules } = await found(event);
  if (rules.length === 0) return;
  const { aggregateId: walletId, userId } = event;
  const transactionId = `${event.eventData['transactionId']}`;
  const caseId = caseIdOf(transactionId);
  const cause = causeFrom(event, 'open-cases');
  const { repeated } = await execute({
    cause,
    participants: [
      {
        folding: complianceCase,
        stream: caseStream(caseId),
        fresh: true,
        decide: (state) =>
          complianceCase.decide(
            {
              type: 'OpenCase',
              caseId,
              userId,
              walletId,
              trigger,
              transactionId,
              rules,
              at: cause.at,
            },
            state,
          ),
      },
    ],
    guards: () => [caseOpens(walletId, caseId)],
  });
  if (!repeated) metric('CasesOpened', 1, 'Count', { trigger });
});
