import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountOperations } from '../accounts/account-operations.ts';
import { Accounts } from '../accounts/accounts.ts';
import { Erasure } from '../accounts/erasure.ts';
import { Identity } from '../accounts/identity.ts';
import { Payees } from '../accounts/payees.ts';
import { Adjustments } from '../adjustments/adjustments.ts';
import { Alerts } from '../alerts/alerts.ts';
import { Audit } from '../audit/audit.ts';
import { Bank } from '../bank/bank.ts';
import { DepositReviews } from '../bank/deposit-reviews.ts';
import { Compliance } from '../compliance/compliance.ts';
import { Market } from '../market/market.ts';
import { Notifications } from '../notifications/notifications.ts';
import { Payments } from '../payments/payments.ts';
import { Pools } from '../pools/pools.ts';
import { Portfolio } from '../portfolio/portfolio.ts';
import { Rebuilds } from '../projections/rebuilds.ts';
import { Reconciliation } from '../reconciliation/reconciliation.ts';
import type { Parts } from '../shared/context.ts';
import { Statements } from '../statements/statements.ts';
import { Trading } from '../trading/trading.ts';
import { Vault } from '../vault/vault.ts';
import { Wallets } from '../wallets/wallets.ts';
import { Withdrawals } from '../withdrawals/withdrawals.ts';
import { stackProps } from './stack-props.ts';

type Context = new (scope: Construct, parts: Parts) => Construct;

/** Which contexts share a stack. A stack holds 500 resources, a function with its route about nine. */
const stackOfContexts: Readonly<Record<string, readonly Context[]>> = {
  people: [Accounts, AccountOperations, Identity],
  notices: [Notifications],
  money: [Wallets, Trading, Bank],
  payouts: [Payees, Withdrawals, Payments],
  market: [Market, Alerts, Vault],
  insight: [Portfolio, Statements],
  pools: [Pools],
  oversight: [Compliance, Audit, Erasure, Rebuilds],
  books: [Adjustments, DepositReviews, Reconciliation],
};

/** The stacks of the business contexts, in which all is stateless and can be replaced at any time. */
export const contextStacks = (scope: Construct, parts: Parts): readonly Stack[] =>
  Object.entries(stackOfContexts).map(([name, contexts]) => {
    const { config } = parts.platform;
    const stack = new Stack(
      scope,
      `assay-${config.stage}-${name}`,
      stackProps(config, `Functions of Assay: ${name}`),
    );
    for (const Context of contexts) new Context(stack, parts);
    return stack;
  });
