import type { Statement } from './arn.ts';

/** In days. */
const RETENTION = 14;

/** The log group of a domain's functions; a group for each function would take a sixth of a stack's resources. */
export const logGroupOf = (stage: string, domain: string): string => `/skein/${stage}/${domain}`;

export const logGroup = (stage: string, domain: string) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: logGroupOf(stage, domain), RetentionInDays: RETENTION },
});

/** Lets a function write its log, in its domain's group or in that of any domain. */
export const mayLog = (stage: string, domain = '*'): Statement => ({
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: {
    'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${logGroupOf(stage, domain)}:*`,
  },
});
