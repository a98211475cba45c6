// What a domain's `rules:` become: an IoT rule each with an error action, and behind it a queue that a function reads
// in batches, a function called for every message, or a republish. `ingest` says which kind the queues are.

const capitalized = (name) => name.replace(/(^|_)(.)/g, (_, __, letter) => letter.toUpperCase());
const arnOf = (id) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const maySend = (id) => ({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arnOf(id) });
const BATCH = 1000;
const TRIES = 5;

const queues = {
  // Nothing to pay while idle.
  sqs: (queue, deadLetters, role) => ({
    resource: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60, // six times the function's timeout, as AWS advises
        MessageRetentionPeriod: 86_400, // what is older is too late anyway
        RedrivePolicy: { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: TRIES },
      },
    },
    action: { Sqs: { QueueUrl: { Ref: queue }, RoleArn: arnOf(role), UseBase64: false } },
    send: maySend(queue),
    receive: [
      { Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], Resource: arnOf(queue) },
    ],
    event: {
      sqs: {
        arn: arnOf(queue),
        batchSize: BATCH,
        maximumBatchingWindow: 1,
        functionResponseType: 'ReportBatchItemFailures',
      },
    },
  }),

  // Half the price of SQS where thousands of messages come every second.
  kinesis: (queue, deadLetters, role) => ({
    resource: {
      Type: 'AWS::Kinesis::Stream',
      Properties: { RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
    },
    action: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: AWS IoT fills it in
      Kinesis: { StreamName: { Ref: queue }, PartitionKey: '\\${topic(2)}', RoleArn: arnOf(role) },
    },
    send: { Effect: 'Allow', Action: 'kinesis:PutRecord', Resource: arnOf(queue) },
    receive: [
      {
        Action: ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'].map(
          (action) => `kinesis:${action}`,
        ),
        Resource: arnOf(queue),
      },
      maySend(deadLetters),
    ],
    event: {
      stream: {
        type: 'kinesis',
        arn: arnOf(queue),
        batchSize: BATCH,
        batchWindow: 1,
        startingPosition: 'TRIM_HORIZON',
        functionResponseType: 'ReportBatchItemFailures',
        // without these one bad record would hold up its shard for good
        maximumRetryAttempts: TRIES,
        bisectBatchOnFunctionError: true,
        destinations: { onFailure: { type: 'sqs', arn: arnOf(deadLetters) } },
      },
    },
  }),
};

/** CloudFormation resources for a domain's rules, and what its functions need: { resources, functions: { name: { events, iam, destinations } } }. */
module.exports = function rulesOf(domain, rules, ingest) {
  if (!queues[ingest]) throw new Error(`the parameter ingest is ${Object.keys(queues).join(' or ')}, not ${ingest}`);
  const deadLetters = `${capitalized(domain)}DeadLetters`;
  const resources = {
    // What a rule could not hand on, and what a function could not take after several tries; kept for 14 days, the longest.
    [deadLetters]: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  };
  const functions = {};

  for (const [name, { sql, queue: reader, invoke, republish }] of Object.entries(rules)) {
    const [rule, role, queueId] = ['Rule', 'RuleRole', 'Queue'].map((suffix) => capitalized(name) + suffix);
    const statements = [maySend(deadLetters)];
    let action;
    if (reader) {
      const queue = queues[ingest](queueId, deadLetters, role);
      resources[queueId] = queue.resource;
      functions[reader] = { events: [queue.event], iam: queue.receive };
      statements.push(queue.send);
      action = queue.action;
    } else if (invoke) {
      const lambda = `${capitalized(invoke)}LambdaFunction`;
      action = { Lambda: { FunctionArn: arnOf(lambda) } };
      functions[invoke] = {
        events: [],
        iam: [maySend(deadLetters)],
        destinations: { onFailure: { type: 'sqs', arn: arnOf(deadLetters) } },
      };
      resources[`${rule}Permission`] = {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: { Ref: lambda },
          Principal: 'iot.amazonaws.com',
          SourceArn: arnOf(rule),
        },
      };
    } else {
      const topic = `arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:topic/${republish.below}/*`;
      statements.push({ Effect: 'Allow', Action: 'iot:Publish', Resource: { 'Fn::Sub': topic } });
      action = { Republish: { Topic: republish.topic, Qos: 1, RoleArn: arnOf(role) } };
    }
    resources[rule] = topicRule(name, sql, action, deadLetters, role);
    resources[role] = ruleRole(name, statements);
  }
  return { resources, functions };
};

const topicRule = (name, sql, action, deadLetters, role) => ({
  Type: 'AWS::IoT::TopicRule',
  Properties: {
    RuleName: name,
    TopicRulePayload: {
      AwsIotSqlVersion: '2016-03-23',
      Sql: sql,
      Actions: [action],
      ErrorAction: { Sqs: { QueueUrl: { Ref: deadLetters }, RoleArn: arnOf(role), UseBase64: false } },
    },
  },
});

const ruleRole = (name, Statement) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'iot.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement } }],
  },
});
