import { expect, it } from 'vitest';
import { type BusEvent, targetInput } from '../../../local/events/target-input.ts';

const event: BusEvent = {
  version: '0',
  id: 'e-1',
  'detail-type': 'GoldPurchased',
  source: 'assay.wallet',
  account: '000000000000',
  time: '2026-11-23T09:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:one'],
  detail: { name: 'Anna "the" Gold', grams: 10, lots: [{ bar: 'A' }] },
};
const rule = { name: 'r', arn: 'arn:rule' };
const made = (given: object) => targetInput(given, rule)(event, JSON.stringify(event));

it('hands on the event unless told otherwise', () => {
  expect(made({})).toBe(JSON.stringify(event));
  expect(made({ Input: '{"fixed":true}' })).toBe('{"fixed":true}');
  expect(JSON.parse(made({ InputPath: '$.detail.lots[0]' }))).toEqual({ bar: 'A' });
  expect(made({ InputPath: '$.detail.nothing' })).toBe('null');
});

it('fills a template: JSON outside quotes, text inside them', () => {
  const InputPathsMap = {
    name: '$.detail.name',
    grams: '$.detail.grams',
    lots: '$.detail.lots',
    none: '$.detail.none',
  };
  const InputTemplate =
    '{"who": <name>, "text": "<name> bought <grams>", "lots": <lots>, "by": <aws.events.rule-name>, "none": <none>, "blank": "<none>"}';
  expect(JSON.parse(made({ InputTransformer: { InputPathsMap, InputTemplate } }))).toEqual({
    who: 'Anna "the" Gold',
    text: 'Anna "the" Gold bought 10',
    lots: [{ bar: 'A' }],
    by: 'r',
    none: null,
    blank: '',
  });
});

it('refuses a template that uses what it does not map, and paths that it cannot walk', () => {
  expect(() => targetInput({ InputTransformer: { InputTemplate: '{"a": <x>}' } }, rule)).toThrow(
    '<x>',
  );
  expect(() => targetInput({ InputPath: '$..all' }, rule)).toThrow('$..all');
});
