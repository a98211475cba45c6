import { ofType, type Template, textOf } from './template.ts';

/** What a role may do, resources as `textOf` writes them. */
export interface Right {
  action: string;
  resource: string;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
}

export interface Role {
  AssumeRolePolicyDocument: { Statement: { Principal?: { Service?: string | string[]; Federated?: unknown } }[] };
  Policies?: { PolicyName: string; PolicyDocument: { Statement: Statement[] } }[];
  ManagedPolicyArns?: unknown[];
}

export const rolesOf = (template: Template) => ofType<Role>(template, 'AWS::IAM::Role');

export function rightsOf({ Policies = [] }: Role): Right[] {
  return Policies.flatMap(({ PolicyDocument }) =>
    [PolicyDocument.Statement]
      .flat()
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((one) => ({ action, resource: textOf(one) }))),
      ),
  );
}

/** Whether a right covers what is to be done; in its resource `*` is any run of characters and `?` one of them. */
export const covers = (right: Right, { action, resource }: Right): boolean =>
  right.action === action && pattern(right.resource).test(resource);

/** A resource of a right as a regular expression, whose own `${…}` are plain text. */
const pattern = (resource: string): RegExp =>
  new RegExp(
    `^${resource
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
