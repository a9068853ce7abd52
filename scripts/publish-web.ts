import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readSiteFiles } from '../local/cloudfront/site-files.ts';
import { webFolder } from '../local/start/builds.ts';

/**
 * Puts the built web app into the buckets that `cdk deploy` named, the page last, so that it never names a file that is
 * not there yet. Files of earlier builds stay: a page that somebody has open may still ask for them.
 */
const root = dirname(import.meta.dirname);
const outputs: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(`${root}/cdk.out/outputs.json`, 'utf8'),
);
const sites = Object.entries(outputs).filter(([stack]) => stack.endsWith('-web'));
if (sites.length === 0) throw new Error('no stack for the web app was deployed');

const files = [...readSiteFiles(await webFolder({ root }))].sort(
  ([a], [b]) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')),
);
const s3 = new S3Client({});
for (const [stack, { Bucket, Url }] of sites) {
  for (const [path, { bytes: Body, contentType: ContentType }] of files)
    await s3.send(new PutObjectCommand({ Bucket, Key: path.slice(1), Body, ContentType }));
  console.log(`${stack}: ${files.length} files at ${Url}`);
}
