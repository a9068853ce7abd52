import * as z from 'zod/mini';

/**
 * Gives a part of an answer its name: a component of the OpenAPI document, and a type of the web app. Names are unique;
 * the document cannot be made when two schemas share one.
 */
export const named = <Schema extends z.ZodMiniType>(
  id: string,
  schema: Schema,
  about: { readonly description?: string; readonly examples?: readonly unknown[] } = {},
): Schema => {
  z.globalRegistry.add(schema, { id, ...about });
  return schema;
};

export const MoneyText = named('MoneyText', z.string(), {
  description: 'An amount with the decimals of its currency.',
  examples: ['80.00'],
});
export const GramsText = named('GramsText', z.string(), {
  description: 'Grams of fine gold, six decimals.',
  examples: ['10.000000'],
});
export const PriceText = named('PriceText', z.string(), {
  description: 'Money per gram of fine gold, six decimals.',
  examples: ['124.873500'],
});
export const InstantText = named('InstantText', z.string(), {
  description: 'An instant, ISO 8601 in UTC with milliseconds.',
  examples: ['2026-11-24T10:00:00.000Z'],
});
export const CurrencyText = named('CurrencyText', z.string(), {
  description: 'ISO 4217.',
  examples: ['EUR'],
});
export const Id = named('Id', z.string(), {
  description: 'A UUID.',
  examples: ['0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11'],
});
export const Version = named('Version', z.number(), {
  description: 'The version of the stream that an answer reflects; it grows with every change.',
  examples: [7],
});

/** Any number of `item`, for answers that hold a list. */
export const listOf = <Item extends z.ZodMiniType>(item: Item) => z.readonly(z.array(item));

/** A page of a list: `nextCursor` is null on the last. */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: listOf(item), nextCursor: z.nullable(z.string()) });
