/** Where AWS keeps what belongs to CloudFront. */
const REGION = 'us-east-1';

export interface FirewallSettings {
  region: string;
  /** off, on, or the ARN of a web ACL that is there. */
  firewall: string;
  /** How many requests one address may send in five minutes. */
  rate: string;
}

/**
 * The web ACL of the distribution: none, one of ours that blocks addresses that ask too often, or one given by its ARN.
 * CloudFront takes only those of us-east-1, and a stack makes resources in its own region only.
 */
export function firewallOf(stage: string, { region, firewall, rate }: FirewallSettings) {
  if (firewall === 'off') return { resources: {}, arn: undefined };
  if (/^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//.test(firewall)) return { resources: {}, arn: firewall };
  if (firewall !== 'on') {
    throw new Error(`the parameter firewall is off, on or the ARN of a global web ACL, not ${firewall}`);
  }
  if (region !== REGION) {
    throw new Error(
      `a web ACL for CloudFront is made in ${REGION} only, and this stack is in ${region}: ` +
        'make one there, and give its ARN as the parameter firewall',
    );
  }
  const limit = Number(rate);
  if (!Number.isInteger(limit) || limit < 10)
    throw new Error(`the parameter firewall_rate is at least 10, not ${rate}`);
  return {
    resources: { EdgeFirewall: webAcl(stage, limit) },
    arn: { 'Fn::GetAtt': ['EdgeFirewall', 'Arn'] },
  };
}

const webAcl = (stage: string, limit: number) => ({
  Type: 'AWS::WAFv2::WebACL',
  Properties: {
    Name: `skein-${stage}`,
    Scope: 'CLOUDFRONT',
    DefaultAction: { Allow: {} },
    VisibilityConfig: visible(`skein-${stage}`),
    Rules: [
      {
        Name: 'rate',
        Priority: 0,
        Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: limit, EvaluationWindowSec: 300 } },
        VisibilityConfig: visible(`skein-${stage}-rate`),
      },
    ],
  },
});

const visible = (MetricName: string) => ({
  MetricName,
  CloudWatchMetricsEnabled: true,
  SampledRequestsEnabled: true,
});
