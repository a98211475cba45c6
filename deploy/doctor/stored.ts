import { aws } from '../aws-cli.ts';

/** What a stage has stored: a secret, or a parameter. */
export const secret = (stage: string, name: string) =>
  aws('secretsmanager get-secret-value --query SecretString --secret-id', `skein/${stage}/${name}`);
export const parameter = (stage: string, name: string) =>
  aws('ssm get-parameter --query Parameter.Value --name', `/skein/${stage}/${name}`);
