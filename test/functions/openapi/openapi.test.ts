import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { document } from '../../../scripts/openapi/document.ts';

const served = JSON.parse(
  readFileSync(new URL('../../../functions/openapi/openapi.json', import.meta.url), 'utf8'),
);

it('serves the document that the schemas make (npm run openapi writes it)', async () => {
  expect(JSON.parse(JSON.stringify(await document()))).toEqual(served);
});
