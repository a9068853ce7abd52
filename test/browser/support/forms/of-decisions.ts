import { expect } from 'vitest';
import {
  comesTo,
  inDialog,
  inRegion,
  itemsOf,
  leaves,
  onAccount,
  onRow,
  reason,
  rowOf,
  subjects,
} from './deciding.ts';
import type { FormCase } from './form-case.ts';

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

export const ofDecisions: readonly FormCase[] = [
  ...withdrawals,
  ...deposits,
  ...adjustments,
  ...accounts,
  ...pools,
  ...vault,
];
