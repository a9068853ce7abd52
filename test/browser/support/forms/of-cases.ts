import type { Page } from 'playwright-core';
import { open } from '../people.ts';
import { inDialog, rowOf } from './deciding.ts';
import type { FieldCase, FormCase, Stage } from './form-case.ts';

const found: FieldCase = {
  label: 'What you found',
  typed: '  Sold a car; the papers are seen ',
  absurd: ['no', 'x'.repeat(1_001)],
};

/** A case that was decided upon stands among those, with its outcome. */
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
