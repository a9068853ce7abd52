import { msPerDay, msPerHour, msPerSecond } from './time.ts';

/** Every default of the rules in one place. Amounts are whole currency units ("1_000n" is 1,000.00), units last in a name. */
export const policy = {
  trading: {
    /** On each side of the spot price. */
    spreadBasisPoints: 50n,
    feeBasisPoints: 0n,
    /** A price must be younger than this. */
    priceAgeMsMax: 120 * msPerSecond,
    quoteLifetimeMs: 60 * msPerSecond,
    /** 1,000 kg: beyond it, somebody has mistaken the unit. */
    orderMicrogramsMax: 1_000_000_000_000n,
  },
  market: {
    outlierBasisPoints: 200n,
    /** A price event is worth writing when the price moved this far … */
    moveBasisPointsMin: 1n,
    /** … or when the last one is this old. */
    silenceMsMax: 60 * msPerSecond,
    /** A source's own time may lie this far back or ahead before its quote counts as old. */
    quoteAgeMsMax: 120 * msPerSecond,
    /**
     * Days on which the market stays closed all day, as New York dates: New Year's Day, Good Friday and Christmas Day, on
     * which CME Group keeps Globex closed for COMEX metals (cmegroup.com/tools-information/holiday-calendar.html). One
     * on a Sunday is kept on Monday; Christmas on a Saturday on Friday, New Year's Day on a Saturday not at all. On the
     * other American holidays trading only pauses early; then prices stop, and trading ends by their age.
     */
    holidays: [
      '2026-01-01',
      '2026-04-03',
      '2026-12-25',
      '2027-01-01',
      '2027-03-26',
      '2027-12-24',
      '2028-04-14',
      '2028-12-25',
      '2029-01-01',
      '2029-03-30',
      '2029-12-25',
      '2030-01-01',
      '2030-04-19',
      '2030-12-25',
    ] as readonly string[],
  },
  limits: {
    unverifiedWindowMs: 30 * msPerDay,
    unverifiedBoughtMaxUnits: 1_000n,
    verifiedBoughtPerDayMaxUnits: 50_000n,
  },
  withdrawal: {
    coolingOffMs: 24 * msPerHour,
    policyApprovalMaxUnits: 1_000n,
    singleApprovalMaxUnits: 50_000n,
    /** Open ones of a wallet stand in each of its commits. */
    openMax: 20,
  },
  adjustment: {
    /** Open ones of a wallet stand in each of its commits. */
    openMax: 20,
  },
  pool: {
    minimumParticipants: 3,
    participantsMax: 100_000,
    /** Below it, a share may round down to no gold at all. */
    commitmentMinUnits: 1n,
    /** Beyond it, somebody has mistaken the year. */
    durationMsMax: 366 * msPerDay,
    /** Counters of what a pool can still take: commitments write one of them each, not all the same. */
    tallyShardsMax: 16n,
    tallyUnitsPerShard: 1_000n,
  },
  alerts: {
    alertsPerUserMax: 50,
    /** How many of a customer's alerts are listed, those that ended included. */
    alertsShownMax: 100,
  },
  vault: {
    lotsPerBar: 16,
    /** A purchase changes all its lots in one transaction, which DynamoDB limits to 100 items. */
    lotsPerPurchaseMax: 90,
  },
  priceHistory: {
    /** Every day since gold has had a price of its own, twice over. */
    rowsMax: 40_000,
    /** A year is a stream, and a transaction changes 100 items. */
    yearsMax: 99,
    /** Below and above it, somebody has mistaken the unit: dollars per troy ounce. */
    usdPerOunceMin: 1n,
    usdPerOunceMax: 1_000_000n,
    /** From one row to the next, up or down: more is a slip of the pen. */
    stepFactorMax: 4n,
    /** Weekends and the longest holidays: a step of days that is no gap, however close the rows are otherwise. */
    quietDaysMax: 7,
  },
  whatIf: {
    /** Once or a month: nobody buys for more, and a question is not worth more digits. */
    amountMaxUnits: 1_000_000_000n,
  },
  compliance: {
    structuringUnits: 10_000n,
    structuringWindowsMs: [24 * msPerHour, 7 * msPerDay],
    velocityCountPerDayMax: 10,
    velocityUnitsPerDayMax: 50_000n,
    inAndOutWindowMs: 72 * msPerHour,
    inAndOutPercent: 90n,
    dormantMs: 180 * msPerDay,
    dormantThenUnits: 5_000n,
    newPayeeWindowMs: 72 * msPerHour,
    newPayeeUnits: 5_000n,
    usersPerBankAccountMax: 2,
    /** After the last business with a customer: Directive (EU) 2015/849, Article 40. */
    recordKeptYears: 5,
  },
} as const;
