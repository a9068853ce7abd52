import { wholeUnits } from '../shared/money.ts';
import { policy } from '../shared/policy.ts';
import { divide } from '../shared/rounding.ts';
import { msPerDay } from '../shared/time.ts';

/** Anti-money-laundering rules over one customer's movements. They find; freezing and opening a case is for others. */
export interface MoneyMovement {
  readonly kind: 'deposit' | 'withdrawal' | 'purchase' | 'sale';
  /** Minor units. */
  readonly amount: bigint;
  readonly atMs: number;
}

export interface Screened {
  readonly currency: string;
  /** Everything of the last 180 days at least, in any order, the one that is screened not among it. */
  readonly history: readonly MoneyMovement[];
  readonly movement: MoneyMovement;
  /** When the bank account of a withdrawal was added. */
  readonly payeeAddedAtMs?: number;
  /** How many customers list the same bank account, this one included. */
  readonly usersOfBankAccount?: number;
  /** Whether a deposit's debtor has the customer's name. */
  readonly sameName?: boolean;
}

export type AmlRule =
  | 'structuring'
  | 'velocity-count'
  | 'velocity-amount'
  | 'in-and-out'
  | 'dormant-then-large'
  | 'new-payee'
  | 'shared-bank-account'
  | 'name-mismatch';

const { compliance } = policy;

const sumOf = (movements: readonly MoneyMovement[]): bigint =>
  movements.reduce((sum, movement) => sum + movement.amount, 0n);

/** The movements in the window that ends with the screened one, that one included. */
const within = ({ history, movement }: Screened, windowMs: number): readonly MoneyMovement[] => [
  ...history.filter(({ atMs }) => atMs > movement.atMs - windowMs && atMs <= movement.atMs),
  movement,
];

const sameKind = (screened: Screened, windowMs: number): readonly MoneyMovement[] =>
  within(screened, windowMs).filter(({ kind }) => kind === screened.movement.kind);

/** Several deposits (or withdrawals), each under the reporting threshold, together at or above it. */
const isStructuring = (screened: Screened): boolean => {
  const { movement, currency } = screened;
  const threshold = wholeUnits(compliance.structuringUnits, currency);
  if (movement.kind !== 'deposit' && movement.kind !== 'withdrawal') return false;
  return compliance.structuringWindowsMs.some((windowMs) => {
    const small = sameKind(screened, windowMs).filter(({ amount }) => amount < threshold);
    return movement.amount < threshold && small.length > 1 && sumOf(small) >= threshold;
  });
};

/** A withdrawal that takes out 90 % of what came in during 72 hours. */
const isInAndOut = (screened: Screened): boolean => {
  const { movement } = screened;
  if (movement.kind !== 'withdrawal') return false;
  const recent = within(screened, compliance.inAndOutWindowMs);
  const amountsOf = (kind: MoneyMovement['kind']) =>
    sumOf(recent.filter((one) => one.kind === kind));
  const [came, went] = [amountsOf('deposit'), amountsOf('withdrawal')];
  return came > 0n && went >= divide(came * compliance.inAndOutPercent, 100n, 'up');
};

/** Nothing for 180 days, then something large. An account without any history is new, not dormant. */
const isDormantThenLarge = ({ history, movement, currency }: Screened): boolean => {
  const last = history.reduce((latest, { atMs }) => Math.max(latest, atMs), -Infinity);
  return (
    last > -Infinity &&
    movement.atMs - last >= compliance.dormantMs &&
    movement.amount >= wholeUnits(compliance.dormantThenUnits, currency)
  );
};

const isToNewPayee = ({ movement, payeeAddedAtMs, currency }: Screened): boolean =>
  movement.kind === 'withdrawal' &&
  payeeAddedAtMs !== undefined &&
  movement.atMs - payeeAddedAtMs < compliance.newPayeeWindowMs &&
  movement.amount >= wholeUnits(compliance.newPayeeUnits, currency);

const rules: Readonly<Record<AmlRule, (screened: Screened) => boolean>> = {
  structuring: isStructuring,
  'velocity-count': (screened) =>
    within(screened, msPerDay).length > compliance.velocityCountPerDayMax,
  'velocity-amount': (screened) =>
    sumOf(sameKind(screened, msPerDay)) >
    wholeUnits(compliance.velocityUnitsPerDayMax, screened.currency),
  'in-and-out': isInAndOut,
  'dormant-then-large': isDormantThenLarge,
  'new-payee': isToNewPayee,
  'shared-bank-account': ({ usersOfBankAccount = 0 }) =>
    usersOfBankAccount > compliance.usersPerBankAccountMax,
  'name-mismatch': ({ sameName = true }) => !sameName,
};

/** The rules that a movement hits; empty when it is clean. */
export const screen = (screened: Screened): readonly AmlRule[] =>
  (Object.keys(rules) as AmlRule[]).filter((rule) => rules[rule](screened));
