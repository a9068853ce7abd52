import { behave, newKey, operator, pass, payeesWith } from './money-out.ts';
import { type Platform, payIn, tokenOf } from './platform.ts';
import { commit, openPool } from './pooling.ts';

const done = async (answer: ReturnType<Platform['call']>): Promise<void> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
};

const trade = async (platform: Platform, token: string): Promise<void> => {
  const post = (path: string, body: object) =>
    done(platform.call('POST', path, { token, headers: newKey(), body }));
  await post('/v1/purchases', { grams: '2.5' });
  await post('/v1/purchases', { amount: '100.00' });
  await post('/v1/sales', { grams: '0.5' });
  await post('/v1/price-alerts', { direction: 'above', threshold: '9999.00' });
};

/** What people of operations see: a deposit in review, money of nobody, adjustments, a statement. */
const keepBooks = async (platform: Platform, reference: string, walletId: string) => {
  await payIn(platform, { reference, amount: '40.00', debtorName: 'Aunt Polly' });
  await payIn(platform, {
    reference: 'for nobody in particular',
    amount: '17.00',
    debtorName: 'Lost Soul',
  });
  const [first, second] = [operator(platform), operator(platform, 'operator2')];
  const adjust = async (amount: string): Promise<string> => {
    const asked = { walletId, amount, currency: 'EUR', reason: 'A fee of the bank' };
    return (await first('POST', '/v1/admin/adjustments', asked)).body.adjustmentId;
  };
  await adjust('-3.00');
  await done(second('POST', `/v1/admin/adjustments/${await adjust('-2.00')}/approvals`));
  const today = new Date(platform.world.timeline.now()).toISOString().slice(0, 10);
  const { body: xml } = await platform.control('GET', `/_local/bank/statements/${today}`);
  await done(
    platform.call('POST', '/v1/admin/reconciliations', {
      token: await tokenOf(platform, 'operator'),
      headers: { 'content-type': 'application/xml' },
      body: xml,
    }),
  );
};

/**
 * A world in which every read table has rows and money is in flight: of two withdrawals one was paid and one waits for
 * people, a pool is open, a case too.
 */
export const busyWorld = async (platform: Platform): Promise<{ readonly waiting: string }> => {
  const [customer] = await payeesWith(platform, '5000.00');
  if (customer === undefined) throw new Error('no customer');
  const wallet = (await customer.call('GET', '/v1/wallet')).body;
  const { reference } = wallet.depositInstructions;
  await behave(platform, { webhook: 'before-answer' });
  const paid = await customer.withdraw('25.00');
  await pass(platform, '1m');
  const { status } = await customer.withdrawal(paid);
  if (status !== 'completed') throw new Error(`the withdrawal is ${status}`);
  await platform.control('PUT', '/_local/market', { pricePerGram: '100.00' });
  await platform.cloud.idle();
  const { body } = await platform.call('POST', '/v1/sessions', {
    body: { email: customer.email, password: 'Correct-Horse-9' },
  });
  await trade(platform, body.accessToken);
  await commit(
    platform,
    await openPool(platform, { targetAmount: '900.00' }),
    { token: body.accessToken },
    '50.00',
  );
  await payIn(platform, { reference, amount: '5000.00', debtorName: 'Mary Jackson' });
  const waiting = await customer.withdraw('30.00');
  await platform.cloud.idle();
  await keepBooks(platform, reference, wallet.walletId);
  await platform.cloud.idle();
  return { waiting };
};
