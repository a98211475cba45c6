import { idOf, ofType, type Template, typeOf, within } from '../template.ts';

interface Client {
  UserPoolId: unknown;
  AccessTokenValidity?: number;
  TokenValidityUnits?: { AccessToken?: string };
}

const SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Cognito: pools with passwords that it takes, and clients of a pool that is there. */
export function* userPoolRules(template: Template): Iterable<string> {
  const pools = ofType<{ Policies?: { PasswordPolicy?: { MinimumLength?: number } } }>(
    template,
    'AWS::Cognito::UserPool',
  );
  for (const [id, { Policies }] of pools) {
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
    yield* within(`${id}.MinimumLength`, Policies?.PasswordPolicy?.MinimumLength, 6, 99);
  }
  for (const [id, { UserPoolId, AccessTokenValidity, TokenValidityUnits }] of ofType<Client>(
    template,
    'AWS::Cognito::UserPoolClient',
  )) {
    if (typeOf(template, idOf(UserPoolId)) !== 'AWS::Cognito::UserPool') yield `${id} is of no pool of the template`;
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
    const lasts = (AccessTokenValidity ?? 1) * SECONDS[TokenValidityUnits?.AccessToken ?? 'hours']!;
    yield* within(`${id}.AccessTokenValidity in seconds`, lasts, 300, 86_400);
  }
}
