import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromJson, toJson } from '../../../functions/shared/store/json.ts';

it('writes bigints as texts, in bytes that stored commits have', () => {
  expect(toJson({ grams: 1_000_000n, owed: -7n, note: 'gold' })).toBe(
    '{"grams":"1000000n","owed":"-7n","note":"gold"}',
  );
  expect(fromJson('{"grams":"1000000n","none":null,"list":["-7n",[{"x":"0n"}]]}')).toEqual({
    grams: 1_000_000n,
    none: null,
    list: [-7n, [{ x: 0n }]],
  });
});

it.each(['12n', '-12n', '~12n', '~~-12n', '~', 'n', '12', '12n ', '1.5n'])(
  'gives the text %s back as a text',
  (text) => {
    const value = { reason: text, texts: [text], amount: 12n };
    expect(fromJson(toJson(value))).toEqual(value);
  },
);

it('gives every value back as it was', () => {
  const member = fc.oneof(
    fc.bigInt(),
    fc.string(),
    fc.stringMatching(/^~{0,2}-?[0-9]{1,3}n$/),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
    fc.boolean(),
    fc.constant(null),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      member,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (each) => {
      expect(fromJson(toJson(each))).toEqual(each);
    }),
  );
});
