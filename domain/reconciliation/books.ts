/** What customers hold, summed over all wallets of a currency. Minor units. */
export interface CustomerSums {
  readonly available: bigint;
  readonly reserved: bigint;
  readonly pending: bigint;
  /** What the gold held cost. */
  readonly costBasis: bigint;
  readonly realisedGain: bigint;
  /** What the house gave in adjustments, less what it took back. */
  readonly adjusted: bigint;
  readonly wallets: number;
}

export const noCustomers: CustomerSums = {
  available: 0n,
  reserved: 0n,
  pending: 0n,
  costBasis: 0n,
  realisedGain: 0n,
  adjusted: 0n,
  wallets: 0,
};

export const withWallet = (
  sums: CustomerSums,
  wallet: Omit<CustomerSums, 'wallets'>,
): CustomerSums => ({
  available: sums.available + wallet.available,
  reserved: sums.reserved + wallet.reserved,
  pending: sums.pending + wallet.pending,
  costBasis: sums.costBasis + wallet.costBasis,
  realisedGain: sums.realisedGain + wallet.realisedGain,
  adjusted: sums.adjusted + wallet.adjusted,
  wallets: sums.wallets + 1,
});

/**
 * The house's own money in the account. Whatever customers paid for gold is the house's, whatever they were paid for it
 * is not any more. Of one wallet, purchases P, sales S, and the cost C of what was sold:
 *
 *     costBasis = P − C    realisedGain = S − C    so    P − S = costBasis − realisedGain
 *
 * An adjustment is money that the house gave or took. What was there before the first statement is its capital; what it
 * has paid to others from the account, to a dealer for gold, it has not any more.
 */
const houseMoney = ({
  customers: { costBasis, realisedGain, adjusted },
  openingCapital,
  houseSpent,
}: Books): bigint => openingCapital + costBasis - realisedGain - adjusted - houseSpent;

export interface Books {
  readonly customers: CustomerSums;
  /** Money that is with nobody. */
  readonly suspense: bigint;
  readonly openingCapital: bigint;
  readonly houseSpent: bigint;
  /** What the bank has booked beyond our books. */
  readonly inTransit: bigint;
  /** The bank's closing balance. */
  readonly bank: bigint;
}

export interface Balance {
  readonly house: bigint;
  /** Zero when the books are right: bank − (customers + suspense + house + in transit). */
  readonly difference: bigint;
}

/** The equation of every night. */
export const balance = (books: Books): Balance => {
  const { customers, suspense, inTransit, bank } = books;
  const house = houseMoney(books);
  const cash = customers.available + customers.reserved + customers.pending;
  return { house, difference: bank - (cash + suspense + house + inTransit) };
};
