import { asCents, asGrams } from '../model/amounts.ts';
import { balanceOf } from '../model/books.ts';
import type { Cast, Customer } from '../play.ts';

/** What was acknowledged to one customer, against what the API shows them now. */
const broken = async ({ stage }: Cast, { person, book }: Customer): Promise<readonly string[]> => {
  const [wallet, holdings] = [
    await person.ask('GET', '/v1/wallet'),
    await person.ask('GET', '/v1/holdings'),
  ];
  const { available, pending, grams, costBasis } = balanceOf(book);
  const pairs = [
    ['available', wallet.body.available, asCents(available)],
    ['pending', wallet.body.pending, asCents(pending)],
    ['grams', holdings.body.grams, asGrams(grams)],
    ['cost basis', holdings.body.costBasis, asCents(costBasis)],
  ] as const;
  const at = new Date(stage.timeline.now()).toISOString();
  return pairs
    .filter(([, shown, expected]) => shown !== expected)
    .map(
      ([what, shown, expected]) =>
        `${person.name} is shown ${what} ${shown}, and must have ${expected} (${at})`,
    );
};

/** No acknowledged command is lost, none happens twice: the model's books against the platform's answers. */
export const brokenPromises = async (cast: Cast): Promise<readonly string[]> =>
  (await Promise.all(cast.customers.map((customer) => broken(cast, customer)))).flat();
