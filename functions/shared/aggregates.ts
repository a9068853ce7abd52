import { userFolding } from '../../domain/accounts/folding.ts';
import { alert } from '../../domain/alerts/alert.ts';
import { complianceCase } from '../../domain/compliance/case.ts';
import { market } from '../../domain/market/market.ts';
import { priceHistory } from '../../domain/market/price-history.ts';
import { poolFolding } from '../../domain/pools/folding.ts';
import { participation } from '../../domain/pools/participation.ts';
import { reconciliationFolding } from '../../domain/reconciliation/folding.ts';
import { suspenseFolding } from '../../domain/suspense/folding.ts';
import { vault } from '../../domain/vault/vault.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { AnyEvent, Folding } from './store/types.ts';

// biome-ignore lint/suspicious/noExplicitAny: aggregates of every kind stand here, each typed where it is made.
type AnyFolding = Folding<any, AnyEvent> & {
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly publicState: (state: any) => Readonly<Record<string, unknown>>;
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
} as unknown as Readonly<Partial<Record<string, AnyFolding>>>;

/** How the state of a kind of stream is folded, and what of it is shown; undefined for no kind that there is. */
export const aggregateOf = (aggregateType: string): AnyFolding | undefined =>
  Object.hasOwn(aggregates, aggregateType) ? aggregates[aggregateType] : undefined;
