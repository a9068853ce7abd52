import { expect } from 'vitest';
import { totp } from '../../../../local/cognito/totp.ts';
import { ask, tokenOf } from '../office.ts';
import { open, password } from '../people.ts';
import { absurdAmounts, type FormCase, type Stage } from './form-case.ts';

/** The people whose forms are tried, with what each brings along. */
export const people = {
  /** Money, gold, and an account that can be paid to. */
  mary: 'mary@assay.test',
  /** Nothing at all, and about to leave. */
  leaver: 'leaver@assay.test',
  /** Nothing but a password. */
  plain: 'plain@assay.test',
  /** A second factor. */
  hedy: 'hedy@assay.test',
} as const;

/** The first of which this world has prices. */
const firstDay = new Date().toISOString().slice(0, 10);

export const joinable = 'A bar together';

/** The code that an app shows now. A step of 30 s has one, which serves once: the clock goes to the next. */
export const codeOf = async ({ site }: Stage, secret: string): Promise<string> => {
  await site.control('POST', '/_local/clock', { advance: '30s' });
  const answer = await fetch(`${site.url}/_local/clock`);
  const { now } = (await answer.json()) as { readonly now: string };
  return totp(secret, Date.parse(now));
};

const spaced = (code: string): string => ` ${code.slice(0, 3)} ${code.slice(3)} `;

export const ofMary: readonly FormCase[] = [
  {
    source: 'pages/order-panel.tsx OrderForm',
    open: (page) => open(page, 'Buy & sell'),
    fields: [{ label: 'How much to buy', typed: ' 1.000,50 € ', absurd: absurdAmounts }],
    button: /^Buy /,
    ready: /This price holds for/,
    asks: 'POST /v1/purchases',
    says: 'You bought',
  },
  {
    source: 'pages/withdraw.tsx WithdrawForm',
    open: (page) => open(page, 'Withdraw'),
    fields: [{ label: 'How much', typed: 'EUR 1,000.50', absurd: absurdAmounts }],
    button: 'Withdraw',
    asks: 'POST /v1/withdrawals',
    sent: { amount: '1000.5' },
    says: '€1,000.50 is being prepared for your bank.',
  },
  {
    source: 'pages/payees.tsx AddPayee',
    open: async (page) => {
      await open(page, 'Withdraw');
      await page.getByRole('button', { name: 'Add one' }).click();
    },
    fields: [
      {
        label: 'IBAN',
        typed: '  nl91 abna 0417 1643 00 ',
        absurd: ['DE00', 'my account', '0417164300', 'DE89-3704-0044-0532-0130-00x!'],
      },
      { label: 'Account holder', typed: ' Mary Jackson  ' },
    ],
    button: 'Add the account',
    asks: 'POST /v1/bank-accounts',
    sent: { iban: 'NL91ABNA0417164300', holderName: 'Mary Jackson' },
    says: 'Account added.',
  },
  {
    source: 'pages/pools.tsx JoinForm',
    open: (page) => open(page, 'Pools'),
    fields: [{ label: 'Your part', typed: '1’000.50', absurd: absurdAmounts }],
    button: 'Join',
    asks: 'POST /v1/pools/*/participations',
    sent: { amount: '1000.5' },
    says: `You are in ${joinable} with €1,000.50.`,
  },
  {
    source: 'pages/alerts.tsx NewAlert',
    open: (page) => open(page, 'Price alerts'),
    fields: [{ label: 'Price per gram', typed: '1 250,75', absurd: absurdAmounts }],
    button: 'Tell me',
    asks: 'POST /v1/price-alerts',
    sent: { threshold: '1250.75' },
    says: 'We tell you when the price is there.',
  },
  {
    source: 'pages/what-if.tsx PlanForm',
    open: async (page) => {
      await open(page, 'What if');
      // It opens with an example that it asks for by itself.
      await page.getByText('Worth today').waitFor();
    },
    fields: [
      { label: 'How much a month', typed: ' 1,000.50 ', absurd: absurdAmounts },
      { label: 'Beginning', typed: firstDay, absurd: ['2999-01-01', '1066-10-14'] },
    ],
    button: 'Show me',
    asks: 'POST /v1/portfolio/what-if',
    isPublic: true,
    sent: { invest: { amount: '1000.5', monthlyFrom: firstDay } },
    says: 'Invested',
  },
  {
    source: 'pages/preferences.tsx PreferencesForm',
    open: async (page) => {
      await open(page, 'Settings');
      await page.getByLabel('By text message').check();
    },
    fields: [
      {
        label: 'Phone for text messages',
        typed: ' 00353 (86) 123-4567 ',
        absurd: ['086 123 4567', '+', 'call me', '+353861234567890123'],
      },
    ],
    button: 'Save',
    asks: 'PUT /v1/notifications/preferences',
    sent: { phone: '+353861234567' },
    says: 'Saved.',
  },
  {
    source: 'pages/mfa.tsx Enrol',
    open: async (page, { kept }) => {
      await open(page, 'Settings');
      const card = page.getByRole('region', { name: 'Two-step sign-in' });
      await card.getByRole('button', { name: 'Set it up' }).click();
      const secret = (await card.locator('.copyable-text').textContent()) ?? '';
      kept.set(people.mary, secret.replaceAll(' ', ''));
    },
    fields: [
      {
        label: 'The six digits that it shows now',
        typed: async (stage) => spaced(await codeOf(stage, stage.kept.get(people.mary) ?? '')),
        absurd: ['12345', '1234567', 'abcdef'],
      },
    ],
    button: 'Turn it on',
    asks: 'POST /v1/me/mfa/verify',
    says: 'Two-step sign-in is on.',
  },
];

