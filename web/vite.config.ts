import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm start` listens: `npm run web` serves the sources in front of it, and reloads what changes. */
const platform = `http://localhost:${process.env['PORT'] ?? 4000}`;

export default defineConfig({
  root: import.meta.dirname,
  publicDir: join(import.meta.dirname, 'public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2023',
    // The content security policy allows no data: address, and no browser of that age needs the polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/v1': platform, '/_local': platform, '/ws': { target: platform, ws: true } },
  },
});
