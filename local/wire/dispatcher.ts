import type { Iam } from '../kernel/iam.ts';
import type { Random } from '../kernel/random.ts';
import { AwsError, type Caller, type Service } from '../kernel/service.ts';
import { awsJson } from './aws-json.ts';
import type { Protocol, WireCall, WireRequest, WireResponse } from './message.ts';
import { queryXml } from './query-xml.ts';
import { restJson } from './rest-json.ts';
import { s3 } from './s3.ts';

/** Answers a request of an SDK client, made by `caller`. Never rejects: what goes wrong is a response too. */
export type Dispatch = (request: WireRequest, caller: Caller) => Promise<WireResponse>;

const protocols: readonly Protocol[] = [awsJson, restJson, queryXml, s3];

/** In a shape that every JSON client reads, for requests whose protocol is not known. */
const plainFailure = (error: AwsError): WireResponse => ({
  status: error.status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
  body: JSON.stringify({ __type: error.code, message: error.message }),
});

const understand = (request: WireRequest): WireCall => {
  for (const protocol of protocols) {
    const call = protocol(request);
    if (call !== undefined) return call;
  }
  const what = `${request.method} https://${request.host}${request.path}`;
  throw new AwsError('UnknownOperationException', `The local cloud does not answer ${what}`);
};

/**
 * Parses requests in the protocols of AWS, checks the caller's permissions and calls the service.
 * `report` hears of every error that is a bug of ours; the client gets `InternalFailure`.
 */
export const createDispatcher = ({
  services,
  iam,
  random,
  report,
}: {
  readonly services: readonly Service[];
  readonly iam: Iam;
  readonly random: Random;
  readonly report: (error: unknown, what: string) => void;
}): Dispatch => {
  const byName = new Map(services.map((service) => [service.name, service]));

  const serviceFor = ({ service, operation }: WireCall): Service => {
    const found = byName.get(service);
    if (found !== undefined) return found;
    throw new AwsError(
      'UnknownOperationException',
      `The local cloud does not run ${service}:${operation}`,
    );
  };
  const asAwsError = (error: unknown, what: string): AwsError => {
    if (error instanceof AwsError) return error;
    report(error, what);
    return new AwsError('InternalFailure', `The local cloud failed in ${what}`, { status: 500 });
  };
  const perform = async (wireCall: WireCall, caller: Caller): Promise<WireResponse> => {
    const { operation, input } = wireCall;
    try {
      const service = serviceFor(wireCall);
      const call = { operation, input, caller };
      if (caller.kind === 'role')
        for (const permission of service.permissions(call)) iam.check(caller, permission);
      return wireCall.answer(await service.call(call));
    } catch (error) {
      return wireCall.fail(asAwsError(error, `${wireCall.service}:${operation}`));
    }
  };

  return async (request, caller) => {
    let call: WireCall;
    try {
      call = understand(request);
    } catch (error) {
      return plainFailure(asAwsError(error, `${request.method} ${request.host}${request.path}`));
    }
    const response = await perform(call, caller);
    return { ...response, headers: { ...response.headers, 'x-amzn-requestid': random.uuid() } };
  };
};
