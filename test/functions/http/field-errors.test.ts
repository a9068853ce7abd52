import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fieldErrors } from '../../../functions/shared/http/field-errors.ts';
import { routes } from '../../../scripts/openapi/routes.ts';

const errorsOf = (schema: z.ZodMiniType, input: unknown) =>
  fieldErrors(z.safeParse(schema, input).error?.issues ?? []);

const contracts = await Promise.all(
  routes.map(async ({ route, load }) => ({
    route,
    schema: (await load()).handler.contract.schema,
  })),
);
const schemaOf = (route: string): z.ZodMiniType => {
  const found = contracts.find((each) => each.route === route);
  if (found === undefined) throw new Error(`there is no ${route}`);
  return found.schema;
};

const euro =
  'an amount of EUR must be a positive decimal string with at most 2 decimals, such as "12.00"';
const grams =
  'grams must be a positive decimal string with at most 6 decimals, such as "12.000000"';

const signed =
  'must be a decimal string of the currency, such as "12.00", with a minus where it takes money';

const someId = '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11';
const adjustment = { amount: '-3.00', currency: 'EUR', reason: 'A fee of the bank' };

type Case = readonly [input: object, errors: readonly (readonly [path: string, message: string])[]];

/** What people send by mistake, and what each route with a choice of bodies says to it. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'POST /v1/purchases': [
    [{ amount: '1.000,50' }, [['amount', euro]]],
    [{ amount: 1000.5 }, [['amount', euro]]],
    [{ amount: '9'.repeat(41) }, [['amount', euro]]],
    [{ grams: '-1' }, [['grams', grams]]],
    [{ grams: '1', minPricePerGram: '1' }, [['', 'unknown: minPricePerGram']]],
    [{ grams: '1', amount: '1.00' }, [['', 'give one of: amount, grams']]],
    [{}, [['', 'give one of: quote, grams, amount']]],
    [{ quote: 'signed' }, [['quote', 'must be of type object']]],
  ],
  'POST /v1/sales': [
    [{ amount: '1.000,50' }, [['amount', euro]]],
    [{ grams: '0' }, [['grams', grams]]],
    [{}, [['', 'give one of: quote, grams, amount']]],
  ],
  'POST /v1/quotes': [
    [{ side: 'buy', amount: '1.000,50' }, [['amount', euro]]],
    [{ side: 'hold', grams: '1' }, [['side', 'must be one of: buy, sell']]],
    [{ side: 'sell' }, [['', 'give one of: grams, amount']]],
    [
      { side: 'hold' },
      [
        ['side', 'must be one of: buy, sell'],
        ['', 'give one of: grams, amount'],
      ],
    ],
  ],
  'POST /v1/sessions': [
    [{ email: 'ada@example.com', password: 1 }, [['password', 'must be of type string']]],
    [{ email: '', password: 'Correct-Horse-9' }, [['email', 'must have at least 1']]],
    [
      { email: 'ada@example.com', challenge: { session: 's', code: '12' } },
      [['challenge.code', 'must be six digits']],
    ],
    [{ email: 'ada@example.com' }, [['', 'give one of: password, challenge']]],
  ],
  'POST /v1/admin/deposits/{id}/assignments': [
    [{ walletId: '12' }, [['walletId', 'must be of format uuid']]],
    [{ userId: '12' }, [['userId', 'must be of format uuid']]],
    [{ reference: '' }, [['reference', 'must have at least 1']]],
    [{}, [['', 'give one of: walletId, userId, reference']]],
  ],
  'POST /v1/admin/adjustments': [
    [{ ...adjustment, walletId: '12' }, [['walletId', 'must be of format uuid']]],
    [{ ...adjustment, userId: someId, amount: '1.000,50' }, [['amount', signed]]],
    [{ ...adjustment, userId: someId, amount: -5 }, [['amount', 'must be of type string']]],
    [{ ...adjustment }, [['', 'give one of: walletId, userId']]],
  ],
  'POST /v1/portfolio/what-if': [
    [{ invest: { amount: '1.000,50', on: '2020-01-01' } }, [['invest.amount', euro]]],
    [
      { invest: { amount: '100.00', monthlyFrom: 'May' } },
      [['invest.monthlyFrom', 'must be a date such as 2026-11-23']],
    ],
    [{ invest: { amount: '100.00' } }, [['invest', 'give one of: on, monthlyFrom']]],
  ],
};

describe.each(Object.keys(cases))('%s', (route) => {
  it.each(cases[route] ?? [])('says of %j what is wrong, and where', (input, errors) => {
    expect(errorsOf(schemaOf(route), input)).toEqual(
      errors.map(([path, message]) => ({ path, message })),
    );
  });
});

it('is tried for every route with a choice of bodies', () => {
  const withChoice = contracts
    .filter(({ schema }) =>
      JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).includes(
        '"anyOf"',
      ),
    )
    .map(({ route }) => route);
  expect(withChoice.toSorted()).toEqual(Object.keys(cases).toSorted());
});

it('says what is expected where a schema has no words for it', () => {
  const schema = z.strictObject({
    kind: z.enum(['a', 'b']),
    size: z.number().check(z.minimum(1), z.maximum(3)),
    name: z.string(),
  });
  expect(errorsOf(schema, { kind: 'c', size: 7, more: true })).toEqual([
    { path: 'kind', message: 'must be one of: a, b' },
    { path: 'size', message: 'must have at most 3' },
    { path: 'name', message: 'must be of type string' },
    { path: '', message: 'unknown: more' },
  ]);
  expect(errorsOf(schema, [])).toEqual([{ path: '', message: 'must be of type object' }]);
});
