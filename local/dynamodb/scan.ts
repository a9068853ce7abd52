import type { Engine } from './engine.ts';
import { validation } from './errors.ts';
import { bindExpressions } from './expressions/bind.ts';
import { segmentRange } from './key-codec.ts';
import { answerPage, type PageInput, sourceOf } from './read-page.ts';
import { refuseLegacy } from './request.ts';

export interface ScanInput extends PageInput {
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

/** Source: Amazon DynamoDB API Reference, "Scan". */
const maxSegments = 1_000_000;

const segmentOf = ({ Segment, TotalSegments }: ScanInput): readonly [number, number] => {
  if (Segment === undefined && TotalSegments === undefined) return [0, 1];
  if (Segment === undefined) {
    throw validation(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (TotalSegments === undefined) {
    throw validation(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (TotalSegments < 1 || TotalSegments > maxSegments) {
    throw validation(
      `1 validation error detected: Value '${TotalSegments}' at 'totalSegments' failed to satisfy constraint: Member must have value between 1 and ${maxSegments}`,
    );
  }
  if (Segment < 0) {
    throw validation(
      `1 validation error detected: Value '${Segment}' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0`,
    );
  }
  if (Segment >= TotalSegments) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
  return [Segment, TotalSegments];
};

/** All items of a table or index, or of one segment of it. Throws ValidationException or ResourceNotFoundException. */
export const scan = (engine: Engine, input: ScanInput) => {
  refuseLegacy(input);
  const expressions = bindExpressions(input, ['ProjectionExpression', 'FilterExpression']);
  const source = sourceOf(engine, input);
  const range = segmentRange(...segmentOf(input));
  return answerPage(engine, input, { source, range, forward: true, expressions });
};
