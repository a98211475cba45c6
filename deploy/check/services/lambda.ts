import { among, ofType, type Template, textOf, within } from '../template.ts';

export interface LambdaFunction {
  FunctionName?: string;
  Handler?: string;
  Timeout?: number;
  MemorySize?: number;
  ReservedConcurrentExecutions?: number;
  Role?: unknown;
  Environment?: { Variables?: Record<string, unknown> };
  LoggingConfig?: { LogGroup?: unknown };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html: in bytes, all variables together. */
const MOST_ENVIRONMENT = 4096;
/** Bytes counted for what only deployment knows, such as a URL. */
const UNKNOWN = 128;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Defined runtime environment variables". */
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

/**
 * What Lambda would refuse in a function, and whether its handler and its log group are there. `readBundle` gives the
 * text of a file, undefined where there is none.
 */
export const functionRules = (readBundle: (path: string) => string | undefined) =>
  function* (template: Template): Iterable<string> {
    const groups = new Set(logGroups(template).map(([, { LogGroupName }]) => LogGroupName));
    const names = new Map<string, string>();
    for (const [id, lambda] of ofType<LambdaFunction>(template, 'AWS::Lambda::Function')) {
      // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      yield* within(`${id}.Timeout`, lambda.Timeout, 1, 900);
      yield* within(`${id}.MemorySize`, lambda.MemorySize, 128, 10_240);
      // with 0 a function is switched off
      yield* within(`${id}.ReservedConcurrentExecutions`, lambda.ReservedConcurrentExecutions, 1, 1000);
      yield* nameRules(id, lambda, names);
      yield* environmentRules(id, lambda.Environment?.Variables ?? {});
      yield* handlerRules(id, lambda.Handler ?? '', readBundle);
      const group = lambda.LoggingConfig?.LogGroup;
      if (group !== undefined && !groups.has(textOf(group)))
        yield `${id} writes its log to ${textOf(group)}, which is not there`;
    }
    for (const [id, { LogGroupName }] of logGroups(template)) {
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
      if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(LogGroupName)) yield `${id}: ${LogGroupName} is no name of a log group`;
    }
    for (const [id, { RetentionInDays }] of logGroups(template))
      yield* among(`${id}.RetentionInDays`, RetentionInDays, DAYS);
  };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const logGroups = (template: Template) =>
  ofType<{ LogGroupName: string; RetentionInDays?: number }>(template, 'AWS::Logs::LogGroup');

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
function* nameRules(id: string, { FunctionName }: LambdaFunction, taken: Map<string, string>): Iterable<string> {
  if (FunctionName === undefined) return;
  if (!/^[A-Za-z0-9-_]{1,64}$/.test(FunctionName)) yield `${id}: ${FunctionName} is no name of a function`;
  if (taken.has(FunctionName)) yield `${id} has the name of ${taken.get(FunctionName)}`;
  taken.set(FunctionName, id);
}

function* environmentRules(id: string, variables: Record<string, unknown>): Iterable<string> {
  const size = (value: unknown) => (typeof value === 'object' ? UNKNOWN : Buffer.byteLength(String(value)));
  const total = Object.entries(variables).reduce((sum, [name, value]) => sum + name.length + size(value), 0);
  if (total > MOST_ENVIRONMENT) yield `${id}: its environment is ${total} bytes, more than ${MOST_ENVIRONMENT}`;
  for (const name of Object.keys(variables)) {
    if (RESERVED.test(name)) yield `${id}: Lambda sets ${name} itself`;
    if (!/^[A-Za-z][A-Za-z0-9_]+$/.test(name)) yield `${id}: ${name} is no name of an environment variable`;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html: the file without its ending, a dot, the export. */
function* handlerRules(id: string, handler: string, read: (path: string) => string | undefined): Iterable<string> {
  const [, file, name] = /^(.+)\.(\w+)$/.exec(handler) ?? [];
  const text = file && (read(`${file}.cjs`) ?? read(`${file}.js`) ?? read(`${file}.mjs`));
  if (!text) yield `${id}: there is no file for its handler ${handler}`;
  // what esbuild says at the end of a CommonJS module for those who look for exports without running it
  else if (!new RegExp(`module\\.exports ?= ?\\{[^}]*\\b${name}\\b`).test(text))
    yield `${id}: ${file} exports no ${name}`;
}
