import { writeFileSync } from 'node:fs';
import { document } from './openapi/document.ts';
import { apiTypes } from './openapi/types.ts';

/**
 * Writes the OpenAPI document that `GET /v1/openapi.json` serves, and the web app's types of it: `npm run openapi`,
 * after any change of a schema.
 */
const made = await document();
const write = (path: string, text: string) => {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
  console.log(`${path} is up to date`);
};
write('functions/openapi/openapi.json', `${JSON.stringify(made, null, 2)}\n`);
write('web/src/api/types.ts', await apiTypes(made));