export const ofLeaver: readonly FormCase[] = [
  {
    source: 'pages/settings.tsx EraseForm',
    open: async (page) => {
      await open(page, 'Settings');
      await page.getByRole('button', { name: 'Erase my data…' }).click();
    },
    fields: [
      {
        label: `Type ${people.leaver} to confirm`,
        typed: ` ${people.leaver} `,
        absurd: ['yes', people.mary],
      },
    ],
    button: 'Erase my data',
    asks: 'DELETE /v1/me',
    says: 'Your personal data is being erased.',
    then: async ({ site }, page) => {
      await page.getByRole('button', { name: 'Open an account' }).waitFor();
      await site.platform.cloud.idle();
      await expect(tokenOf(site, people.leaver)).rejects.toThrow();
    },
  },
];

/** Each on a page of its own, where nobody is signed in. */
export const ofNobody: readonly FormCase[] = [
  {
    source: 'session/sign-up-form.tsx SignUpForm',
    open: async () => undefined,
    fields: [
      { label: 'Full name', typed: '  Katherine Johnson ', absurd: ['   '] },
      {
        label: 'E-mail',
        typed: ' katherine@assay.test ',
        absurd: ['katherine', 'katherine@', '@assay.test'],
      },
      { label: 'Password', typed: password, absurd: ['short', 'only-small-letters-1'] },
    ],
    button: 'Open an account',
    asks: 'POST /v1/users',
    sent: { fullName: 'Katherine Johnson', email: 'katherine@assay.test' },
    says: 'Overview',
    then: async ({ site }) => {
      const me = await ask(site, await tokenOf(site, 'katherine@assay.test'), 'GET', '/v1/me');
      expect(me['fullName']).toBe('Katherine Johnson');
    },
  },
  {
    source: 'session/sign-in-form.tsx SignInForm',
    open: (page) => page.getByText('Sign in', { exact: true }).click(),
    fields: [
      { label: 'E-mail', typed: ` ${people.plain}  ` },
      { label: 'Password', typed: password },
    ],
    button: 'Sign in',
    asks: 'POST /v1/sessions',
    sent: { email: people.plain },
    says: 'Overview',
  },
  {
    source: 'session/sign-in-form.tsx CodeForm',
    open: async (page) => {
      await page.getByText('Sign in', { exact: true }).click();
      await page.getByLabel('E-mail').fill(people.hedy);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('One-time code').waitFor();
    },
    fields: [
      {
        label: 'One-time code',
        typed: async (stage) => spaced(await codeOf(stage, stage.kept.get(people.hedy) ?? '')),
        absurd: ['12345', '1234567', 'abcdef'],
      },
    ],
    button: 'Confirm',
    asks: 'POST /v1/sessions',
    says: 'Overview',
  },
];
