import { bundleHandlers } from '../infra/shared/bundle.ts';

/** Writes the templates of stage `local` to the folder named by the first argument; `npm start` runs it. */
const outdir = process.argv[2];
if (outdir === undefined) throw new Error('name the folder to write to');
// The bundler is a process of its own: the CDK loads meanwhile.
const [bundles, { synth }] = await Promise.all([
  bundleHandlers({ maps: false }),
  import('../infra/synth.ts'),
]);
synth({ stage: 'local', outdir, bundles });
