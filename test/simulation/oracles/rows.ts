import { bankBooksOf } from '../actors/partners.ts';
import { cents } from '../model/amounts.ts';
import type { Stage } from '../stage.ts';
import { type Data, rowsOf, type Streams } from '../stores.ts';

type Cells = Readonly<Record<string, unknown>>;

/** The tables whose rows follow from single events, and the column that names a row. */
const keys = {
  withdrawalsTable: 'withdrawalId',
  transactionHistoryTable: 'transactionId',
  poolsTable: 'poolId',
  poolParticipationsTable: 'participationId',
  depositReviewsTable: 'transactionId',
  casesTable: 'caseId',
  adjustmentsTable: 'adjustmentId',
  userAccountsTable: 'userId',
  priceAlertsTable: 'alertId',
} as const;
type TableName = keyof typeof keys;

/** What a row must show from an event on. */
type Says = (data: Data) => readonly (readonly [TableName, id: unknown, cells: Cells])[];

const deposit =
  (status: string): Says =>
  ({ transactionId, amount, bankReference }) => [
    ['transactionHistoryTable', transactionId, { type: 'deposit', status, amount, bankReference }],
  ];

const reviewed =
  (status: string): Says =>
  (data) => [
    ...deposit(status)(data),
    ['depositReviewsTable', data['transactionId'], { open: status === 'review' }],
  ];

const withdrawal =
  (status: string | ((data: Data) => string)): Says =>
  (data) => {
    const { transactionId, amount } = data;
    const cells = { amount, status: typeof status === 'string' ? status : status(data) };
    return [
      ['withdrawalsTable', transactionId, cells],
      ['transactionHistoryTable', transactionId, { ...cells, type: 'withdrawal' }],
    ];
  };

const pool =
  (status: string, ...columns: readonly string[]): Says =>
  (data) => [
    [
      'poolsTable',
      data['poolId'],
      { status, ...Object.fromEntries(columns.map((name) => [name, data[name]])) },
    ],
  ];

const payment =
  (state: string): Says =>
  ({ poolId }) => [['poolsTable', poolId, { payment: state }]];

const committed =
  (status: string): Says =>
  ({ purpose, reservationId, amount, poolId }) =>
    purpose === 'pool'
      ? [['transactionHistoryTable', reservationId, { type: 'pool', status, amount, poolId }]]
      : [];

const participation =
  (status: string): Says =>
  ({ participationId, amount }) => [
    ['poolParticipationsTable', participationId, { status, amount }],
  ];

const adjustment =
  (open: boolean): Says =>
  ({ adjustmentId, amount }) => [
    // Of what is decided only that it is over matters: such rows are listed no more.
    ['adjustmentsTable', adjustmentId, { amount: open ? amount : undefined, open }],
  ];

const unmatched =
  (open: boolean): Says =>
  ({ transactionId, amount }) => [['depositReviewsTable', transactionId, { amount, open }]];

const account =
  (kycStatus: string): Says =>
  ({ userId }) => [['userAccountsTable', userId, { kycStatus }]];

const alert =
  (status: string): Says =>
  ({ alertId, direction, threshold, currency }) => [
    ['priceAlertsTable', alertId, { status, direction, threshold, currency }],
  ];

