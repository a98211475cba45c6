import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { claimsOf } from '../claims.ts';

/**
 * What a user pool asks before it issues tokens
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html, version 2):
 * puts the claims that Skein reads into access tokens. ID tokens are left alone, and are refused here for want of a role.
 */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  const { userAttributes, groupConfiguration } = event.request;
  const claims = claimsOf({
    clientId: event.callerContext.clientId,
    userName: event.userName,
    groups: groupConfiguration.groupsToOverride ?? [],
    phoneId: userAttributes['custom:phone_id'],
  });
  return {
    ...event,
    response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } },
  };
};
