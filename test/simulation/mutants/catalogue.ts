/** A bug planted on purpose: one place of one file, and what it says instead. */
export interface Mutant {
  readonly name: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

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
    name: 'the guard of the lot is forgotten',
    file: 'functions/trading/buy-gold.ts',
    find: 'takeFromLot(lotId, goldAmount)),',
    replace: 'takeFromLot(lotId, goldAmount)).slice(parts.length),',
  },
  {
    name: 'a bank transaction is not remembered for ever',
    file: 'functions/bank/receive-transfer.ts',
    find: '{ transactionId: { S: commandId } })],',
    replace: '{ transactionId: { S: commandId } })].slice(1),',
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
    name: 'the signature of the bank is not checked',
    file: 'functions/bank/receive-webhook.ts',
    find: 'await verify(body, headers);',
    replace: 'if (body === "") await verify(body, headers);',
  },
];

/** Bugs that the simulator must find, each a mistake that somebody could make. */
export const mutants: readonly Mutant[] = [...inTheStore, ...inTheFanOut, ...inTheRules];
