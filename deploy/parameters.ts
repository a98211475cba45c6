import { pascal } from './doors.mjs';

/** Settings of a stage in AWS Systems Manager's Parameter Store, below `/skein/<stage>/`. */
const STORED = ['redis_url'];
/** Those that are needed unless a user pool of the stack issues the tokens. */
const OF_ISSUER = ['token_issuer', 'token_jwks_url', 'token_audience'];

/**
 * The stored settings as parameters of the template, which CloudFormation reads when it deploys, so that packaging needs
 * no account. Written as `{{resolve:ssm:…}}` in each function they would be more than the 60 dynamic references that a
 * template takes (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html).
 */
export const parametersOf = ({ stage, issuer }: { stage: string; issuer?: string }) =>
  Object.fromEntries(
    [...STORED, ...(issuer === 'cognito' ? [] : OF_ISSUER)].map((name) => [
      pascal(name),
      { Type: 'AWS::SSM::Parameter::Value<String>', Default: `/skein/${stage}/${name}` },
    ]),
  );
