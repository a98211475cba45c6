/** The part of AWS IoT's policy language that custom authorizers return. */
export interface PolicyDocument {
  Version?: string;
  Statement: Statement | Statement[];
}

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
}

export type PolicyAction = 'Connect' | 'Publish' | 'RetainPublish' | 'Subscribe' | 'Receive';

const RESOURCE: Record<PolicyAction, string> = {
  Connect: 'client',
  Publish: 'topic',
  RetainPublish: 'topic',
  Subscribe: 'topicfilter',
  Receive: 'topic',
};

const KNOWN_MEMBERS = new Set(['Sid', 'Effect', 'Action', 'Resource']);

/**
 * Reads policy documents as an authorizer returns them (objects or JSON). Throws where they say something that is not
 * evaluated here, rather than letting a condition pass unread.
 */
export function parsePolicies(documents: readonly (PolicyDocument | string)[]): Statement[] {
  return documents.flatMap((document) => {
    const { Statement } = typeof document === 'string' ? (JSON.parse(document) as PolicyDocument) : document;
    const statements = list(Statement);
    for (const statement of statements) {
      const unknown = Object.keys(statement).find((member) => !KNOWN_MEMBERS.has(member));
      if (unknown) throw new Error(`a policy statement has ${unknown}, which is not supported here`);
      const missing = (['Effect', 'Action', 'Resource'] as const).find((member) => statement[member] === undefined);
      if (missing) throw new Error(`a policy statement lacks ${missing}`);
    }
    return statements;
  });
}

/**
 * Whether statements allow an action on a client id, topic or topic filter. One Deny outweighs every Allow. In a
 * resource `*` is any run, slashes included, `?` one character, and `+` and `#` stand for themselves
 * (https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html).
 */
export function allows(
  statements: readonly Statement[],
  arn: string,
  clientId: string,
  action: PolicyAction,
  name: string,
): boolean {
  const resource = literal(`${arn}:${RESOURCE[action]}/${name}`);
  const applies = ({ Action, Resource }: Statement) =>
    list(Action).some((pattern) => isLike(pattern, `iot:${action}`)) &&
    list(Resource).some((pattern) =>
      isLike(
        pattern.replaceAll(CLIENT_ID, () => literal(clientId)),
        resource,
      ),
    );
  const effects = new Set(statements.filter(applies).map(({ Effect }) => Effect));
  return effects.has('Allow') && !effects.has('Deny');
}

const CLIENT_ID = '$' + '{iot:ClientId}';

/** Wildcards in what a client chose are no wildcards: they are put out of the way, in the same way on both sides. */
const literal = (text: string) => text.replaceAll('*', '\u{1}').replaceAll('?', '\u{2}');

/** Whether a text is like a pattern of `*` and `?`, in time that grows with both and no faster. */
export function isLike(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
