/** A resource as a test changes it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reaches into any property
export type Loose = any;
export type Resources = Record<string, { Type: string; Properties: Loose }>;

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

const role = (service: string, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'all', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});

const may = (actions: string[], id: string) => ({ Effect: 'Allow', Action: actions, Resource: arn(id) });

const permission = (service: string, source: unknown) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: arn('Worker'),
    Principal: `${service}.amazonaws.com`,
    SourceArn: source,
  },
});

const bucketArn = { 'Fn::Sub': `\${Bucket.Arn}/*` };

/** A template with one of everything, sound as it is. A new one each time, for a test to break. */
export const sound = (): { Resources: Resources } => ({
  Resources: {
    WorkerRole: role(
      'lambda',
      may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], 'Work'),
      may(
        ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
          (a) => `kinesis:${a}`,
        ),
        'Flow',
      ),
      may(['sqs:SendMessage'], 'Letters'),
    ),
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: {},
        FunctionName: 'worker',
        Handler: 'dist/worker.handler',
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Timeout: 10,
        MemorySize: 256,
        Role: arn('WorkerRole'),
        Environment: { Variables: { LEVEL: 'INFO' } },
        LoggingConfig: { LogGroup: '/worker' },
      },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/worker', RetentionInDays: 14 } },
    Letters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: arn('Letters'), maxReceiveCount: 5 },
      },
    },
    Flow: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    },
    WorkMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arn('Work'),
        FunctionName: arn('Worker'),
        BatchSize: 1000,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    FlowMapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arn('Flow'),
        FunctionName: arn('Worker'),
        BatchSize: 1000,
        StartingPosition: 'TRIM_HORIZON',
        MaximumRetryAttempts: 5,
        DestinationConfig: { OnFailure: { Destination: arn('Letters') } },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Asynchronous: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Worker' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: arn('Letters') } },
      },
    },
    RuleRole: role('iot', may(['sqs:SendMessage'], 'Letters'), {
      Effect: 'Allow',
      Action: 'iot:Publish',
      Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:topic/phones/*/state` },
    }),
    Rule: {
      Type: 'AWS::IoT::TopicRule',
      Properties: {
        RuleName: 'rule_1',
        TopicRulePayload: {
          AwsIotSqlVersion: '2016-03-23',
          Sql: "SELECT * FROM 'devices/+/crowd'",
          Actions: [
            { Lambda: { FunctionArn: arn('Worker') } },
            { Republish: { Topic: `phones/\${topic(2)}/state`, Qos: 1, RoleArn: arn('RuleRole') } },
          ],
          ErrorAction: { Sqs: { QueueUrl: { Ref: 'Letters' }, RoleArn: arn('RuleRole'), UseBase64: false } },
        },
      },
    },
    RulePermission: permission('iot', arn('Rule')),
    Authorizer: {
      Type: 'AWS::IoT::Authorizer',
      Properties: { AuthorizerName: 'skein-dev', AuthorizerFunctionArn: arn('Worker'), SigningDisabled: true },
    },
    AuthorizerPermission: permission('iot', arn('Authorizer')),
    Domain: {
      Type: 'AWS::IoT::DomainConfiguration',
      Properties: {
        AuthenticationType: 'CUSTOM_AUTH',
        AuthorizerConfig: { DefaultAuthorizerName: { Ref: 'Authorizer' } },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    ApiPermission: permission('apigateway', {
      'Fn::Sub': `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*`,
    }),
    ApiAuthorizer: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        Name: 'token',
        AuthorizerType: 'REQUEST',
        AuthorizerResultTtlInSeconds: 0,
        AuthorizerUri: {
          'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/functions/\${Worker.Arn}/invocations`,
        },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn('Worker'),
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: 30_000,
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /things/{thing_id}',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
        AuthorizerId: { Ref: 'ApiAuthorizer' },
        AuthorizationType: 'CUSTOM',
      },
    },
    Timer: {
      Type: 'AWS::Events::Rule',
      Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [{ Id: 'worker', Arn: arn('Worker') }] },
    },
    TimerPermission: permission('events', arn('Timer')),
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'skein-site' } },
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
  },
});
