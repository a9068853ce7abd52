import { expect, it } from 'vitest';
import { poolMembers } from '../bench/pool-members.ts';

const members = 120;
/** The saga's own steps, and one for the only segment: as many for 3 members as for 500. */
const transitionsMax = 13;

// Long enough to synthesise the platform first.
it('costs a member of a pool three write units of the ledger at most, and hardly a transition', {
  timeout: 240_000,
}, async () => {
  const [commitment, allocation] = await poolMembers(members);
  // Wallet, participation and tally change in one transaction, which costs each twice; a lost race is paid as well.
  expect(commitment?.ledgerWru).toBeLessThanOrEqual(7);
  expect(commitment?.transitions).toBe(0);
  expect(allocation?.ledgerWru).toBeLessThanOrEqual(3);
  // The wallet, the gold, and the history with its index.
  expect(allocation?.readTableWru).toBeLessThanOrEqual(4.2);
  expect((allocation?.transitions ?? 1) * members).toBeLessThanOrEqual(transitionsMax);
});
