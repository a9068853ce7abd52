import { describe, expect, it } from 'vitest';
import { createEvaluate } from '../../../local/states/expressions.ts';
import { worldAt } from '../sqs/support.ts';

const evaluate = createEvaluate(worldAt());
const given = (text: string, bindings: object = {}) =>
  evaluate(`{% ${text} %}`, { ...bindings }, 'Output');

describe('a template', () => {
  it('is filled wherever a whole text is an expression, and nowhere else', async () => {
    const template = { a: '{% $x %}', b: ['{% $x + 1 %}', 'see {% $x %}'], c: 3, d: null };
    expect(await evaluate(template, { x: 1 }, 'Output')).toEqual({
      a: 1,
      b: [2, 'see {% $x %}'],
      c: 3,
      d: null,
    });
  });

  it('gives plain JSON', async () => {
    expect(await given('[1..3].($ * 2)')).toStrictEqual([2, 4, 6]);
    expect(await given('{ "f": function($a) { $a } }')).toStrictEqual({});
  });
});

describe('an expression', () => {
  it.each([
    ['$missing', 'returned nothing'],
    ['function($a) { $a }', 'returned nothing'],
    ['1 / 0', 'a number that JSON cannot hold'],
    ['$number("x")', 'threw an error'],
    ['$error("mine")', 'mine'],
    ['$eval("1")', '$eval is not part'],
    ['$range(1, 5000, 1)', '$range gives 1000'],
    ['( $f := function($n) { $f($n + 1) + 1 }; $f(1) )', 'threw an error'],
  ])('that goes wrong is an error with a name: %s', async (text, message) => {
    await expect(given(text)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' });
    await expect(given(text)).rejects.toThrow(message);
  });

  it('that runs for ever is ended', async () => {
    const loop = '( $f := function($n) { $n < 0 ? 0 : $f($n + 1) }; $f(1) )';
    await expect(given(loop)).rejects.toThrow('timeout');
  }, 20_000);
});

describe('what Step Functions adds', () => {
  it('takes time and chance from the world', async () => {
    expect(await given('$now()')).toBe('2026-11-23T09:00:00.000Z');
    expect(await given('$millis()')).toBe(Date.UTC(2026, 10, 23, 9));
    const draws = async () => {
      const drawn = createEvaluate(worldAt());
      return Promise.all(['{% $random() %}', '{% $uuid() %}'].map((each) => drawn(each, {}, 'x')));
    };
    expect(await draws()).toEqual(await draws());
  });

  it.each([
    ['$partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['$parse(\'{"a": 1}\')', { a: 1 }],
    ['$hash("Hello, World!", "SHA-1")', '0a0a9f2a6772942557ab5355d76af442f8f65e01'],
  ])('has %s', async (text, value) => {
    expect(await given(text)).toEqual(value);
  });
});
