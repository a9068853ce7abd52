import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask, tokenOf } from '../office.ts';
import { open } from '../people.ts';
import type { FieldCase, FormCase, Stage } from './form-case.ts';

/** Whom the decisions are about. */
export const subjects = {
  /** Money, two withdrawals that wait, two deposits in review, a part in a pool. */
  mary: 'mary@assay.test',
  /** Whose money came without a reference. */
  dorothy: 'dorothy@assay.test',
  /** Whose account is decided upon. */
  katherine: 'katherine@assay.test',
} as const;

const reason: FieldCase = {
  label: 'Reason',
  typed: '  As was said by phone ',
  absurd: ['   ', 'x'.repeat(301)],
};

const itemsOf = async (stage: Stage, email: string, path: string) => {
  const { items } = await ask(stage.site, await tokenOf(stage.site, email), 'GET', path);
  return items as readonly {
    readonly type?: string;
    readonly amount: string;
    readonly status: string;
  }[];
};

/** A thing of a customer's comes to a status by itself. */
const comesTo =
  (email: string, path: string, amount: string, status: string) =>
  async (stage: Stage): Promise<void> => {
    await expect
      .poll(
        async () =>
          (await itemsOf(stage, email, path)).find((each) => each.amount === amount)?.status,
        { timeout: 15_000 },
      )
      .toBe(status);
  };

const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** Opens a row of a list and, where there are more ways to decide than one, chooses one. */
const onRow = (place: string, row: string, way?: string) => async (page: Page) => {
  await open(page, place);
  await rowOf(page, row)
    .first()
    .getByRole('button', { name: /^(Decide|Look)$/ })
    .click();
  if (way !== undefined) await page.getByRole('dialog').getByText(way, { exact: true }).click();
};

const onAccount = (region: string, way?: string) => async (page: Page) => {
  await open(page, 'Customers');
  await page.getByLabel('E-mail address').fill(subjects.katherine);
  await page.getByRole('button', { name: 'Find' }).click();
  const card = page.getByRole('region', { name: region });
  await card.waitFor();
  if (way !== undefined) await card.getByText(way, { exact: true }).click();
};

const inDialog = (page: Page) => page.getByRole('dialog').first();
const inRegion = (name: string) => (page: Page) => page.getByRole('region', { name });
const leaves = (text: string) => (_: Stage, page: Page) =>
  rowOf(page, text).waitFor({ state: 'detached' });

const withdrawals: readonly FormCase[] = [
  {
    source: 'office/approval-decision.tsx approve',
    open: onRow('Approvals', '€1,200.00', 'Approve'),
    within: inDialog,
    fields: [],
    button: 'Approve €1,200.00',
    asks: 'POST /v1/admin/withdrawals/*/approvals',
    says: '€1,200.00 approved: it goes to the bank.',
    then: comesTo(subjects.mary, '/v1/withdrawals', '1200.00', 'completed'),
  },
  {
    source: 'office/approval-decision.tsx reject',
    open: onRow('Approvals', '€1,300.00', 'Reject'),
    within: inDialog,
    fields: [{ ...reason, absurd: ['   ', 'x'.repeat(201)] }],
    button: 'Reject €1,300.00',
    asks: 'POST /v1/admin/withdrawals/*/rejections',
    sent: { reason: 'As was said by phone' },
    says: '€1,300.00 rejected: it is back in the customer’s wallet.',
    then: comesTo(subjects.mary, '/v1/withdrawals', '1300.00', 'rejected'),
  },
];

