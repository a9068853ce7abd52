import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ask, tokenOf } from '../office.ts';
import { open } from '../people.ts';
import type { FieldCase, Stage } from './form-case.ts';

/** Whom the decisions are about. */
export const subjects = {
  /** Money, two withdrawals that wait, two deposits in review, a part in a pool. */
  mary: 'mary@assay.test',
  /** Whose money came without a reference. */
  dorothy: 'dorothy@assay.test',
  /** Whose account is decided upon. */
  katherine: 'katherine@assay.test',
} as const;

export const reason: FieldCase = {
  label: 'Reason',
  typed: '  As was said by phone ',
  absurd: ['   ', 'x'.repeat(301)],
};

export const itemsOf = async (stage: Stage, email: string, path: string) => {
  const { items } = await ask(stage.site, await tokenOf(stage.site, email), 'GET', path);
  return items as readonly {
    readonly type?: string;
    readonly amount: string;
    readonly status: string;
  }[];
};

/** A thing of a customer's comes to a status by itself. */
export const comesTo =
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

export const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

/** Opens a row of a list and, where there are more ways to decide than one, chooses one. */
export const onRow = (place: string, row: string, way?: string) => async (page: Page) => {
  await open(page, place);
  await rowOf(page, row)
    .first()
    .getByRole('button', { name: /^(Decide|Look)$/ })
    .click();
  if (way !== undefined) await page.getByRole('dialog').getByText(way, { exact: true }).click();
};

export const onAccount = (region: string, way?: string) => async (page: Page) => {
  await open(page, 'Customers');
  await page.getByLabel('E-mail address').fill(subjects.katherine);
  await page.getByRole('button', { name: 'Find' }).click();
  const card = page.getByRole('region', { name: region });
  await card.waitFor();
  if (way !== undefined) await card.getByText(way, { exact: true }).click();
};

export const inDialog = (page: Page) => page.getByRole('dialog').first();
export const inRegion = (name: string) => (page: Page) => page.getByRole('region', { name });
export const leaves = (text: string) => (_: Stage, page: Page) =>
  rowOf(page, text).waitFor({ state: 'detached' });
