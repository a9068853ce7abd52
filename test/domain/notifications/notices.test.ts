import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inGrams } from '../../../domain/notifications/notice.ts';
import { noticeOf } from '../../../domain/notifications/notices.ts';
import { noticedEvents } from '../../../domain/shared/names.ts';
import { personalPathsOfEvent } from '../../../domain/shared/personal-data.ts';

interface Stored {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
const fixtures = new URL('../fixtures/', import.meta.url);
const stored = readdirSync(fixtures).flatMap(
  (name) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as Stored[],
);
const told = stored.filter(({ type }) => (noticedEvents as readonly string[]).includes(type));

describe('a notice', () => {
  it('can be written of every event that was ever stored, without a gap in it', () => {
    const types = new Set(told.map(({ type }) => type));
    expect(
      [...noticedEvents].filter((type) => type !== 'SignInChanged' && !types.has(type)),
    ).toEqual([]);
    for (const { type, data } of told) {
      const notice = noticeOf(type, data, 'EUR');
      if (type === 'GoldAllocated' && data['settlement'] === undefined) {
        expect(notice).toBeUndefined();
        continue;
      }
      expect([type, notice?.title, notice?.text].join()).not.toMatch(/undefined|null|\[object/);
      expect(notice?.path).toMatch(/^\/[a-z]*(\/[\w-]+)?$/);
    }
  });

  it('says nothing personal, since it is stored and sent as it is', () => {
    for (const { type, data } of told)
      for (const path of personalPathsOfEvent(type)) {
        const value = data[path];
        const texts = typeof value === 'object' ? Object.values(value ?? {}) : [value];
        for (const text of texts.filter((each) => typeof each === 'string'))
          expect(JSON.stringify(noticeOf(type, data, 'EUR'))).not.toContain(text);
      }
  });

  it('concerns security where money or access could be taken', () => {
    const secure = noticedEvents.filter((type) => {
      const data = stored.find((each) => each.type === type)?.data ?? {};
      return noticeOf(type, data, 'EUR')?.security;
    });
    expect(secure).toEqual(
      expect.arrayContaining([
        'BankAccountAdded',
        'SignInChanged',
        'WithdrawalRequested',
        'WalletFrozen',
        'UserSuspended',
        'NotificationPreferencesChanged',
      ]),
    );
    expect(secure).not.toContain('GoldPurchaseCompleted');
  });

  it('is none of what nobody is told of', () => {
    expect(noticeOf('FundsReserved', {}, 'EUR')).toBeUndefined();
    expect(noticeOf('constructor', {}, 'EUR')).toBeUndefined();
  });

  it.each([
    ['1.500000', '1.5 g'],
    ['10.000000', '10 g'],
    ['100.000000', '100 g'],
    ['0.000100', '0.0001 g'],
    ['0.000000', '0 g'],
  ])('writes %s as %s', (grams, text) => expect(inGrams(grams)).toBe(text));
});
