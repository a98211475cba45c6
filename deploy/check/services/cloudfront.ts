import { among, idOf, idsIn, ofType, type Template, textOf, typeOf } from '../template.ts';

interface Behavior {
  TargetOriginId: string;
  ViewerProtocolPolicy?: string;
  PathPattern?: string;
}

interface Distribution {
  DistributionConfig: {
    PriceClass?: string;
    Aliases?: unknown[];
    ViewerCertificate?: {
      AcmCertificateArn?: unknown;
      SslSupportMethod?: string;
      CloudFrontDefaultCertificate?: boolean;
    };
    Origins?: Origin[];
    DefaultCacheBehavior: Behavior;
    CacheBehaviors?: Behavior[];
  };
}

interface Origin {
  Id: string;
  DomainName: unknown;
  OriginAccessControlId?: unknown;
  S3OriginConfig?: object;
  CustomOriginConfig?: object;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-distributionconfig.html */
export function* distributionRules(template: Template): Iterable<string> {
  for (const [id, { DistributionConfig: config }] of ofType<Distribution>(template, 'AWS::CloudFront::Distribution')) {
    const { Origins = [], CacheBehaviors = [] } = config;
    yield* among(`${id}.PriceClass`, config.PriceClass, ['PriceClass_100', 'PriceClass_200', 'PriceClass_All']);
    const behaviors = [config.DefaultCacheBehavior, ...CacheBehaviors];
    for (const { TargetOriginId, ViewerProtocolPolicy } of behaviors) {
      if (!Origins.some(({ Id }) => Id === TargetOriginId)) yield `${id}: there is no origin ${TargetOriginId}`;
      yield* among(`${id}.ViewerProtocolPolicy`, ViewerProtocolPolicy, [
        'allow-all',
        'https-only',
        'redirect-to-https',
      ]);
    }
    const paths = CacheBehaviors.map(({ PathPattern }) => PathPattern);
    if (new Set(paths).size < paths.length) yield `${id} has two behaviors of one path`;
    for (const origin of Origins) yield* originRules(template, id, origin);
    yield* certificateRules(id, config);
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-viewercertificate.html */
function* certificateRules(
  id: string,
  { Aliases = [], ViewerCertificate }: Distribution['DistributionConfig'],
): Iterable<string> {
  const certificate = ViewerCertificate?.AcmCertificateArn;
  if (Aliases.length > 0 && !certificate) yield `${id} has another name, and no certificate for it`;
  if (certificate && Aliases.length === 0) yield `${id} has a certificate, and no name that it is for`;
  if (certificate && !ViewerCertificate?.SslSupportMethod) yield `${id}: its certificate needs an SslSupportMethod`;
  if (certificate && ViewerCertificate?.CloudFrontDefaultCertificate) yield `${id} has two certificates`;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
function* originRules(template: Template, id: string, origin: Origin): Iterable<string> {
  if (!origin.S3OriginConfig === !origin.CustomOriginConfig)
    yield `${id}: the origin ${origin.Id} is either a bucket or not`;
  const bucket = idsIn(textOf(origin.DomainName)).find((one) => typeOf(template, one) === 'AWS::S3::Bucket');
  if (!bucket) return;
  const access = idOf(origin.OriginAccessControlId);
  if (typeOf(template, access) !== 'AWS::CloudFront::OriginAccessControl')
    yield `${id}: nobody controls the access to ${bucket}`;
  const policies = ofType<{ Bucket: unknown; PolicyDocument: unknown }>(template, 'AWS::S3::BucketPolicy');
  const lets = policies.some(([, { Bucket, PolicyDocument }]) => {
    const text = JSON.stringify(PolicyDocument);
    return idOf(Bucket) === bucket && text.includes('"cloudfront.amazonaws.com"') && text.includes(id);
  });
  if (!lets) yield `${bucket} does not let ${id} read, and its origin access control needs that`;
}
