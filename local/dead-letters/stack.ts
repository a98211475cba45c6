import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Clients } from './clients.ts';
import { s3Source } from './s3-source.ts';
import type { Source } from './source.ts';
import { sqsSource } from './sqs-source.ts';

/** A deployed stack as far as its dead letters go. */
export interface Stack {
  sources: Source[];
  /** The URLs of its queues, by name. */
  queueUrls: Map<string, string>;
}

/** Finds the dead letters of a stack in CloudFormation's list of what it is made of. */
export async function findStack(StackName: string, clients: Clients): Promise<Stack> {
  const sources: Source[] = [];
  const queueUrls = new Map<string, string>();
  for await (const page of paginateListStackResources({ client: clients.cloudFormation }, { StackName })) {
    for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of page.StackResourceSummaries ?? []) {
      const [id, physical] = [LogicalResourceId!, PhysicalResourceId];
      if (!physical) continue; // not made yet, or not any more
      if (ResourceType === 'AWS::SQS::Queue') queueUrls.set(physical.split('/').at(-1)!, physical);
      if (ResourceType === 'AWS::SQS::Queue' && id.endsWith('DeadLetters')) {
        sources.push(sqsSource(id, physical, clients.sqs));
      }
      if (ResourceType === 'AWS::S3::Bucket' && id.endsWith('DeadBatches')) {
        sources.push(s3Source(id, physical, clients.s3));
      }
    }
  }
  return { sources, queueUrls };
}
