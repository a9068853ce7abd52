import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** What a customer keeps of a month. */
export class Statements extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Statements');
    const { keys, tables } = data;
    endpoint(
      this,
      platform,
      'GET /v1/statements/{month}',
      'statements/get-statement',
      { throttle: 'read' },
      tables.events.may('Query'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
  }
}
