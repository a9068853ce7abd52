import { type PaymentStep, stepsOfHousePayment } from '../shared/bank-word.ts';
import { formatMoney } from '../shared/money.ts';
import { Refusal } from '../shared/refusal.ts';
import type { ConcludeBulkPayment, OrderBulkPayment } from './commands.ts';
import type { PoolEvent } from './events.ts';
import { requirePool } from './rules.ts';
import type { Pool } from './state.ts';

/** What is owed to the dealer, and for which pool. */
const debtOf = ({ poolId, totalCost, currency }: Pool) => ({
  poolId,
  amount: formatMoney(totalCost, currency),
  currency,
});

/** Once for what was bought, and again only after it failed. Throws `pool.payment-not-due`. */
export const orderPayment = (
  { endToEndId, orderedBy, at }: OrderBulkPayment,
  pool: Pool,
): readonly PoolEvent[] => {
  requirePool(pool);
  const isBought = pool.status === 'purchased' || pool.status === 'allocated';
  if (!isBought || pool.payment === 'ordered' || pool.payment === 'paid')
    throw new Refusal('pool.payment-not-due', 'Nothing is owed to the dealer for this pool.', {
      status: pool.status,
      payment: pool.payment,
    });
  const data = { ...debtOf(pool), supplier: 'dealer', endToEndId, orderedBy, orderedAt: at };
  return [{ type: 'BulkPaymentOrdered', data }];
};

/**
 * What the bank's word makes of the dealer's payment, whatever becomes of the allocation meanwhile. Throws
 * `payment.contradicted` where the word is against what is known.
 */
export const concludePayment = (
  { endToEndId, word, before, at }: ConcludeBulkPayment,
  pool: Pool,
): readonly PoolEvent[] => {
  requirePool(pool);
  const { bankTransferId, reason } = word;
  const isUnderWay = pool.payment === 'ordered' && pool.paymentOrder === endToEndId;
  const steps = stepsOfHousePayment(word, before, isUnderWay, pool.payment);
  const facts = { ...debtOf(pool), endToEndId, bankTransferId };
  const failed = (wasPaid: boolean): PoolEvent => ({
    type: 'BulkPaymentFailed',
    data: { ...facts, wasPaid, reason, failedAt: at },
  });
  const events: Readonly<Record<PaymentStep, PoolEvent>> = {
    paid: { type: 'BulkPaymentCompleted', data: { ...facts, paidAt: at } },
    failed: failed(false),
    'came-back': failed(true),
  };
  return steps.map((step) => events[step]);
};
