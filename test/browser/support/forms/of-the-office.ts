import type { Page } from 'playwright-core';
import { open } from '../people.ts';
import { absurdAmounts, type FieldCase, type FormCase } from './form-case.ts';

export const dorothy = { email: 'dorothy@assay.test', fullName: 'Dorothy Vaughan' } as const;

/** A day from today on, as a date field takes it. */
const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const lookFor = (label: string): FieldCase => ({
  label,
  typed: `  ${dorothy.email} `,
  absurd: ['dorothy at assay', '@', 'dorothy@'],
});

const goTo = (name: string) => (page: Page) => open(page, name);

export const ofOperations: readonly FormCase[] = [
  {
    source: 'office/customers.tsx Search',
    open: goTo('Customers'),
    fields: [lookFor('E-mail address')],
    button: 'Find',
    asks: 'GET /v1/admin/users',
    says: dorothy.fullName,
  },
  {
    source: 'office/adjustment-form.tsx AdjustmentForm',
    open: goTo('Adjustments'),
    fields: [
      { ...lookFor('Whose cash?') },
      { label: 'Amount', typed: ' 1 000,50 ', absurd: absurdAmounts },
      { label: 'Reason', typed: '  A fee of the bank ', absurd: ['no', 'x'.repeat(201)] },
    ],
    button: 'Ask for it',
    asks: 'POST /v1/admin/adjustments',
    sent: { amount: '1000.5', reason: 'A fee of the bank' },
    says: '€1,000.50 asked for.',
  },
  {
    source: 'office/pool-form.tsx PoolForm',
    open: goTo('Pools'),
    fields: [
      { label: 'Name', typed: '  A bar together ', absurd: ['   ', 'x'.repeat(81)] },
      { label: 'Target', typed: '4.000,50', absurd: absurdAmounts },
      { label: 'Members at least', typed: ' 1 ', absurd: ['0', '-1', '1.5', 'many', '1000000'] },
      { label: 'Last day', typed: dayAhead(1), absurd: ['2020-01-01', dayAhead(400)] },
    ],
    button: 'Open the pool',
    asks: 'POST /v1/admin/pools',
    sent: { name: 'A bar together', targetAmount: '4000.5', minimumParticipants: 1 },
    says: 'A bar together is open for €4,000.50.',
  },
  {
    source: 'office/bar-form.tsx BarForm',
    open: goTo('Vault'),
    fields: [
      { label: 'Serial number', typed: ' HERAEUS-77 ', absurd: ['no spaces', 'x'.repeat(33)] },
      { label: 'Refiner', typed: ' Heraeus ', absurd: ['x'.repeat(81)] },
      { label: 'Gross weight', typed: '401,125', absurd: ['0', '4000', '-3', 'heavy', '1e2'] },
      { label: 'Fineness', typed: '0,9958', absurd: ['1.1', '0', '99.58', 'pure'] },
    ],
    button: 'Receive the bar',
    asks: 'POST /v1/admin/vault/bars',
    sent: { serial: 'HERAEUS-77', refiner: 'Heraeus', grossWeight: '401.125', fineness: '0.9958' },
    says: 'HERAEUS-77 is in the vault',
  },
  {
    source: 'office/reconciliation.tsx UploadForm',
    open: goTo('Reconciliation'),
    fields: [
      {
        label: 'Bank statement',
        kind: 'file',
        typed: async ({ site, kept }) => {
          const statement = await fetch(`${site.url}/_local/bank/statements/${dayAhead(0)}`);
          const text = await statement.text();
          kept.set('statement', text);
          return text;
        },
      },
    ],
    button: 'Upload it',
    asks: 'POST /v1/admin/reconciliations',
    says: 'The statement is in, and is being compared.',
  },
  {
    source: 'office/streams.tsx StreamForm',
    open: goTo('Streams'),
    fields: [
      {
        label: 'Stream',
        typed: ` market-EUR-${dayAhead(0)} `,
        absurd: ['the wallet', 'wallet', '<script>', '../../etc'],
      },
    ],
    button: 'Show',
    says: /Chain whole to \d+/,
  },
];

export const ofCompliance: readonly FormCase[] = [
  {
    source: 'office/audit.tsx WhoForm',
    open: goTo('Audit'),
    fields: [lookFor('Whose events?')],
    button: 'Show',
    asks: 'GET /v1/admin/users',
    says: 'User registered',
  },
];
