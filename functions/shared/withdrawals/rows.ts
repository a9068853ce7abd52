import * as z from 'zod/mini';
import { CurrencyText, Id, InstantText, listOf, MoneyText, named } from '../http/answers.ts';
import type { Row } from '../rows.ts';

export const withdrawalStatuses = [
  'requested',
  'waiting',
  'approved',
  'processing',
  'completed',
  'rejected',
  'failed',
  'cancelled',
  'returned',
] as const;

const shared = {
  withdrawalId: Id,
  status: z.enum(withdrawalStatuses),
  amount: MoneyText,
  currency: CurrencyText,
  bankAccountId: Id,
  requestedAt: InstantText,
  updatedAt: InstantText,
  bankReference: z.optional(z.string()),
  reason: z.optional(z.string()),
};

/** A withdrawal as its customer sees it. What screening found is not told: it would warn whom it is about. */
export const Withdrawal = named(
  'Withdrawal',
  z.extend(z.object(shared), {
    steps: listOf(z.object({ step: z.string(), at: InstantText })),
  }),
);

/** The same for those who decide on it, with who did what, and why people are asked. */
export const WithdrawalForReview = named(
  'WithdrawalForReview',
  z.extend(z.object(shared), {
    walletId: Id,
    userId: Id,
    rules: listOf(z.string()),
    approvalsNeeded: z.optional(z.number()),
    approvalsMissing: z.optional(z.number()),
    steps: listOf(z.object({ step: z.string(), at: InstantText, by: z.string() })),
  }),
);
type WithdrawalForReview = z.infer<typeof WithdrawalForReview>;

/** Cells of that name hold a step: when, and by whom. */
export const stepCell = (step: string): string => `step:${step}`;

/** The steps of a row in the order in which they were taken; two approvals are two steps of one name. */
const stepsOf = (row: Row): WithdrawalForReview['steps'] =>
  Object.entries(row)
    .filter(([name]) => name.startsWith('step:'))
    .map(([name, cell]) => {
      const [at = '', by = '', order = ''] = cell as readonly string[];
      return { step: name.split(':')[1] ?? '', at, by, order: Number(order) };
    })
    .sort((a, b) => a.order - b.order)
    .map(({ order: _, ...step }) => step);

/** A row as those who decide see it. */
export const shownForReview = (row: Row): WithdrawalForReview => {
  const cells = Object.entries(row).filter(([name]) => !name.startsWith('step:'));
  const { sk: _sort, version: _version, ...shown } = Object.fromEntries(cells);
  return { rules: [], ...shown, steps: stepsOf(row) } as unknown as WithdrawalForReview;
};

/** A row as its customer sees it. */
export const shownWithdrawal = (row: Row): z.infer<typeof Withdrawal> => {
  const {
    walletId: _wallet,
    userId: _user,
    rules: _rules,
    approvalsNeeded: _needed,
    approvalsMissing: _missing,
    ...shown
  } = shownForReview(row);
  return { ...shown, steps: shown.steps.map(({ step, at }) => ({ step, at })) };
};