const deposits: readonly FormCase[] = [
  {
    source: 'office/deposit-decision.tsx confirm',
    open: onRow('Deposits', '€300.00', 'Confirm'),
    within: inDialog,
    fields: [],
    button: 'Confirm €300.00',
    asks: 'POST /v1/admin/deposits/*/confirmations',
    says: '€300.00 confirmed: the customer can spend it.',
    then: comesTo(subjects.mary, '/v1/transactions?type=deposit', '300.00', 'completed'),
  },
  {
    source: 'office/deposit-decision.tsx reject',
    open: onRow('Deposits', '€310.00', 'Reject'),
    within: inDialog,
    fields: [reason],
    button: 'Reject €310.00',
    asks: 'POST /v1/admin/deposits/*/rejections',
    says: '€310.00 rejected: it is nobody’s until it is assigned or returned.',
    then: (_, page) => rowOf(page, '€310.00').filter({ hasText: 'Nobody’s yet' }).waitFor(),
  },
  {
    source: 'office/deposit-decision.tsx assign',
    open: onRow('Deposits', '€860.00', 'Assign'),
    within: inDialog,
    fields: [
      {
        label: 'Whose is it?',
        typed: `  ${subjects.dorothy} `,
        absurd: ['dorothy@', '@', 'x'.repeat(141)],
      },
    ],
    button: 'Assign €860.00',
    asks: 'POST /v1/admin/deposits/*/assignments',
    says: '€860.00 assigned to the wallet',
    then: comesTo(subjects.dorothy, '/v1/transactions?type=deposit', '860.00', 'completed'),
  },
  {
    source: 'office/deposit-decision.tsx return',
    open: onRow('Deposits', '€850.00', 'Send back'),
    within: inDialog,
    fields: [reason],
    button: 'Send €850.00 back',
    asks: 'POST /v1/admin/deposits/*/returns',
    says: '€850.00 is on its way back.',
    then: async (stage, page) => {
      await leaves('€850.00')(stage, page);
      await expect
        .poll(async () => (await fetch(`${stage.site.url}/_local/bank/transfers`)).text())
        .toContain('"remittance": "Return of');
    },
  },
];

const adjustments: readonly FormCase[] = [
  {
    source: 'office/adjustments.tsx approve',
    open: onRow('Adjustments', '€12.50', 'Approve'),
    within: inDialog,
    fields: [],
    button: 'Approve +€12.50',
    asks: 'POST /v1/admin/adjustments/*/approvals',
    says: '+€12.50 posted to the wallet.',
    then: comesTo(subjects.mary, '/v1/transactions?type=adjustment', '12.50', 'completed'),
  },
  {
    source: 'office/adjustments.tsx decline',
    open: onRow('Adjustments', '€13.50', 'Decline'),
    within: inDialog,
    fields: [{ ...reason, absurd: ['no', 'x'.repeat(201)] }],
    button: 'Decline +€13.50',
    asks: 'POST /v1/admin/adjustments/*/rejections',
    says: '+€13.50 declined. Nothing has moved.',
    then: async (stage, page) => {
      await leaves('€13.50')(stage, page);
      const posted = await itemsOf(stage, subjects.mary, '/v1/transactions?type=adjustment');
      expect(posted.map(({ amount }) => amount)).not.toContain('13.50');
    },
  },
];

const accounts: readonly FormCase[] = [
  {
    source: 'office/account-view.tsx reject',
    open: onAccount('Verification', 'Reject'),
    within: inRegion('Verification'),
    fields: [{ ...reason, absurd: ['no', 'x'.repeat(301)] }],
    button: 'Reject the verification',
    asks: 'POST /v1/admin/users/*/verifications',
    sent: { outcome: 'rejected', reason: 'As was said by phone' },
    says: 'The verification of Katherine Johnson is rejected.',
  },
  {
    source: 'office/account-view.tsx verify',
    open: onAccount('Verification', 'Verify'),
    within: inRegion('Verification'),
    fields: [],
    button: 'Verify Katherine Johnson',
    asks: 'POST /v1/admin/users/*/verifications',
    sent: { outcome: 'verified' },
    says: 'Katherine Johnson is verified.',
    then: (_, page) => inRegion('Verification')(page).waitFor({ state: 'detached' }),
  },
  {
    source: 'office/account-view.tsx suspend',
    open: onAccount('Suspension'),
    within: inRegion('Suspension'),
    fields: [{ ...reason, absurd: ['no', 'x'.repeat(301)] }],
    button: 'Suspend Katherine Johnson',
    asks: 'POST /v1/admin/users/*/suspensions',
    says: 'Katherine Johnson is suspended: the wallet is frozen.',
  },
  {
    source: 'office/account-view.tsx reinstate',
    open: onAccount('Reinstatement'),
    within: inRegion('Reinstatement'),
    fields: [{ ...reason, absurd: ['no', 'x'.repeat(301)] }],
    button: 'Reinstate Katherine Johnson',
    asks: 'POST /v1/admin/users/*/reinstatements',
    says: 'Katherine Johnson is reinstated: the wallet can be used again.',
    then: (_, page) => inRegion('Suspension')(page).waitFor(),
  },
];

