import { expect, it } from 'vitest';
import { createMeter, formatUsd, printMeter } from '../../../local/kernel/meter.ts';

it('prices a million of each at the list price', () => {
  const meter = createMeter();
  meter.add('dynamodb.wru', 1_000_000, 'events');
  meter.add('dynamodb.rru', 1_000_000, 'events');
  meter.add('sqs.requests', 1_000_000, 'orders');
  meter.add('kms.requests', 10_000, 'key');
  const usd = Object.fromEntries(meter.report().byDimension.map((row) => [row.dimension, row.usd]));
  expect(usd).toEqual({
    'dynamodb.wru': '0.625000',
    'dynamodb.rru': '0.125000',
    'sqs.requests': '0.400000',
    'kms.requests': '0.030000',
  });
  expect(meter.report().totalUsd).toBe('1.180000');
});

it('adds fractions without losing any', () => {
  const meter = createMeter();
  for (let i = 0; i < 10; i++) meter.add('lambda.gbSeconds', 0.1, 'buy');
  for (let i = 0; i < 3; i++) meter.add('dynamodb.rru', 0.5, 'wallets');
  expect(meter.report().byDimension.map((row) => row.quantity)).toEqual(['1.5', '1']);
});

it('keeps who used what apart, and starts again on reset', () => {
  const meter = createMeter();
  meter.add('dynamodb.wru', 1, 'events');
  meter.add('dynamodb.wru', 3, 'guards');
  expect(meter.report().rows.map((row) => [row.detail, row.quantity])).toEqual([
    ['events', '1'],
    ['guards', '3'],
  ]);
  meter.reset();
  expect(meter.report().rows).toEqual([]);
});

it('prints a table with the total', () => {
  const meter = createMeter();
  meter.add('events.published', 2_000_000, 'bus');
  expect(printMeter(meter.report()).split('\n')).toEqual([
    'dimension         quantity  unit                           USD',
    'events.published   2000000  64 KB events              2.000000',
    'total                       at us-east-1 list prices  2.000000',
  ]);
  expect(formatUsd(1_500_000_000_000n)).toBe('1.500000');
});
