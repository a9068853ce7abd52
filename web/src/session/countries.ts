/** ISO 3166 codes of where customers may live: the European Economic Area, Switzerland and the United Kingdom. */
const codes =
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  );

/** Codes and names, as the reader's language orders them. */
export const countries = (): readonly (readonly [code: string, name: string])[] => {
  const names = new Intl.DisplayNames(undefined, { type: 'region' });
  return codes
    .map((code) => [code, names.of(code) ?? code] as const)
    .sort(([, a], [, b]) => a.localeCompare(b));
};

/** Where the reader's browser says that they are, if customers may live there. */
export const likelyCountry = (): string => {
  const region = new Intl.Locale(navigator.language).maximize().region ?? '';
  return codes.includes(region) ? region : 'IE';
};
