import { describe, expect, it } from 'vitest';
import { cursorAt, cursorOf, placeOf, sortKeyOf } from '../../../functions/shared/http/cursor.ts';

const key = { status: { S: 'open' }, sk: { S: '2026#a|b' }, walletId: { S: 'wallet-1' } };

describe('a cursor', () => {
  it('stands for the place that it was made of', () => {
    const cursor = cursorOf(key, 'sk', 'walletId') ?? '';
    expect(placeOf(cursor, ['sk', 'walletId'])).toEqual({ sk: '2026#a|b', walletId: 'wallet-1' });
    expect(sortKeyOf(cursorAt('17') ?? '')).toBe('17');
  });

  it('is none at the end of a list', () => {
    expect(cursorOf(undefined, 'sk')).toBeNull();
    expect(cursorAt(undefined)).toBeNull();
  });

  it.each(['', 'abc!', 'Zg==', cursorOf(key, 'sk') ?? ''])(
    'of a place with less in it, or of none, is refused: %s',
    (cursor) => expect(() => placeOf(cursor, ['sk', 'walletId'])).toThrow('nextCursor'),
  );
});
