import { Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { headersFor } from './headers.ts';

/** Every address of the web app is one page: what names no file is answered with it. */
const onePage = `function handler(event) {
  var request = event.request;
  var name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (name.indexOf('.') < 0) request.uri = '/index.html';
  return request;
}`;

/** What else answers at the page's address. */
export interface Addresses {
  /** The HTTP API, `https://…`. */
  readonly api: string;
  /** The WebSocket API without its stage, `wss://…`. */
  readonly live: string;
}

/**
 * The web app at one address with the API: the page and its files from a private bucket, `/v1` from the HTTP API, `/ws` from
 * the WebSocket API, whose stage is called so. So a build knows no address, and no browser asks another origin.
 */
export class Hosting extends Construct {
  readonly bucketName: string;
  readonly url: string;

  constructor(scope: Construct, config: StageConfig, { api, live }: Addresses) {
    super(scope, 'Hosting');
    const bucket = siteBucket(this, config);
    const pages = pagesFrom(this, bucket);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Assay ${config.stage}`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: pages.page,
      additionalBehaviors: {
        '/assets/*': pages.assets,
        '/v1/*': answeredBy(api),
        '/ws': answeredBy(live),
      },
    });
    Validations.of(distribution).acknowledge(
      { id: 'AwsSolutions-CFR1', reason: 'Customers travel: no country is shut out by address.' },
      {
        id: 'AwsSolutions-CFR2',
        reason:
          'The pages are public files; rate rules stand at the API, which has its own throttles.',
      },
      {
        id: 'AwsSolutions-CFR3',
        reason: 'The API logs each request; who fetched a public file is nobody’s business.',
      },
      {
        id: 'AwsSolutions-CFR4',
        reason:
          'The minimum TLS version needs a certificate for a domain, which a stage has not yet.',
      },
    );
    this.bucketName = bucket.bucketName;
    this.url = `https://${distribution.distributionDomainName}`;
  }
}

const siteBucket = (scope: Construct, config: StageConfig): Bucket => {
  const bucket = new Bucket(scope, 'Files', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    // All of it can be built again.
    removalPolicy: config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Public files without secrets, read by CloudFront alone.',
  });
  return bucket;
};

/** Files with a hash in their name for ever; the page itself asked for anew each time. */
const pagesFrom = (scope: Construct, bucket: Bucket) => {
  const files = {
    origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    compress: true,
  };
  const policy = (id: string, cacheControl: string) =>
    new ResponseHeadersPolicy(scope, id, headersFor(cacheControl));
  const rewrite = new EdgeFunction(scope, 'OnePage', {
    comment: 'Answers every address of the web app with its page',
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(onePage),
  });
  return {
    page: {
      ...files,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      responseHeadersPolicy: policy('PageHeaders', 'no-cache'),
      functionAssociations: [{ function: rewrite, eventType: FunctionEventType.VIEWER_REQUEST }],
    },
    assets: {
      ...files,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: policy('AssetHeaders', 'public, max-age=31536000, immutable'),
    },
  };
};

/** An API as it is: nothing cached, every header of the client but the host's, a WebSocket's handshake too. */
const answeredBy = (url: string): BehaviorOptions => ({
  origin: new HttpOrigin(Fn.select(2, Fn.split('/', url))),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
});
