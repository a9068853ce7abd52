import { describe, expect, it } from 'vitest';
import { type MoneyMovement, type Screened, screen } from '../../../domain/compliance/aml.ts';

const now = Date.parse('2026-11-23T10:00:00.000Z');
const hour = 3_600_000;
const ago = (hours: number, kind: MoneyMovement['kind'], units: number): MoneyMovement => ({
  kind,
  amount: BigInt(Math.round(units * 100)),
  atMs: now - hours * hour,
});
const screened = (movement: MoneyMovement, ...history: readonly MoneyMovement[]): Screened => ({
  currency: 'EUR',
  movement,
  history,
});
const deposit = (units: number) => ago(0, 'deposit', units);
const withdrawal = (units: number) => ago(0, 'withdrawal', units);

const cases: readonly [string, Screened, readonly string[]][] = [
  ['an ordinary deposit', screened(deposit(500), ago(48, 'deposit', 500)), []],
  ['the first large deposit of a new account', screened(deposit(20_000)), []],
  [
    'two deposits that make 10,000 in a day',
    screened(deposit(5_000), ago(23, 'deposit', 5_000)),
    ['structuring'],
  ],
  ['two that make 9,999.99', screened(deposit(5_000), ago(23, 'deposit', 4_999.99)), []],
  [
    'two that make it in a week',
    screened(deposit(5_000), ago(167, 'deposit', 5_000)),
    ['structuring'],
  ],
  [
    'two that make it in more than a week',
    screened(deposit(5_000), ago(168, 'deposit', 5_000)),
    [],
  ],
  ['one of 10,000: it is reported as such', screened(deposit(10_000), ago(1, 'deposit', 100)), []],
  [
    'the eleventh movement of a day',
    screened(deposit(1), ...Array.from({ length: 10 }, () => ago(1, 'deposit', 1))),
    ['velocity-count'],
  ],
  ['the tenth', screened(deposit(1), ...Array.from({ length: 9 }, () => ago(1, 'deposit', 1))), []],
  [
    'more than 50,000 in a day',
    screened(deposit(30_000), ago(1, 'deposit', 20_000.01)),
    ['velocity-amount'],
  ],
  ['exactly 50,000 in a day', screened(deposit(30_000), ago(1, 'deposit', 20_000)), []],
  [
    '90 % out again in 72 hours',
    screened(withdrawal(900), ago(71, 'deposit', 1_000)),
    ['in-and-out'],
  ],
  ['a little less', screened(withdrawal(899.99), ago(71, 'deposit', 1_000)), []],
  ['90 % after 72 hours', screened(withdrawal(900), ago(72, 'deposit', 1_000)), []],
  [
    '5,000 after 180 days of silence',
    screened(deposit(5_000), ago(180 * 24, 'deposit', 1)),
    ['dormant-then-large'],
  ],
  ['5,000 after a little less', screened(deposit(5_000), ago(180 * 24 - 1, 'deposit', 1)), []],
  ['4,999.99 after it', screened(deposit(4_999.99), ago(180 * 24, 'deposit', 1)), []],
  [
    '5,000 to a new payee',
    { ...screened(withdrawal(5_000)), payeeAddedAtMs: now - 71 * hour },
    ['new-payee'],
  ],
  [
    '5,000 to an older one',
    { ...screened(withdrawal(5_000)), payeeAddedAtMs: now - 72 * hour },
    [],
  ],
  [
    'a bank account of three',
    { ...screened(withdrawal(1)), usersOfBankAccount: 3 },
    ['shared-bank-account'],
  ],
  ['a bank account of a couple', { ...screened(withdrawal(1)), usersOfBankAccount: 2 }, []],
  ['another’s name', { ...screened(deposit(1)), sameName: false }, ['name-mismatch']],
];

describe('screening', () => {
  it.each(cases)('of %s', (_, given, hits) => expect(screen(given)).toEqual(hits));
});
