import { synth } from '../infra/synth.ts';

/** Writes the templates of stage `local` to the folder named by the first argument; `npm start` runs it. */
const outdir = process.argv[2];
if (outdir === undefined) throw new Error('name the folder to write to');
await synth({ stage: 'local', outdir });
