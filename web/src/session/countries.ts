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

/** The region of a language tag; some systems hand on what is none, such as "en-US@posix". */
const regionOf = (language: string): string => {
  try {
    return new Intl.Locale(language).maximize().region ?? '';
  } catch {
    return '';
  }
};

/** Where the reader's browser says that they are, if customers may live there. */
export const likelyCountry = (): string => {
  const region = regionOf(navigator.language);
  return codes.includes(region) ? region : 'IE';
};
