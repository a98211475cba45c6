import { objectsIn } from '../arn.ts';
import { privateBucket } from '../bucket.ts';
import { cachePolicies, publicBranches } from './caching.ts';
import { type FirewallSettings, firewallOf } from './firewall.ts';
import { headerPolicies } from './headers.ts';

const SITE = 'SiteBucket';
/** Policies of AWS's own (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html). */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** The API takes no other Host than its own. */
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const EVERY_METHOD = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

/**
 * A CloudFront distribution before the API and the site: public reads are kept as their Cache-Control says, everything
 * else of the API passes uncached, and all other paths are files of a private bucket.
 */
export function edge(stage: string, settings: FirewallSettings) {
  const firewall = firewallOf(stage, settings);
  return {
    resources: {
      ...privateBucket(SITE, { lets: [mayReadSite] }),
      SiteAccess: {
        Type: 'AWS::CloudFront::OriginAccessControl',
        Properties: {
          OriginAccessControlConfig: {
            Name: { 'Fn::Sub': `skein-${stage}-\${AWS::Region}` },
            OriginAccessControlOriginType: 's3',
            SigningBehavior: 'always',
            SigningProtocol: 'sigv4',
          },
        },
      },
      ...cachePolicies(stage),
      ...headerPolicies(stage),
      ...firewall.resources,
      EdgeDistribution: distribution(stage, firewall.arn),
    },
    outputs: {
      EdgeDomain: {
        Description: 'Where the public reads, the API and the site are, by HTTPS',
        Value: { 'Fn::GetAtt': ['EdgeDistribution', 'DomainName'] },
      },
      EdgeDistributionId: { Value: { Ref: 'EdgeDistribution' } },
      SiteBucketName: { Value: { Ref: SITE } },
    },
  };
}

const mayReadSite = {
  Effect: 'Allow',
  Principal: { Service: 'cloudfront.amazonaws.com' },
  Action: 's3:GetObject',
  Resource: objectsIn(SITE),
  Condition: {
    StringEquals: {
      'AWS:SourceArn': {
        'Fn::Sub': `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${EdgeDistribution}`,
      },
    },
  },
};

const distribution = (stage: string, WebACLId: unknown) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Enabled: true,
      Comment: `skein ${stage}`,
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      DefaultRootObject: 'index.html',
      ...(WebACLId !== undefined && { WebACLId }),
      Origins: [
        {
          Id: 'site',
          DomainName: { 'Fn::GetAtt': [SITE, 'RegionalDomainName'] },
          OriginAccessControlId: { 'Fn::GetAtt': ['SiteAccess', 'Id'] },
          S3OriginConfig: { OriginAccessIdentity: '' }, // required, and empty because access control takes its place
        },
        {
          Id: 'api',
          DomainName: { 'Fn::Sub': `\${HttpApi}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}` },
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        },
      ],
      DefaultCacheBehavior: {
        TargetOriginId: 'site',
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD'],
        CachePolicyId: CACHING_OPTIMIZED,
        ResponseHeadersPolicyId: { Ref: 'EdgeHeaders' },
        Compress: true,
      },
      CacheBehaviors: [
        ...publicBranches().map(({ pattern, policy }) => ({
          PathPattern: pattern,
          TargetOriginId: 'api',
          ViewerProtocolPolicy: 'https-only',
          AllowedMethods: ['GET', 'HEAD'],
          CachePolicyId: { Ref: policy },
          ResponseHeadersPolicyId: { Ref: 'EdgePublicHeaders' },
          Compress: true,
        })),
        {
          PathPattern: '/v1/*',
          TargetOriginId: 'api',
          ViewerProtocolPolicy: 'https-only',
          AllowedMethods: EVERY_METHOD,
          CachePolicyId: CACHING_DISABLED,
          OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
          ResponseHeadersPolicyId: { Ref: 'EdgeHeaders' },
          Compress: false, // with nothing cached CloudFront does not compress
        },
      ],
    },
  },
});
