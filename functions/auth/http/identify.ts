import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import type { Identity } from '../../../lib/http.ts';
import { verify } from '../verify.ts';

/**
 * The API's request authorizer. It finds out who calls; who may call is declared with each route and enforced by
 * lib/http.ts. A refused token is passed on rather than answered here, because the gateway could only say "Forbidden",
 * and an app has to tell an expired token from an invalid one.
 */
export const handler = async (
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<APIGatewaySimpleAuthorizerWithContextResult<Identity>> => {
  const token = /^Bearer +(\S+)$/i.exec(event.headers?.authorization ?? event.headers?.Authorization ?? '')?.[1];
  return { isAuthorized: true, context: await verify(token) };
};
