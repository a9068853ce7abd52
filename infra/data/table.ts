import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  type LocalSecondaryIndexProps,
  type StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { env } from '../../domain/shared/names.ts';
import type { StageConfig } from '../config.ts';
import type { Access } from '../shared/access.ts';

export interface TableProps {
  readonly config: StageConfig;
  readonly key: Key;
  /** The variable that names the table to a function. */
  readonly env: keyof typeof env;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** The type of the sort key; a string unless said. */
  readonly sortKeyType?: AttributeType;
  readonly timeToLive?: string;
  readonly stream?: StreamViewType;
  /** Local index name → its sort key, a string. */
  readonly localIndexes?: Readonly<Record<string, string>>;
  /** Global index name → its partition and sort key, strings. Read tables alone may have one. */
  readonly globalIndexes?: Readonly<Record<string, readonly [string, string]>>;
}

/** What a function may do with a table's items. Transactions need the rights of the writes they are made of. */
export type ItemAction =
  | 'GetItem'
  | 'Query'
  | 'Scan'
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  /** The whole table: for nightly sums and rebuilds, never for a request. */
  | 'Scan'
  | 'ConditionCheckItem';

/** A table that can be restored to any second of 35 days, cannot be deleted by accident, and is encrypted by our key. */
export class Table extends Construct {
  readonly table: TableV2;
  readonly #props: TableProps;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    this.#props = props;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      ...(props.sortKey
        ? { sortKey: { name: props.sortKey, type: props.sortKeyType ?? AttributeType.STRING } }
        : {}),
      ...(props.timeToLive ? { timeToLiveAttribute: props.timeToLive } : {}),
      ...(props.stream ? { dynamoStream: props.stream } : {}),
      localSecondaryIndexes: localIndexes(props),
      globalSecondaryIndexes: globalIndexes(props),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy:
        props.config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Rights on the table's items. */
  may(...actions: readonly ItemAction[]): Access {
    return this.#access(actions, this.table.tableArn);
  }

  /** The right to query one of the table's indexes. */
  mayQueryIndex(name: string): Access {
    return this.#access(['Query'], `${this.table.tableArn}/index/${name}`);
  }

  /** The right to read the table's stream, as an event source needs it. */
  get mayReadStream(): Access {
    return {
      allow: [
        {
          actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
            (action) => `dynamodb:${action}`,
          ),
          resources: [this.streamArn],
        },
        this.#decrypt,
      ],
    };
  }

  get streamArn(): string {
    if (!this.table.tableStreamArn) throw new Error(`${this.node.id} has no stream`);
    return this.table.tableStreamArn;
  }

  #access(actions: readonly ItemAction[], arn: string): Access {
    return {
      env: { [this.#props.env]: this.table.tableName },
      allow: [
        { actions: actions.map((action) => `dynamodb:${action}`), resources: [arn] },
        this.#decrypt,
      ],
    };
  }

  /** DynamoDB unwraps the table's key in the caller's name; it needs nothing more to read and to write items. */
  get #decrypt() {
    return {
      actions: ['kms:Decrypt'],
      resources: [this.#props.key.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` },
      },
    };
  }
}

const localIndexes = (props: TableProps): LocalSecondaryIndexProps[] =>
  Object.entries(props.localIndexes ?? {}).map(([indexName, sortKey]) => ({
    indexName,
    sortKey: { name: sortKey, type: AttributeType.STRING },
  }));

const globalIndexes = (props: TableProps): GlobalSecondaryIndexPropsV2[] =>
  Object.entries(props.globalIndexes ?? {}).map(([indexName, [partition, sort]]) => ({
    indexName,
    partitionKey: { name: partition, type: AttributeType.STRING },
    sortKey: { name: sort, type: AttributeType.STRING },
  }));
