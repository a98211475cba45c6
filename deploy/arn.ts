import type { Topic } from '../events/topic.ts';
import { type TopicName, topics } from '../events/topics.ts';
import { ruleNameIn } from './stage.ts';

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** The ARN of a bucket's objects, or of those whose key begins so. */
export const objectsIn = (bucketId: string, prefix = '') => ({ 'Fn::Sub': `\${${bucketId}.Arn}/${prefix}*` });

export interface Statement {
  Effect?: 'Allow';
  Action: string | string[];
  Resource: unknown;
  Condition?: object;
}

export const maySend = (queueId: string): Statement => ({ Action: 'sqs:SendMessage', Resource: arnOf(queueId) });

/** Lets Lambda put failed batches into a bucket, as long as it is of this account: others could take its name later. */
export const mayKeep = (bucketId: string): Statement[] => {
  const Condition = { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } };
  return [
    { Action: 's3:ListBucket', Resource: arnOf(bucketId), Condition },
    { Action: 's3:PutObject', Resource: objectsIn(bucketId), Condition },
  ];
};

/** Lets something put objects into a bucket, and neither read nor delete one. */
export const mayWrite = (bucketId: string): Statement => ({
  Action: 's3:PutObject',
  Resource: objectsIn(bucketId),
});

/** Lets something publish to a topic, whatever its parameters are; an internal one goes straight to its rule. */
export function mayPublish(name: TopicName, stage: string): Statement {
  const { pattern, basicIngest, from, to, retained } = topics[name] as Topic;
  const topic = pattern.replace(/\{\w+\}/g, '*');
  const isInternal = from === 'functions' && to === 'functions';
  const path = isInternal ? `$aws/rules/${ruleNameIn(stage, basicIngest!)}/${topic}` : topic;
  return {
    Action: retained ? ['iot:Publish', 'iot:RetainPublish'] : 'iot:Publish',
    Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:topic/${path}` },
  };
}

/** An IAM role that a service assumes. */
export const roleFor = (service: string, name: string, statements: readonly Statement[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: name,
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
        },
      },
    ],
  },
});
