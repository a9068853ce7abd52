import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** A file as a bucket keeps it. */
export interface SiteFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly etag: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const contentTypeOf = (path: string): string =>
  contentTypes[extname(path)] ?? 'application/octet-stream';

/** Every file below a folder, by its path from there: `/assets/app.js`. */
export const readSiteFiles = (folder: string): ReadonlyMap<string, SiteFile> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => {
        const bytes = readFileSync(join(folder, name));
        const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
        return [
          `/${name.replaceAll(sep, '/')}`,
          { bytes, contentType: contentTypeOf(name), etag },
        ] as const;
      }),
  );
