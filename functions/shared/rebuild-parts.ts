import type { ProjectionName } from '../../domain/shared/names.ts';

/**
 * First every stream is read, for rows that are missing or say something else; then every row is counted, and where there
 * are others than the events make, every row of those groups is looked at, for those that no event explains. In that order,
 * because some rows' streams are found by their cells.
 */
export const steps = ['streams', 'rows', 'sweep'] as const;
export type Step = (typeof steps)[number];

/** Into how many parts each step is divided, which run beside each other. */
export const parts = 8;
export const partsOfAllSteps = parts * steps.length;

/** The row of projection_health in which a part of a rebuild notes how far it has come. */
export const nameOfPart = (projection: ProjectionName, step: Step, part: number | 'end'): string =>
  `${projection}#${step}#${part}`;

export const isPartOf = (projection: ProjectionName, name: string): boolean =>
  name.startsWith(`${projection}#`);

export const rebuildStream = (projection: ProjectionName): string => `rebuild-${projection}`;
