import type { Mutant } from './mutant.ts';
import { inWhatIsTold } from './told.ts';

const store = 'functions/shared/store';

/** Mistakes in how events are stored. */
const inTheStore: readonly Mutant[] = [
  {
    name: 'no version check',
    file: `${store}/events-table.ts`,
    find: "ConditionExpression: 'attribute_not_exists(#stream)'",
    replace: "ConditionExpression: 'attribute_not_exists(#stream) OR attribute_exists(#stream)'",
  },
  {
    name: 'repeated commands are not remembered',
    file: `${store}/recent.ts`,
    find: 'return { recent: [...recent, entry], ...until, guarded: false };',
    replace: 'return { recent, ...until, guarded: false };',
  },
  {
    name: 'the chain starts anew at every commit',
    file: `${store}/execute.ts`,
    find: 'item: encodeCommit(commit, head.hash)',
    replace: 'item: encodeCommit(commit, new Uint8Array(32))',
  },
  {
    name: 'a refusal is believed on a stale state',
    file: `${store}/execute.ts`,
    find: 'if (!(error instanceof Refusal) || strong) throw error;',
    replace: 'if (error !== undefined) throw error;',
  },
  {
    name: 'the item that won is not looked at',
    file: `${store}/execute.ts`,
    find: 'if (ownCommit(written.reasons, drafts.length, commandId))',
    replace: "if (commandId === '' && ownCommit(written.reasons, drafts.length, commandId))",
  },
  {
    name: 'whoever’s item won is taken for one’s own',
    file: `${store}/execute.ts`,
    find: 'decodeCommit(Item).commandId === commandId)',
    replace: "decodeCommit(Item).commandId !== '')",
  },
  {
    name: 'where the memory of commands overflows, one is forgotten',
    file: `${store}/recent.ts`,
    find: 'overflowUntil: new Date(nowMs + msPerDay).toISOString(), guarded: true };',
    replace: 'guarded: false };',
  },
];

/** Mistakes in how events are told. */
const inTheFanOut: readonly Mutant[] = [
  {
    name: 'a projection takes older events for newer',
    file: 'functions/shared/rows.ts',
    find: ' < :c',
    replace: ' <> :c',
  },
  {
    name: 'a consumer drops the messages that failed',
    file: 'functions/shared/messages.ts',
    find: 'return { itemIdentifier: messageId };',
    replace: 'return undefined;',
  },
  {
    name: 'the relay drops what the bus refused',
    file: 'functions/ledger/relay.ts',
    find: 'if (place === undefined) continue;',
    replace: 'if (place !== chunk.length) continue;',
  },
];

/** Mistakes in the rules and at the doors. */
const inTheRules: readonly Mutant[] = [
  {
    name: 'a cost is rounded down',
    file: 'domain/shared/exchange.ts',
    find: "const rounded = divide(exact, scale, 'up');",
    replace: "const rounded = divide(exact, scale, 'down');",
  },
  {
    name: 'gold is rounded up',
    file: 'domain/trading/pricing.ts',
    find: '  return terms;\n};',
    replace: "  return side === 'buy' ? termsOfGrams(terms.goldAmount - step, priced) : terms;\n};",
  },
  {
    name: 'gold that is sold never comes back to its lot',
    file: 'functions/trading/sell-gold.ts',
    find: 'returnToLot(lotId, goldAmount, openedWith)),',
    replace: 'returnToLot(lotId, goldAmount, openedWith)).slice(parts.length),',
  },
  {
    name: 'a quote serves again and again',
    file: 'domain/wallets/quotes-used.ts',
    find: 'quoteId === undefined ? kept : [...kept, [markOf(quoteId), atSeconds]]',
    replace: 'kept',
  },
  {
    name: 'the guard of the lot is forgotten',
    file: 'functions/trading/buy-gold.ts',
    find: 'takeFromLot(lotId, goldAmount)),',
    replace: 'takeFromLot(lotId, goldAmount)).slice(parts.length),',
  },
  {
    name: 'a bank transaction is not remembered for ever',
    file: 'functions/shared/bank/receive-transfer.ts',
    find: 'claim(bankGuard(bankTransactionId), {',
    replace: 'claim(bankGuard(bankTransactionId + Date.now()), {',
  },
  {
    name: 'anybody may pay for anybody',
    file: 'domain/wallets/deposits.ts',
    find: "return sameName(bank.debtorName, customerName) ? undefined : 'name-mismatch';",
    replace:
      'return sameName(bank.debtorName, bank.debtorName) ? undefined : customerName as never;',
  },
  {
    name: 'pending money can be spent',
    file: 'domain/wallets/evolve.ts',
    find: 'pending: wallet.pending + amount,',
    replace: 'pending: wallet.pending + amount, available: wallet.available + amount,',
  },
  {
    name: 'a key that could not be read is never asked for again',
    file: 'functions/shared/seal/person-keys.ts',
    find: '  loading.catch(() => wrappingCache.delete(name));',
    replace: '  loading.catch(() => undefined);',
  },
  {
    name: 'the signature of the bank is not checked',
    file: 'functions/shared/http/webhook.ts',
    find: '  await verify(body, headers, secretArn, sender);',
    replace: "  if (body === '') await verify(body, headers, secretArn, sender);",
  },
];

