import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../local/events/pattern.ts';

const event = {
  source: 'assay.wallet',
  'detail-type': 'GoldPurchased',
  resources: ['arn:one', 'arn:two'],
  detail: {
    grams: 10,
    price: 8.5,
    note: null,
    empty: '',
    lastInCommit: true,
    ip: '10.0.0.42',
    file: 'images/gold.PNG',
    wallet: { owner: 'anna', tags: ['vip', 'eu'] },
    lots: [
      { bar: 'A', grams: 4 },
      { bar: 'B', grams: 6 },
    ],
  },
};

const detail = (pattern: object) => compilePattern({ detail: pattern })(event);

describe('a pattern matches', () => {
  it.each([
    ['an exact value', { wallet: { owner: ['anna'] } }],
    ['one of several values', { wallet: { owner: ['bob', 'anna'] } }],
    ['true', { lastInCommit: [true] }],
    ['a number', { grams: [10] }],
    ['null', { note: [null] }],
    ['an empty text', { empty: [''] }],
    ['an element of an array', { wallet: { tags: ['eu'] } }],
    ['a field below a list of objects', { lots: { bar: ['B'] } }],
    ['a prefix', { file: [{ prefix: 'images/' }] }],
    ['a prefix in any case', { file: [{ prefix: { 'equals-ignore-case': 'IMAGES' } }] }],
    ['a suffix', { file: [{ suffix: '.PNG' }] }],
    ['a suffix in any case', { file: [{ suffix: { 'equals-ignore-case': '.png' } }] }],
    ['a text in any case', { file: [{ 'equals-ignore-case': 'IMAGES/GOLD.png' }] }],
    ['a wildcard', { file: [{ wildcard: 'im*/*.PNG' }] }],
    ['anything but a value', { wallet: { owner: [{ 'anything-but': 'bob' }] } }],
    ['anything but a list', { grams: [{ 'anything-but': [1, 2] }] }],
    ['anything but a prefix', { file: [{ 'anything-but': { prefix: 'docs/' } }] }],
    ['anything but several suffixes', { file: [{ 'anything-but': { suffix: ['.jpg', '.gif'] } }] }],
    ['anything but a wildcard', { file: [{ 'anything-but': { wildcard: '*.txt' } }] }],
    ['a range', { price: [{ numeric: ['>', 8, '<=', 8.5] }] }],
    ['an exact number', { price: [{ numeric: ['=', 8.5] }] }],
    ['a field that exists', { note: [{ exists: true }] }],
    ['a field that does not exist', { missing: [{ exists: false }] }],
    ['a field missing in a missing parent', { nowhere: { at: [{ exists: false }] } }],
    ['an address range', { ip: [{ cidr: '10.0.0.0/24' }] }],
    ['one of two alternatives', { $or: [{ grams: [99] }, { wallet: { owner: ['anna'] } }] }],
    [
      'alternatives together with other fields',
      { grams: [10], $or: [{ price: [8.5] }, { price: [9] }] },
    ],
  ])('%s', (_, pattern) => expect(detail(pattern)).toBe(true));
});

describe('a pattern does not match', () => {
  it.each([
    ['another value', { wallet: { owner: ['bob'] } }],
    ['a number given as text', { grams: ['10'] }],
    ['false for true', { lastInCommit: [false] }],
    ['null where the field is missing', { missing: [null] }],
    ['anything-but where the field is missing', { missing: [{ 'anything-but': 'x' }] }],
    ['the excluded value', { wallet: { owner: [{ 'anything-but': ['bob', 'anna'] }] } }],
    ['an excluded suffix', { file: [{ 'anything-but': { suffix: ['.jpg', '.PNG'] } }] }],
    ['a prefix in another case', { file: [{ prefix: 'IMAGES' }] }],
    ['a number outside the range', { price: [{ numeric: ['>', 8.5] }] }],
    ['a field that exists but must not', { grams: [{ exists: false }] }],
    ['an object where a value should exist', { wallet: [{ exists: true }] }],
    ['an address outside the range', { ip: [{ cidr: '10.0.1.0/24' }] }],
    ['a dot by a wildcard pattern', { file: [{ wildcard: 'images/gold?PNG' }] }],
    ['only one of two needed fields', { grams: [10], price: [9] }],
    ['no alternative', { $or: [{ grams: [99] }, { price: [99] }] }],
  ])('%s', (_, pattern) => expect(detail(pattern)).toBe(false));
});

it('matches the envelope', () => {
  expect(compilePattern({ source: ['assay.wallet'], resources: ['arn:two'] })(event)).toBe(true);
  expect(compilePattern({ source: [{ prefix: 'assay.' }], 'detail-type': ['Other'] })(event)).toBe(
    false,
  );
});

it.each([
  [{ source: 'text' }, 'source must be an object or an array'],
  [{ source: [] }, 'source has no values'],
  [{ source: [{ regex: '.*' }] }, 'source has {"regex":".*"}'],
  [{ detail: { a: [{ numeric: ['!', 1] }] } }, 'detail.a has {"numeric"'],
  [{ detail: {} }, 'detail is empty'],
])('refuses %j, naming the place', (pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(message);
});
