import { madeOnce } from './made-once.ts';

export interface BuildOptions {
  /** The project's folder. */
  readonly root: string;
  /** Called when it has to be made anew. */
  readonly onMake?: () => void;
}

/** The folder of the synthesised app of stage `local`; the local cloud's own sources have no part in it. */
export const assemblyFolder = ({ root, onMake }: BuildOptions): Promise<string> =>
  madeOnce({
    root,
    what: 'The synthesised CDK app',
    kept: 'cdk.out/local',
    ingredients: ['infra/**/*', 'functions/**/*', 'domain/**/*', 'package-lock.json'],
    script: 'scripts/synth-local.ts',
    onMake,
  });

/** The folder of the built web app, the same files that a deployment puts into its bucket. */
export const webFolder = ({ root, onMake }: BuildOptions): Promise<string> =>
  madeOnce({
    root,
    what: 'The web app',
    kept: 'web/dist/app',
    ingredients: [
      'web/index.html',
      'web/*.ts',
      'web/public/**/*',
      'web/src/**/*',
      'package-lock.json',
    ],
    script: 'scripts/build-web.ts',
    onMake,
  });
