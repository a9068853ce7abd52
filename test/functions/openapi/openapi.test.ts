import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { document } from '../../../scripts/openapi/document.ts';
import { apiTypes } from '../../../scripts/openapi/types.ts';

const stored = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

// `npm run openapi` writes both.
it('serves the document that the schemas make', async () => {
  const served = JSON.parse(stored('functions/openapi/openapi.json'));
  expect(JSON.parse(JSON.stringify(await document()))).toEqual(served);
});

it('gives the web app the types that the document makes', async () => {
  expect(await apiTypes(await document())).toBe(stored('web/src/api/types.ts'));
});

it('describes every success by a schema, so that no answer is a guess', async () => {
  const { paths } = JSON.parse(stored('functions/openapi/openapi.json')) as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  };
  const successes = Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .map(({ responses }) => JSON.stringify(responses));
  for (const responses of successes)
    expect(responses).toMatch(/"schema":\{"(\$ref|anyOf|type|oneOf)"/);
});