/** Written from the published language and from what the API promises of each table, not from the projections. */
const says: Readonly<Record<string, Says>> = {
  FundsDeposited: deposit('pending'),
  DepositHeldForReview: reviewed('review'),
  DepositConfirmed: reviewed('completed'),
  DepositRejected: reviewed('rejected'),
  UnmatchedFundsReceived: unmatched(true),
  UnmatchedFundsReturnFailed: unmatched(true),
  UnmatchedFundsAssigned: unmatched(false),
  UnmatchedFundsReturned: unmatched(false),
  UnmatchedFundsReturnPaid: unmatched(false),
  GoldPurchaseCompleted: ({ purchaseId, totalCost, goldAmount }) => [
    [
      'transactionHistoryTable',
      purchaseId,
      { type: 'purchase', status: 'completed', amount: totalCost, grams: goldAmount },
    ],
  ],
  GoldSold: ({ saleId, proceeds, goldAmount, realisedGain }) => [
    [
      'transactionHistoryTable',
      saleId,
      { type: 'sale', status: 'completed', amount: proceeds, grams: goldAmount, realisedGain },
    ],
  ],
  FundsReserved: committed('committed'),
  FundsReservationCancelled: committed('released'),
  GoldAllocated: ({ settlement }) => {
    if (settlement === undefined) return [];
    const { reservationId, cost, released } = settlement as Data;
    return [['transactionHistoryTable', reservationId, { status: 'allocated', cost, released }]];
  },
  WithdrawalRequested: withdrawal('requested'),
  WithdrawalScreened: withdrawal(({ approvalsNeeded }) =>
    approvalsNeeded === 0 ? 'requested' : 'waiting',
  ),
  WithdrawalApproved: withdrawal(({ approvalsMissing }) =>
    approvalsMissing === 0 ? 'approved' : 'waiting',
  ),
  WithdrawalProcessing: withdrawal('processing'),
  WithdrawalCompleted: withdrawal('completed'),
  WithdrawalRejected: withdrawal('rejected'),
  WithdrawalFailed: withdrawal('failed'),
  WithdrawalCancelled: withdrawal('cancelled'),
  WithdrawalReturned: withdrawal('returned'),
  PooledInvestmentOpened: pool('open', 'targetAmount', 'minimumParticipants', 'deadline'),
  PooledInvestmentClosed: pool('closed', 'totalParticipants', 'totalAmount'),
  BulkGoldPurchased: pool('purchased', 'goldAmount', 'totalCost', 'supplierReference'),
  PoolAllocationCompleted: pool('allocated'),
  PooledInvestmentCancelled: pool('cancelled', 'reason'),
  BulkPaymentOrdered: payment('ordered'),
  BulkPaymentCompleted: payment('paid'),
  BulkPaymentFailed: payment('failed'),
  PoolParticipationCommitted: participation('committed'),
  PoolParticipationReleased: participation('released'),
  CaseOpened: ({ caseId, transactionId }) => [
    ['casesTable', caseId, { status: 'open', transactionId }],
  ],
  CaseDecided: ({ caseId, outcome }) => [['casesTable', caseId, { status: 'decided', outcome }]],
  AdjustmentRequested: adjustment(true),
  AdjustmentPosted: (data) => [
    ...adjustment(false)(data),
    [
      'transactionHistoryTable',
      data['adjustmentId'],
      { type: 'adjustment', status: 'completed', amount: data['amount'] },
    ],
  ],
  AdjustmentDeclined: adjustment(false),
  PriceAlertCreated: alert('active'),
  PriceAlertTriggered: alert('triggered'),
  PriceAlertCancelled: ({ alertId }) => [['priceAlertsTable', alertId, { status: 'cancelled' }]],
  UserRegistered: account('unverified'),
  UserVerified: account('verified'),
  UserVerificationRejected: account('rejected'),
};

/** What every row must show by now. */
const expectedOf = (streams: Streams): ReadonlyMap<TableName, Map<string, Cells>> => {
  const expected = new Map<TableName, Map<string, Cells>>();
  for (const stored of streams.values())
    for (const { type, data } of stored.flatMap(({ commit }) => commit.events))
      for (const [table, id, cells] of says[type]?.(data as Data) ?? []) {
        const rows = expected.get(table) ?? new Map<string, Cells>();
        rows.set(`${id}`, { ...rows.get(`${id}`), ...cells });
        expected.set(table, rows);
      }
  return expected;
};

/** A review that nobody has to make any more need not be listed. */
const mayMiss = (table: TableName, { open }: Cells): boolean =>
  table === 'depositReviewsTable' && open === false;

/** Invariant 6 for the tables of single things: every row is what its events come to, and none is there without any. */
export const rowFaults = async (stage: Stage, streams: Streams): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const expected = expectedOf(streams);
  for (const [table, key] of Object.entries(keys) as [TableName, string][]) {
    const rows = new Map((await rowsOf(stage, table)).map((row) => [`${row[key]}`, row]));
    const must = expected.get(table) ?? new Map<string, Cells>();
    for (const [id, cells] of must) {
      const row = rows.get(id);
      if (row === undefined && !mayMiss(table, cells)) wrong.push(`${table} lacks ${id}`);
      for (const [column, value] of Object.entries(cells))
        if (row !== undefined && value !== undefined && row[column] !== value)
          wrong.push(`${table} says ${column} ${row[column]} of ${id}, the events ${value}`);
    }
    for (const id of rows.keys()) if (!must.has(id)) wrong.push(`${table} has ${id} of no event`);
  }
  return wrong;
};

/** bank_movements: what our books say has moved is what the bank says it moved. */
export const movementFaults = async (stage: Stage): Promise<readonly string[]> => {
  const { received, paid } = await bankBooksOf(stage);
  const ours = new Map<string, bigint>();
  for (const { pk, key, amount } of await rowsOf(stage, 'bankMovementsTable'))
    if (`${pk}`.startsWith('key#'))
      ours.set(`${key}`, (ours.get(`${key}`) ?? 0n) + cents(`${amount}`));
  const theirs = [
    ...received.map(({ bankTransactionId, amount }) => [`in#${bankTransactionId}`, cents(amount)]),
    ...paid
      .filter(({ status }) => status === 'completed')
      .map(({ endToEndId, amount }) => [`out#${endToEndId}`, -cents(amount)]),
  ] as [string, bigint][];
  return theirs
    .filter(([key, amount]) => ours.get(key) !== amount)
    .map(([key, amount]) => `bank_movements says ${ours.get(key)} of ${key}, the bank ${amount}`);
};
