import { ROLES } from '../../events/roles.ts';
import { added, arn, flaws, ref, template } from './template.ts';

const on = template({ issuer: 'cognito', sign_in_callback: 'https://example.com/' });

test('by default tokens come from elsewhere', () => {
  expect(added({ issuer: 'external' })).toEqual([]);
  expect(template().functions.authIdentify.environment.TOKEN_ISSUER).toBe(`\${param:token_issuer}`);
  expect(() => template({ issuer: 'auth0' })).toThrow('the parameter issuer is cognito or external, not auth0');
});

test('CloudFormation finds no flaw in it', () => {
  expect(flaws({ issuer: 'cognito', sign_in_callback: 'https://example.com/' })).toEqual([]);
});

test('both authorizers check tokens with the keys of the pool, for its client', () => {
  const issuer = `https://cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/\${UserPool}`;
  for (const key of ['authIdentify', 'authAdmit']) {
    expect(on.functions[key].environment).toMatchObject({
      TOKEN_ISSUER: { 'Fn::Sub': issuer },
      TOKEN_JWKS_URL: { 'Fn::Sub': `${issuer}/.well-known/jwks.json` },
      TOKEN_AUDIENCE: ref('UserPoolClient'),
    });
  }
});

test('the pool asks our function for the claims of access tokens, and there is a group for each role', () => {
  expect(on.Resources.UserPool.Properties).toMatchObject({
    UserPoolTier: 'ESSENTIALS',
    LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn('AuthClaimsLambdaFunction'), LambdaVersion: 'V2_0' } },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  });
  expect(on.Resources.UserPoolTriggerPermission.Properties).toMatchObject({
    FunctionName: ref('AuthClaimsLambdaFunction'),
    Principal: 'cognito-idp.amazonaws.com',
    SourceArn: arn('UserPool'),
  });
  const groups = Object.values(on.Resources as Record<string, { Type: string; Properties: { GroupName: string } }>)
    .filter(({ Type }) => Type === 'AWS::Cognito::UserPoolGroup')
    .map(({ Properties }) => Properties.GroupName);
  expect(groups).toEqual([...ROLES]);
});

test('its client is public, signs people in by code, and cannot say which phone it is', () => {
  const client = on.Resources.UserPoolClient.Properties;
  expect(client).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ['code'] });
  expect(client.CallbackURLs).toEqual(['https://example.com/']);
  expect(client.WriteAttributes).toEqual(['email']);
});