/** Mistakes in how money leaves. */
const inWithdrawals: readonly Mutant[] = [
  {
    name: 'a withdrawal that fails gives nothing back',
    file: 'domain/wallets/withdrawal-ends.ts',
    find: "  released(wallet, transactionId, 'withdrawal-failed', at),",
    replace: '',
  },
  {
    name: 'people approve their own withdrawals',
    file: 'domain/wallets/withdrawal-approval.ts',
    find: 'if (person === wallet.userId)',
    replace: "if (person === '')",
  },
  {
    name: 'one sees and cancels what is another’s',
    file: 'functions/shared/withdrawals/tell.ts',
    find: '(ownWalletId === undefined || ownWalletId === known.walletId)',
    replace: '(ownWalletId === undefined || ownWalletId !== "")',
  },
  {
    name: 'more is withdrawn than there is',
    file: 'domain/wallets/withdrawals.ts',
    find: '  requireFunds(wallet, transactionId, amount);',
    replace: '',
  },
  {
    name: 'the bank’s word counts as often as it comes',
    file: 'domain/shared/bank-word.ts',
    find: "  before === outcome || (before === 'returned' && outcome === 'completed');",
    replace: "  before === 'failed' && outcome === 'failed';",
  },
  {
    name: 'what came back comes back with each word of it',
    file: 'domain/shared/bank-word.ts',
    find: '  if (isKnownWord(outcome, before)) return [];\n',
    replace:
      "  if (outcome === 'returned' && before === 'returned') return ['came-back'];\n  if (isKnownWord(outcome, before)) return [];\n",
  },
  {
    name: 'a refusal ends a payment whose order may have been carried out',
    file: 'functions/shared/bank/pay.ts',
    find: "if (!(error instanceof BankError) || error.trouble !== 'refused') throw error;",
    replace:
      "if (!(error instanceof BankError)) throw error; if (error.trouble !== 'refused') return refusedWord('AC01');",
  },
];

/** Mistakes in what people decide and in what they buy together. */
const amongPeople: readonly Mutant[] = [
  {
    name: 'one person corrects a balance alone',
    file: 'domain/wallets/adjustments.ts',
    find: 'if (approvedBy === requestedBy || approvedBy === wallet.userId)',
    replace: 'if (approvedBy === wallet.userId)',
  },
  {
    name: 'what the division of a pool leaves over is lost',
    file: 'domain/pools/allocation.ts',
    find: '? whole : whole + 1n;',
    replace: '? whole : whole;',
  },
  {
    name: 'a pool charges all that was committed',
    file: 'domain/wallets/reservations.ts',
    find: 'released: formatMoney(amount - cost, wallet.currency),',
    replace: 'released: formatMoney(amount - amount, wallet.currency),',
  },
  {
    name: 'a pool takes more than its target',
    file: 'functions/pools/tally.ts',
    find: "'remaining >= :amount AND attribute_not_exists(shut)'",
    replace: "'attribute_not_exists(shut)'",
  },
  {
    name: 'a commitment comes in after the pool was shut',
    file: 'functions/pools/tally.ts',
    find: "'remaining >= :amount AND attribute_not_exists(shut)'",
    replace: "'remaining >= :amount'",
  },
];

/** Bugs that the simulator must find, each a mistake that somebody could make. */
export const mutants: readonly Mutant[] = [
  ...inTheStore,
  ...inTheFanOut,
  ...inTheRules,
  ...inWithdrawals,
  ...amongPeople,
  ...inWhatIsTold,
];
