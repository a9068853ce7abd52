/** Who makes a call: a function's role (its policies decide) or the local cloud itself (everything is allowed). */
export type Caller =
  | { readonly kind: 'role'; readonly roleId: string; readonly functionId: string }
  | { readonly kind: 'cloud'; readonly name: string };

/** One call of an AWS API, already parsed from the wire. `input` has the API's own member names. */
export interface Call {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are AWS's, and each service checks what it reads.
  readonly input: any;
  readonly caller: Caller;
}

/** What a call needs: an IAM action (`dynamodb:PutItem`) on a resource's ARN, with the condition keys it carries. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** A service of the local cloud. Anything that it does not know it refuses by name with `UnknownOperationException`. */
export interface Service {
  /** The name used in IAM actions: `dynamodb`, `sqs`, `events`, `kms`, `cognito-idp`, `ses`, … */
  readonly name: string;
  /** The permissions that the caller must hold; checked before `call` whenever the caller is a role. */
  readonly permissions: (call: Call) => readonly Permission[];
  /** Answers with the API's output members, or throws `AwsError`. */
  readonly call: (call: Call) => unknown | Promise<unknown>;
}

/** An error in the shape that an SDK turns back into its typed exception. `fields` are further members of it. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { readonly status?: number; readonly fields?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.fields = options.fields ?? {};
  }
}
