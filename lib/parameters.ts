import { invalid } from './errors.ts';

export type Parameters = Record<string, string | undefined>;

/** A request's query; one without is nothing on AWS and null under serverless-offline. */
export const parametersOf = (event: { queryStringParameters?: Parameters | null | undefined }): Parameters =>
  event.queryStringParameters ?? {};

/** A query parameter that is a whole number in a range; undefined where it is not given. */
export function wholeNumber(parameters: Parameters, name: string, least: number, most: number): number | undefined {
  const text = parameters[name];
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw invalid(name, `${name} must be a whole number from ${least} to ${most}.`);
}
