import { writeFileSync } from 'node:fs';
import { document } from './openapi/document.ts';

/** Writes the OpenAPI document that `GET /v1/openapi.json` serves: `npm run openapi`, after any change of a schema. */
const path = new URL('../functions/openapi/openapi.json', import.meta.url);
writeFileSync(path, `${JSON.stringify(await document(), null, 2)}\n`);
console.log('functions/openapi/openapi.json is up to date');
