import * as z from 'zod/mini';
import type { Settings } from '../settings.ts';

export const kinds = ['goldapi', 'metals-dev', 'metalpriceapi'] as const;
export type Kind = (typeof kinds)[number];

export const manners = [
  'fine',
  'html',
  'old',
  'zero',
  'negative',
  'text',
  'unit',
  'currency',
  'empty',
  'outlier',
  'down',
  'hang',
] as const;

/**
 * How a source answers: as documented (`fine`), or with a page of HTML, an hour-old time, a price of zero, a negative
 * one, a string where the number belongs, another unit or currency, an empty object, a price 5 % too high, an error 503,
 * or not at all.
 */
export type Manner = (typeof manners)[number];

const MannerName = z.enum(manners, `one of ${manners.join(', ')}`);

/** A change of some of them. */
export const SourcesChange = z.strictObject({
  goldapi: z.optional(MannerName),
  'metals-dev': z.optional(MannerName),
  metalpriceapi: z.optional(MannerName),
});

export type Manners = Readonly<Record<Kind, Manner>>;

const setting = 'market.sources';

export const mannersIn = (settings: Settings) => ({
  get: (): Manners => ({
    goldapi: 'fine',
    'metals-dev': 'fine',
    metalpriceapi: 'fine',
    ...(settings.get(setting) as Partial<Manners> | undefined),
  }),
  set: (manners: Manners): void => settings.set(setting, manners),
});
