/** One resource of a synthesised template, its intrinsics resolved to the names and ARNs of the local account. */
export interface Resource {
  /** `<stack>/<logicalId>`: unique over all stacks. */
  readonly id: string;
  readonly stack: string;
  readonly logicalId: string;
  /** The CloudFormation type, e.g. `AWS::SQS::Queue`. */
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's property shapes; each service checks what it reads.
  readonly properties: Readonly<Record<string, any>>;
  /** What `Ref` gives: a name, a URL or an id, as that type has it. */
  readonly ref: string;
  /** What `Fn::GetAtt … Arn` gives; an empty string where a type has none. */
  readonly arn: string;
}

/** All stacks of the app, read as one. */
export interface Resources {
  readonly all: readonly Resource[];
  readonly ofType: (type: string) => readonly Resource[];
  /** By ARN or by `Ref`; undefined when no resource has it. */
  readonly find: (type: string, arnOrRef: string) => Resource | undefined;
  /** Stack outputs, by `<stack>.<OutputKey>`. */
  readonly outputs: Readonly<Record<string, string>>;
}
