import { wallet } from '../../../domain/wallets/wallet.ts';
import { loadHead } from '../../../functions/shared/store/events-table.ts';
import { perform } from '../commands.ts';
import { streamOf } from '../purchase-history.ts';
import type { Contender } from './contender.ts';

/** This platform's store: one item for each commit, which holds the state too, chained by hashes. */
export const assay: Contender = {
  name: 'assay',
  fill: async (owner, steps) => {
    for (const step of steps) await perform(owner, step);
  },
  load: async (owner) => (await loadHead(wallet, streamOf(owner))).state,
  perform,
};
