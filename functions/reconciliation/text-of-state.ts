/** JSON of what holds bigints, each as its digits: the same text for the same thing. */
export const textOfState = (value: unknown): string =>
  JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}` : item));
