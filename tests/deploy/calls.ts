/** The right that each call to AWS needs: by service, and by operation or method. */
const RIGHTS: Record<string, string> = {
  // https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html
  'iotdata POST': 'iot:Publish',
  // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
  'secretsmanager GetSecretValue': 'secretsmanager:GetSecretValue',
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
  's3 PUT': 's3:PutObject',
};

export interface Calls {
  /** Actions of IAM. */
  actions: string[];
  /** The secrets that it asks for, by their names. */
  secrets: string[];
}

/**
 * The calls to AWS that a bundle makes, as `callAws` and `secret` of lib/ are called with literals in it; esbuild has left
 * out what is not reached. Throws at a call that cannot be read, or for which no right is known.
 */
export function callsOf(bundle: string): Calls {
  const calls = [...bundle.matchAll(/(?<!function )\bcallAws\d*\(/g)].map(({ index }) =>
    bundle.slice(index, index + 400),
  );
  const actions = calls.map((call) => {
    const [, service, method] = /^callAws\d*\(\{service:"(\w+)",host:"[^"]+",method:"(\w+)"/.exec(call) ?? [];
    const operation = /"X-Amz-Target":"\w+\.(\w+)"/.exec(call)?.[1];
    const action = RIGHTS[`${service} ${operation ?? method}`];
    if (!action)
      throw new Error(`this call to AWS cannot be read, or tests/deploy/calls.ts knows no right for it: ${call}`);
    return action;
  });
  // a retained message needs a right of its own: https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html
  if (/\{retain:(!0|true)\}/.test(bundle)) actions.push('iot:RetainPublish');
  const asked = [...bundle.matchAll(/(?<!function )\bsecret\d*\((?:"(\w+)"|(\w+))\)/g)];
  const secrets = asked.map(([, name, constant]) => name ?? textOfConstant(bundle, constant!));
  return { actions: [...new Set(actions)].sort(), secrets: [...new Set(secrets)].sort() };
}

function textOfConstant(bundle: string, constant: string): string {
  const value = new RegExp(`\\b${constant}="(\\w+)"`).exec(bundle)?.[1];
  if (!value) throw new Error(`${constant} is no constant text`);
  return value;
}
