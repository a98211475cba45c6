import type { Template } from './template.ts';

/** CloudFormation takes 500 resources a stack; docs/deploying.md says how to split before that. */
export const MOST_RESOURCES = 450;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export function* limits(template: Template): Iterable<string> {
  const count = (part: object = {}) => Object.keys(part).length;
  const resources = count(template.Resources);
  if (resources >= MOST_RESOURCES) yield `${resources} resources, and less than ${MOST_RESOURCES} are wanted`;
  if (count(template.Outputs) > 200) yield `${count(template.Outputs)} outputs, more than 200`;
  if (count(template.Parameters) > 200) yield `${count(template.Parameters)} parameters, more than 200`;
  const text = JSON.stringify(template);
  if (Buffer.byteLength(text) > 1_000_000)
    yield `${Buffer.byteLength(text)} bytes, more than the 1 MB of a template in S3`;
  const references = text.match(/\{\{resolve:/g)?.length ?? 0;
  if (references > 60) yield `${references} dynamic references, more than 60`;
  for (const id of Object.keys(template.Resources)) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) yield `${id} is no logical id`;
  }
}
