import { among, idOf, idsIn, ofType, propertiesOf, type Template, textOf, typeOf, within } from '../template.ts';
import { permits } from './invocations.ts';
import type { LambdaFunction } from './lambda.ts';

interface Integration {
  IntegrationUri?: unknown;
  PayloadFormatVersion?: string;
  TimeoutInMillis?: number;
}

interface Authorizer {
  AuthorizerType: string;
  AuthorizerUri?: unknown;
  AuthorizerResultTtlInSeconds?: number;
  IdentitySource?: unknown[];
}

/** In ms; also what an integration has that says nothing. */
const LONGEST = 30_000;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export function* apiRules(template: Template): Iterable<string> {
  yield* routeRules(template);
  for (const [id, integration] of ofType<Integration>(template, 'AWS::ApiGatewayV2::Integration')) {
    yield* within(`${id}.TimeoutInMillis`, integration.TimeoutInMillis, 50, LONGEST);
    yield* among(`${id}.PayloadFormatVersion`, integration.PayloadFormatVersion, ['1.0', '2.0']);
    yield* calledRules(template, id, integration.IntegrationUri, integration.TimeoutInMillis ?? LONGEST);
  }
  for (const [id, authorizer] of ofType<Authorizer>(template, 'AWS::ApiGatewayV2::Authorizer')) {
    yield* within(`${id}.AuthorizerResultTtlInSeconds`, authorizer.AuthorizerResultTtlInSeconds, 0, 3600);
    yield* among(`${id}.AuthorizerType`, authorizer.AuthorizerType, ['REQUEST', 'JWT']);
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html: it is the cache's key
    if (authorizer.AuthorizerResultTtlInSeconds && !authorizer.IdentitySource?.length) {
      yield `${id}: what is kept is kept by its identity source, and there is none`;
    }
    // "Timeout for Lambda authorizer response" of the quotas
    if (authorizer.AuthorizerType === 'REQUEST') yield* calledRules(template, id, authorizer.AuthorizerUri, 10_000);
  }
}

function* routeRules(template: Template): Iterable<string> {
  const keys = new Map<string, string>();
  const routes = ofType<{ RouteKey: string; Target?: unknown; AuthorizerId?: unknown }>(
    template,
    'AWS::ApiGatewayV2::Route',
  );
  if (routes.length > 300) yield `${routes.length} routes are more than the 300 of an API`;
  for (const [id, { RouteKey, Target, AuthorizerId }] of routes) {
    // routes that differ in the names of their parameters alone are one to API Gateway
    const key = RouteKey.replace(/\{\w+\}/g, '{}');
    if (keys.has(key)) yield `${id} and ${keys.get(key)} are both ${key}`;
    keys.set(key, id);
    if (!/^(\$default|(GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS|ANY) \/\S*)$/.test(RouteKey))
      yield `${id}: ${RouteKey} is no route key`;
    const integration = /^integrations\/\$\{(\w+)\}$/.exec(textOf(Target))?.[1];
    if (typeOf(template, integration) !== 'AWS::ApiGatewayV2::Integration') yield `${id} leads to no integration`;
    if (AuthorizerId && typeOf(template, idOf(AuthorizerId)) !== 'AWS::ApiGatewayV2::Authorizer')
      yield `${id} has an authorizer that is not there`;
  }
}

/** The function that an URI names is there, permits the call, and has no more time than the API waits. */
function* calledRules(template: Template, id: string, uri: unknown, wait: number): Iterable<string> {
  const lambda = idsIn(textOf(uri)).find((one) => typeOf(template, one) === 'AWS::Lambda::Function');
  if (!lambda) {
    yield `${id} leads to no function of the template`;
    return;
  }
  const api = ofType(template, 'AWS::ApiGatewayV2::Api')[0]?.[0] ?? '';
  if (!permits(template, lambda, 'apigateway', api)) yield `${id}: ${lambda} does not permit the API to call it`;
  const { Timeout = 3 } = propertiesOf<LambdaFunction>(template, lambda);
  if (Timeout * 1000 > wait) yield `${id} waits for ${wait} ms, and ${lambda} may take ${Timeout} s`;
}
