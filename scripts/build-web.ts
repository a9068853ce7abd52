import { join } from 'node:path';
import { build } from 'vite';

/** Builds the web app into the folder named by the first argument; `npm start` and `npm run deploy` run it. */
const outDir = process.argv[2];
if (outDir === undefined) throw new Error('name the folder to write to');
await build({
  configFile: join(import.meta.dirname, '../web/vite.config.ts'),
  build: { outDir, emptyOutDir: true },
  logLevel: 'warn',
});
