/** What a customer is told of a changed user_wallets row. */
export const balanceColumns = ['currency', 'available', 'reserved', 'pending', 'frozen'] as const;

/** What a customer is told of a changed gold_holdings row. */
export const holdingColumns = [
  'currency',
  'grams',
  'costBasis',
  'averageCost',
  'realisedGain',
] as const;

/** What the nightly sum of the books needs besides. */
const bookColumns = ['costBasis', 'realisedGain', 'adjusted'] as const;

export const userWalletColumns = [
  'userId',
  'reference',
  ...balanceColumns,
  ...bookColumns,
] as const;
export const goldHoldingColumns = ['userId', ...holdingColumns] as const;
