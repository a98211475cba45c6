import Lambda from 'serverless-offline/lambda';
import { FAULTS } from '../faults.ts';
import type { Serverless } from './serverless.ts';
import { Throttled } from './throttled.ts';

/** Calls a function by its key in serverless.yml; resolves to what it returned, rejects with what it threw. */
export type Invoke = (functionKey: string, event: unknown) => Promise<unknown>;

/** The deployment's functions, run in this process as Lambda would run them warm. */
export function localFunctions(serverless: Serverless, options: Record<string, unknown>): Invoke {
  const { service } = serverless;
  const lambda = new Lambda(serverless, options);
  lambda.create(
    service
      .getAllFunctions()
      .map((functionKey) => ({ functionKey, functionDefinition: service.getFunction(functionKey) })),
  );
  return async (functionKey, event) => {
    if (Math.random() < FAULTS.throttled) throw new Throttled();
    const lambdaFunction = lambda.get(functionKey);
    lambdaFunction.setEvent(event);
    return lambdaFunction.runHandler();
  };
}
