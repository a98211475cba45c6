/** In seconds. */
const YEAR = 31_536_000;

/** What every answer from the edge says to browsers; and public reads, that any page may read them. */
export const headerPolicies = (stage: string) => ({
  EdgeHeaders: headersPolicy(stage, { SecurityHeadersConfig: security }),
  // an answer that is kept was made for one origin or none, so this cannot come from the API
  EdgePublicHeaders: headersPolicy(`${stage}-public`, {
    SecurityHeadersConfig: security,
    CorsConfig: {
      AccessControlAllowCredentials: false,
      AccessControlAllowHeaders: { Items: ['*'] },
      AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlExposeHeaders: { Items: ['ETag'] },
      OriginOverride: true,
    },
  }),
});

const security = {
  StrictTransportSecurity: { AccessControlMaxAgeSec: YEAR, IncludeSubdomains: true, Override: true },
  ContentTypeOptions: { Override: true },
  FrameOptions: { FrameOption: 'DENY', Override: true },
  ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
};

const headersPolicy = (name: string, config: object) => ({
  Type: 'AWS::CloudFront::ResponseHeadersPolicy',
  Properties: { ResponseHeadersPolicyConfig: { Name: { 'Fn::Sub': `skein-${name}-\${AWS::Region}` }, ...config } },
});
