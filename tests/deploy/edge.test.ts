import { ALL_ROUTES } from '../../events/routes.ts';
import { added, arn, flaws, ref, template } from './template.ts';

const on = template({ edge: 'on' });
const { CacheBehaviors, DefaultCacheBehavior, ...distribution } =
  on.Resources.EdgeDistribution.Properties.DistributionConfig;
const behavior = (path: string) =>
  CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) =>
    new RegExp(`^${PathPattern.replace('*', '.*')}$`).test(path),
  );
const keyOf = (path: string) =>
  on.Resources[behavior(path).CachePolicyId.Ref].Properties.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin;

test('without the parameter there is no edge', () => {
  expect(added({ edge: 'off' })).toEqual([]);
  expect(Object.keys(template().Outputs)).not.toContain('EdgeDomain');
  expect(() => template({ edge: 'yes' })).toThrow('the parameter edge is on or off, not yes');
});

test('CloudFormation finds no flaw in it', () => {
  expect(flaws({ edge: 'on' })).toEqual([]);
  expect(flaws({ edge: 'on', firewall: 'on', firewall_rate: '100' })).toEqual([]);
});

test('a read for anyone is kept as its Cache-Control says, and apart by what it depends on', () => {
  const open = ALL_ROUTES.filter(({ roles }) => roles === 'anyone');
  expect(open.length).toBeGreaterThan(3);
  for (const { path } of open) {
    expect(behavior(path)).toMatchObject({ TargetOriginId: 'api', AllowedMethods: ['GET', 'HEAD'], Compress: true });
    expect(keyOf(path)).toMatchObject({
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: path.startsWith('/public/')
        ? { HeaderBehavior: 'whitelist', Headers: ['Accept'] }
        : { HeaderBehavior: 'none' },
    });
  }
  expect(keyOf('/public/venues/mall/heatmap').HeadersConfig.Headers).toEqual(['Accept']);
  for (const id of ['EdgeNegotiatedCache', 'EdgePlainCache']) {
    const { MinTTL, DefaultTTL, MaxTTL } = on.Resources[id].Properties.CachePolicyConfig;
    expect([MinTTL, DefaultTTL, MaxTTL]).toEqual([0, 0, 31_536_000]);
  }
});

test('every other route passes with its token and is never kept', () => {
  for (const { path } of ALL_ROUTES.filter(({ roles }) => roles !== 'anyone')) {
    expect(behavior(path)).toMatchObject({
      PathPattern: '/v1/*',
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(behavior(path).AllowedMethods).toHaveLength(7);
  }
});

test('what is no route is a file of a bucket that only this distribution reads', () => {
  expect(DefaultCacheBehavior).toMatchObject({ TargetOriginId: 'site', ViewerProtocolPolicy: 'redirect-to-https' });
  expect(distribution.DefaultRootObject).toBe('index.html');
  expect(distribution.Origins[0]).toMatchObject({ OriginAccessControlId: { 'Fn::GetAtt': ['SiteAccess', 'Id'] } });
  const { SiteBucket, SiteBucketPolicy } = on.Resources;
  expect(Object.values(SiteBucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  expect(SiteBucketPolicy.Properties.Bucket).toEqual(ref('SiteBucket'));
  const [deny, allow, ...more] = SiteBucketPolicy.Properties.PolicyDocument.Statement;
  expect(more).toEqual([]);
  expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  expect(deny.Resource[0]).toEqual(arn('SiteBucket'));
  expect(allow).toMatchObject({ Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject' });
  expect(JSON.stringify(allow.Condition)).toMatch(/"AWS:SourceArn".*EdgeDistribution/);
});

test('nothing is answered without TLS, and browsers are told what they may do', () => {
  for (const each of [DefaultCacheBehavior, ...CacheBehaviors]) {
    expect(['https-only', 'redirect-to-https']).toContain(each.ViewerProtocolPolicy);
    const policy = on.Resources[each.ResponseHeadersPolicyId.Ref].Properties.ResponseHeadersPolicyConfig;
    expect(policy.SecurityHeadersConfig).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY' },
      ReferrerPolicy: { Override: true },
    });
    // any page may read what is public; what needs a token says so itself
    expect('CorsConfig' in policy).toBe(each.TargetOriginId === 'api' && each.PathPattern !== '/v1/*');
  }
});

test('its address is an output', () => {
  expect(on.Outputs.EdgeDomain.Value).toEqual({ 'Fn::GetAtt': ['EdgeDistribution', 'DomainName'] });
});

const ARN = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/1';

test('a firewall is made in us-east-1, or elsewhere given by its ARN', () => {
  expect(distribution.WebACLId).toBeUndefined();
  const made = template({ edge: 'on', firewall: 'on', firewall_rate: '100' }).Resources;
  expect(made.EdgeDistribution.Properties.DistributionConfig.WebACLId).toEqual(arn('EdgeFirewall'));
  expect(made.EdgeFirewall.Properties).toMatchObject({
    Scope: 'CLOUDFRONT',
    Rules: [{ Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 100, EvaluationWindowSec: 300 } } }],
  });
  const given = template({ edge: 'on', firewall: ARN, region: 'eu-central-1' }).Resources;
  expect(given.EdgeDistribution.Properties.DistributionConfig.WebACLId).toBe(ARN);
  expect(given.EdgeFirewall).toBeUndefined();
});

test.each([
  [{ edge: 'on', firewall: 'on', firewall_rate: '100', region: 'eu-central-1' }, 'in us-east-1 only'],
  [{ edge: 'on', firewall: 'on', firewall_rate: '9' }, 'at least 10, not 9'],
  [{ edge: 'on', firewall: ARN.replace('global', 'regional') }, 'the ARN of a global web ACL'],
  [{ edge: 'off', firewall: 'on' }, 'needs edge'],
])('the parameters %j are refused', (settings, reason) => {
  expect(() => template(settings)).toThrow(reason);
});