const pools: readonly FormCase[] = [
  {
    source: 'office/pool-decision.tsx close',
    open: onRow('Pools', 'Full enough', 'Close now'),
    within: inDialog,
    fields: [],
    button: 'Close Full enough',
    asks: 'POST /v1/admin/pools/*/closures',
    says: 'Full enough is closed: its gold is being bought.',
    then: (_, page) => rowOf(page, 'Full enough').getByText('Waits for people').waitFor(),
  },
  {
    source: 'office/pool-decision.tsx retry',
    open: async (page, { site }) => {
      await site.control('PUT', '/_local/dealer/behaviour', { orders: 'fill' });
      await onRow('Pools', 'Full enough')(page);
      const chosen = inDialog(page).locator('.segment', { hasText: 'Ask the dealer again' });
      await chosen.click();
    },
    within: inDialog,
    fields: [],
    button: 'Ask the dealer again',
    asks: 'POST /v1/admin/pools/*/purchases',
    says: 'The dealer is asked again for Full enough.',
    then: (_, page) => rowOf(page, 'Full enough').getByText('Allocated').waitFor(),
  },
  {
    source: 'office/pool-decision.tsx cancel',
    open: onRow('Pools', 'Given up', 'Cancel'),
    within: inDialog,
    fields: [reason],
    button: 'Cancel Given up',
    asks: 'POST /v1/admin/pools/*/cancellations',
    says: 'Given up is cancelled: everybody gets their money back.',
    then: (_, page) => rowOf(page, 'Given up').getByText('Cancelled').waitFor(),
  },
];

const vault: readonly FormCase[] = [
  {
    source: 'office/vault.tsx release',
    open: onRow('Vault', 'HERAEUS-78'),
    within: inDialog,
    fields: [],
    button: 'Release HERAEUS-78',
    asks: 'POST /v1/admin/vault/bars/HERAEUS-78/releases',
    says: 'HERAEUS-78 has left the vault.',
    then: leaves('HERAEUS-78'),
  },
];

const found: FieldCase = {
  label: 'What you found',
  typed: '  Sold a car; the papers are seen ',
  absurd: ['no', 'x'.repeat(1_001)],
};

/** Says how many cases are open when it is decided upon, and that it is kept. */
const kept = (outcome: string) => async (_: Stage, page: Page) => {
  await page.getByText('Decided', { exact: true }).click();
  await rowOf(page, outcome).waitFor();
};

const firstCase = (way: string) => async (page: Page) => {
  await open(page, 'Customers');
  await open(page, 'Cases');
  await page.getByRole('button', { name: 'Decide' }).first().click();
  await page.getByRole('dialog').getByText(way, { exact: true }).click();
};

export const ofCases: readonly FormCase[] = [
  {
    source: 'office/cases.tsx clear',
    open: firstCase('Clear'),
    within: inDialog,
    fields: [found],
    button: 'Clear the case',
    asks: 'POST /v1/admin/cases/*/decisions',
    sent: { outcome: 'cleared', note: 'Sold a car; the papers are seen' },
    says: 'The case is cleared.',
    then: kept('Cleared'),
  },
  {
    source: 'office/cases.tsx report',
    open: firstCase('Report'),
    within: inDialog,
    fields: [found],
    button: 'Report the case',
    asks: 'POST /v1/admin/cases/*/decisions',
    sent: { outcome: 'reported' },
    says: 'The case is closed as reported.',
    then: kept('Reported'),
  },
];

export const ofDecisions: readonly FormCase[] = [
  ...withdrawals,
  ...deposits,
  ...adjustments,
  ...accounts,
  ...pools,
  ...vault,
];
