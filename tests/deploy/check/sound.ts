import { arn, type Resources, role, soundOthers } from './sound-others.ts';

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
        ApplicationProtocol: 'SECURE_MQTT',
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
    ...soundOthers(),
  },
});
