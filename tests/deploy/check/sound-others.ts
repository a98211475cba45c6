/** A resource as a test changes it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into any property
export type Loose = any;
export type Resources = Record<string, { Type: string; Properties: Loose }>;

export const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

export const role = (service: string, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

const bucketArn = { 'Fn::Sub': `\${Bucket.Arn}/*` };

/** What stands beside functions, queues and rules: the edge, the archive, logins and what is watched. */
export const soundOthers = (): Resources => ({
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'skein-site',
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Bucket' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: bucketArn,
            Condition: {
              StringEquals: { 'AWS:SourceArn': { 'Fn::Sub': `arn:aws:cloudfront::1:distribution/\${Edge}` } },
            },
          },
        ],
      },
    },
  },
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'site',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Edge: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        PriceClass: 'PriceClass_100',
        Aliases: ['map.example.com'],
        ViewerCertificate: {
          AcmCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1',
          SslSupportMethod: 'sni-only',
        },
        Origins: [
          {
            Id: 'site',
            DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
            OriginAccessControlId: { 'Fn::GetAtt': ['Access', 'Id'] },
            S3OriginConfig: {},
          },
        ],
        DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'https-only' },
      },
    },
  },
  StoreRole: role('firehose', { Effect: 'Allow', Action: 's3:PutObject', Resource: bucketArn }),
  Store: {
    Type: 'AWS::KinesisFirehose::DeliveryStream',
    Properties: {
      ExtendedS3DestinationConfiguration: {
        BucketARN: arn('Bucket'),
        RoleARN: arn('StoreRole'),
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 300 },
        DynamicPartitioningConfiguration: { Enabled: true },
      },
    },
  },
  Database: { Type: 'AWS::Glue::Database', Properties: { CatalogId: '1', DatabaseInput: { Name: 'skein' } } },
  Table: {
    Type: 'AWS::Glue::Table',
    Properties: {
      CatalogId: '1',
      DatabaseName: { Ref: 'Database' },
      TableInput: { StorageDescriptor: { Columns: [{ Name: 'device_id' }] }, PartitionKeys: [{ Name: 'day' }] },
    },
  },
  Questions: {
    Type: 'AWS::Athena::WorkGroup',
    Properties: { Name: 'skein', WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 10_000_000 } },
  },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { Policies: { PasswordPolicy: { MinimumLength: 12 } } } },
  Client: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: { UserPoolId: { Ref: 'Pool' }, AccessTokenValidity: 1 },
  },
  Dashboard: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: '{"widgets":[]}' } },
  Alarm: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'Skein',
      MetricName: 'Rentals',
      Period: 60,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
});
