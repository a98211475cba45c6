/** The parts of the framework's objects that the laptop stack reads: serverless.yml after all variables are resolved. */
export interface Serverless {
  processedInput: { commands: string[] };
  service: {
    provider: { environment: Record<string, unknown>; region: string };
    custom: Record<string, Record<string, unknown>>;
    resources?: { Resources?: Record<string, Resource> };
    getAllFunctions(): string[];
    getFunction(key: string): FunctionDefinition;
  };
}

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

interface FunctionDefinition {
  name: string;
  handler: string;
  events?: Record<string, unknown>[];
  environment?: Record<string, unknown>;
}

/** The logical id that a CloudFormation reference (Ref, Fn::GetAtt) points to; undefined for anything else. */
export function referred(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: string | string[] };
  return Ref ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0]);
}

/** Finds the function that a template refers to: the framework calls the resource of `authHttp` AuthHttpLambdaFunction. */
export const functionNamer =
  (service: Serverless['service']) =>
  (reference: unknown): string => {
    const id = referred(reference);
    const key = service
      .getAllFunctions()
      .find((name) => id === `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`);
    if (!key) throw new Error(`${JSON.stringify(reference)} refers to no function of this deployment`);
    return key;
  };
