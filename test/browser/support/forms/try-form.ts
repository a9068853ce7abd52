import type { Locator, Page, Request, Response } from 'playwright-core';
import { expect } from 'vitest';
import type { FieldCase, FormCase, Stage } from './form-case.ts';

const fieldIn = (form: Locator, { label }: FieldCase): Locator =>
  form.getByLabel(label, { exact: true });

/** What a field says is wrong with it, or what it asks back. */
const whyAt = (form: Locator, page: Page, field: FieldCase): Locator =>
  form
    .locator('.field', { has: page.getByLabel(field.label, { exact: true }) })
    .locator('.field-why')
    .filter({ hasText: /.{4}/ });

const put = async (form: Locator, field: FieldCase, value: string): Promise<void> => {
  const control = fieldIn(form, field);
  if (field.kind === 'file') {
    const file = { name: 'file.xml', mimeType: 'application/xml', buffer: Buffer.from(value) };
    return control.setInputFiles(value === '' ? [] : file);
  }
  await control.fill(value);
};

const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const shapeOf = (request: Request): string =>
  `${request.method()} ${new URL(request.url()).pathname.replaceAll(uuid, '*')}`;

/** The requests that a form makes, and how they were answered. */
const watch = (page: Page, { asks }: FormCase) => {
  const sent: Request[] = [];
  const answered: number[] = [];
  const noteRequest = (request: Request) => {
    if (shapeOf(request) === asks) sent.push(request);
  };
  const noteAnswer = (response: Response) => {
    if (shapeOf(response.request()) === asks) answered.push(response.status());
  };
  page.on('request', noteRequest);
  page.on('response', noteAnswer);
  return {
    sent,
    done: () => answered.filter((status) => status < 300).length,
    stop: () => {
      page.off('request', noteRequest);
      page.off('response', noteAnswer);
    },
  };
};

const valuesOf = (form: Locator, { fields }: FormCase): Promise<readonly string[]> =>
  Promise.all(fields.map((field) => fieldIn(form, field).inputValue()));

/** The next request of the form bears a token that has run out, and no other is to be had without the password. */
const endSession = async (page: Page, { asks }: FormCase): Promise<() => Promise<void>> => {
  const refresh = '**/v1/sessions/refresh';
  const isAsked = (url: URL) => url.pathname.startsWith('/v1/');
  let ended = false;
  await page.route(isAsked, async (route) => {
    if (ended || shapeOf(route.request()) !== asks) return route.fallback();
    ended = true;
    const headers = { ...route.request().headers(), authorization: 'Bearer ran.out.now' };
    await route.continue({ headers });
  });
  await page.route(refresh, (route) => route.fulfill({ status: 401, json: {} }));
  return async () => {
    await page.unroute(isAsked);
    await page.unroute(refresh);
  };
};

/** Empty, then each absurd entry: the field says what is wrong. */
const tryWrong = async (page: Page, form: Locator, made: FormCase): Promise<void> => {
  const button = form.getByRole('button', { name: made.button });
  for (const field of made.fields) await put(form, field, '');
  const required = made.fields.filter(({ mayBeEmpty }) => mayBeEmpty !== true);
  if (required.length > 0) await button.click();
  for (const field of required) await whyAt(form, page, field).waitFor();
  for (const field of made.fields)
    for (const absurd of field.absurd ?? []) {
      await put(form, field, absurd);
      await button.click();
      await whyAt(form, page, field).waitFor();
    }
};

const fillIn = async (page: Page, form: Locator, made: FormCase, stage: Stage): Promise<void> => {
  for (const field of made.fields) {
    const { typed } = field;
    await put(form, field, typeof typed === 'string' ? typed : await typed(stage, form));
  }
  for (const field of made.fields) await whyAt(form, page, field).waitFor({ state: 'detached' });
  if (made.ready !== undefined) await form.getByText(made.ready).waitFor();
};

const tryOffline = async (page: Page, form: Locator, made: FormCase): Promise<void> => {
  const before = await valuesOf(form, made);
  await page.context().setOffline(true);
  await form.getByRole('button', { name: made.button }).click();
  await form.getByText('You are offline.').first().waitFor();
  await page.context().setOffline(false);
  expect(await valuesOf(form, made)).toEqual(before);
};

/**
 * A double click while the session has ended: the person signs in over the page, and it is done once. Answers how to end
 * it, once the answer is there: a route that is taken away while a request is on it takes the word of its answer along.
 */
const tryTwiceSignedOut = async (
  page: Page,
  form: Locator,
  made: FormCase,
  secret: string,
): Promise<() => Promise<void>> => {
  const before = await valuesOf(form, made);
  const restore = await endSession(page, made);
  await form.getByRole('button', { name: made.button }).dblclick();
  const again = page.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('Password').fill(secret);
  expect(await valuesOf(form, made)).toEqual(before);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'detached' });
  return restore;
};

/**
 * Takes a form through all that people do to forms: nothing typed, nonsense typed, pasted with spaces and separators of
 * other places, offline, signed out meanwhile, clicked twice. `secret` is the password of who is signed in.
 */
export const tryForm = async (
  page: Page,
  made: FormCase,
  stage: Stage,
  secret: string | undefined,
): Promise<void> => {
  await made.open(page, stage);
  const [first] = made.fields;
  const mark =
    first === undefined
      ? page.getByRole('button', { name: made.button })
      : page.getByLabel(first.label, { exact: true });
  const form = (made.within?.(page) ?? page).locator('form', { has: mark });
  await form.waitFor();
  const { sent, done, stop } = watch(page, made);
  await tryWrong(page, form, made);
  await fillIn(page, form, made, stage);
  expect(sent).toEqual([]);
  if (made.asks !== undefined) await tryOffline(page, form, made);
  const restore =
    made.asks !== undefined && secret !== undefined && made.isPublic !== true
      ? await tryTwiceSignedOut(page, form, made, secret)
      : await form.getByRole('button', { name: made.button }).dblclick();
  await page.getByText(made.says).first().waitFor();
  if (made.asks !== undefined) {
    // A push may say it before the answer is in.
    await expect.poll(done, { timeout: 10_000 }).toBe(1);
    expect(new Set(sent.map((each) => each.headers()['idempotency-key'])).size).toBe(1);
    if (made.sent !== undefined) expect(sent.at(-1)?.postDataJSON()).toMatchObject(made.sent);
  }
  await restore?.();
  await made.then?.(stage, page);
  if (made.asks !== undefined) expect(done()).toBe(1);
  stop();
};
