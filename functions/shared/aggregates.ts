import { userFolding } from '../../domain/accounts/folding.ts';
import { alert } from '../../domain/alerts/alert.ts';
import { complianceCase } from '../../domain/compliance/case.ts';
import { market } from '../../domain/market/market.ts';
import { priceHistory } from '../../domain/market/price-history.ts';
import { poolFolding } from '../../domain/pools/folding.ts';
import { participation } from '../../domain/pools/participation.ts';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import { reconciliationFolding } from '../../domain/reconciliation/folding.ts';
import { suspenseFolding } from '../../domain/suspense/folding.ts';
import { vault } from '../../domain/vault/vault.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { AnyEvent, Folding } from './store/types.ts';

/** An aggregate of which nothing is known but its kind: its states go from its own `evolve` to its own `publicState`. */
export type SomeFolding = Folding<unknown, AnyEvent> & {
  readonly publicState: (state: unknown) => Readonly<Record<string, unknown>>;
};

const aggregates = {
  user: userFolding,
  wallet: walletFolding,
  vault,
  market,
  history: priceHistory,
  suspense: suspenseFolding,
  pool: poolFolding,
  participation,
  alert,
  case: complianceCase,
  reconciliation: reconciliationFolding,
  rebuild,
} as unknown as Readonly<Partial<Record<string, SomeFolding>>>;

/** How the state of a kind of stream is folded, and what of it is shown; undefined for no kind that there is. */
export const aggregateOf = (aggregateType: string): SomeFolding | undefined =>
  Object.hasOwn(aggregates, aggregateType) ? aggregates[aggregateType] : undefined;
