import { type Cast, said } from '../play.ts';
import type { Answer } from '../stage.ts';
import { waitingWithdrawals } from './office.ts';
import { poolsOf } from './pools.ts';

/** A key that the same decision at another time does not have. */
const keyOf = ({ stage }: Cast, id: string): string => `clearing-${id}-${stage.timeline.now()}`;

/** Nobody must refuse them what they are there for, in good weather. */
const expectDone = (cast: Cast, what: string, answer: Answer, fine: readonly string[]): void => {
  if (answer.status < 300 || fine.includes(answer.code)) return;
  cast.wrong.push(`${what} was answered ${said(answer)} in good weather`);
};

/** Operators decide on withdrawals, each on those that are not their own, and have failed payments ordered again. */
export const decideAll = async (cast: Cast, last: boolean): Promise<void> => {
  const { operator, second } = cast.office;
  for (const { withdrawalId } of last ? await waitingWithdrawals(cast) : []) {
    for (const person of [operator, second]) {
      const decide = (path: string, body: object) =>
        person.ask('POST', `/v1/admin/withdrawals/${withdrawalId}/${path}`, {
          key: keyOf(cast, `${withdrawalId}-${path}`),
          body,
        });
      const approved = await decide('approvals', {});
      // Whom compliance has reported is paid nothing.
      const answer =
        approved.code === 'wallet.frozen'
          ? await decide('rejections', { reason: 'the wallet is frozen' })
          : approved;
      expectDone(cast, 'an approval', answer, [
        'withdrawal.own-approval',
        'withdrawal.approved-before',
        'withdrawal.ended',
        'withdrawal.not-pending',
      ]);
    }
  }
  for (const { poolId, payment, delay } of await poolsOf(cast)) {
    const order = (path: string) =>
      operator.ask('POST', `/v1/admin/pools/${poolId}/${path}`, {
        key: keyOf(cast, poolId),
        body: {},
      });
    if (payment === 'failed') expectDone(cast, 'a payment', await order('payments'), []);
    if (delay?.waitsFor === 'people') expectDone(cast, 'a purchase', await order('purchases'), []);
  }
};

/** Whatever is open still is called off. */
export const endPools = async (cast: Cast): Promise<void> => {
  for (const { poolId, status } of await poolsOf(cast)) {
    if (status !== 'open') continue;
    const path = `/v1/admin/pools/${poolId}/cancellations`;
    const answer = await cast.office.operator.ask('POST', path, { body: { reason: 'the end' } });
    expectDone(cast, 'a cancellation', answer, ['pool.not-open']);
  }
};
