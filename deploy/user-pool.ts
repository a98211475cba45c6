import { ROLES } from '../events/roles.ts';
import { arnOf } from './arn.ts';
import { pascal } from './doors.mjs';

const POOL = 'UserPool';
const CLIENT = 'UserPoolClient';
/** As tokens name it, to the letter. */
const ISSUER = `https://cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/\${${POOL}}`;
const TRIGGER = 'AuthClaimsLambdaFunction';

/** How long tokens hold; the broker cuts a connection when its token ends. */
const VALIDITY = { access: 60, id: 60, refresh: 43_200 };

/** What the functions check tokens with when the pool issues them, in place of an issuer elsewhere. */
export const POOL_TOKENS = {
  TOKEN_ISSUER: { 'Fn::Sub': ISSUER },
  TOKEN_JWKS_URL: { 'Fn::Sub': `${ISSUER}/.well-known/jwks.json` },
  TOKEN_AUDIENCE: { Ref: CLIENT },
};

/**
 * A Cognito user pool that issues our tokens: a group for each role, and an app client for browsers and apps (authorization
 * code, with PKCE as it has no secret) and for devices (user name and password). Users are made by operators only. Access
 * tokens are customised, which takes the feature plan Essentials.
 */
export const userPool = (stage: string, callback: string) => ({
  resources: {
    [POOL]: {
      Type: 'AWS::Cognito::UserPool',
      // accounts are tied to the ids of its users
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        UserPoolName: `skein-${stage}`,
        UserPoolTier: 'ESSENTIALS',
        DeletionProtection: 'ACTIVE',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        AliasAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: true }, // as ids of devices are
        Schema: [{ Name: 'phone_id', AttributeDataType: 'String', Mutable: true }],
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arnOf(TRIGGER), LambdaVersion: 'V2_0' } },
      },
    },
    UserPoolTriggerPermission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: { Ref: TRIGGER },
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: arnOf(POOL),
      },
    },
    [CLIENT]: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: POOL },
        ClientName: 'skein',
        GenerateSecret: false,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'email'],
        SupportedIdentityProviders: ['COGNITO'],
        CallbackURLs: [callback],
        LogoutURLs: [callback],
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: true,
        // not custom:phone_id, which only operators write
        WriteAttributes: ['email'],
        ReadAttributes: ['email', 'custom:phone_id'],
        AccessTokenValidity: VALIDITY.access,
        IdTokenValidity: VALIDITY.id,
        RefreshTokenValidity: VALIDITY.refresh,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      },
    },
    UserPoolDomain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: {
        UserPoolId: { Ref: POOL },
        // unique in the region, over all accounts
        Domain: { 'Fn::Sub': `skein-${stage}-\${AWS::AccountId}` },
        ManagedLoginVersion: 1,
      },
    },
    ...Object.fromEntries(ROLES.map((role, i) => [`UserPool${pascal(role)}s`, group(role, i)])),
  },
  outputs: {
    UserPoolId: { Value: { Ref: POOL } },
    UserPoolClientId: { Value: { Ref: CLIENT } },
    UserPoolLogin: {
      Description: 'Where people sign in',
      Value: { 'Fn::Sub': `https://\${UserPoolDomain}.auth.\${AWS::Region}.amazoncognito.com` },
    },
  },
});

const group = (GroupName: string, Precedence: number) => ({
  Type: 'AWS::Cognito::UserPoolGroup',
  Properties: { UserPoolId: { Ref: POOL }, GroupName, Precedence },
});
