import { queueUrl } from '../arn.ts';
import type { Serverless } from '../serverless.ts';
import { tag } from './xml.ts';

/**
 * ListStackResources, whichever stack is asked for: queues are known by their URL, all else by the logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export function stackResources({ service }: Serverless, endpoint: string): string {
  const members = Object.entries(service.resources?.Resources ?? {}).map(([id, { Type }]) =>
    tag(
      'member',
      tag('LogicalResourceId', id) +
        tag('PhysicalResourceId', Type === 'AWS::SQS::Queue' ? queueUrl(endpoint, id) : id) +
        tag('ResourceType', Type) +
        tag('ResourceStatus', 'CREATE_COMPLETE') +
        tag('LastUpdatedTimestamp', new Date().toISOString()),
    ),
  );
  const result = tag('ListStackResourcesResult', tag('StackResourceSummaries', members.join('')));
  return tag('ListStackResourcesResponse', result);
}
