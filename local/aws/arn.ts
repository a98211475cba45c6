/** The names that AWS would give to the stack's parts; their physical names are their logical ids. */
const ACCOUNT = '000000000000';

export const queueArn = (id: string): string => `arn:aws:sqs:local:${ACCOUNT}:${id}`;
export const queueUrl = (endpoint: string, id: string): string => `${endpoint}/${ACCOUNT}/${id}`;
export const streamArn = (id: string): string => `arn:aws:kinesis:local:${ACCOUNT}:stream/${id}`;
export const functionArn = (name: string): string => `arn:aws:lambda:local:${ACCOUNT}:function:${name}`;
