import { readFileSync, writeFileSync } from 'node:fs';
import type { Config } from '../web/config.ts';
import { contentSecurityPolicy } from '../web/policy.mjs';
import { aws, outputOf } from './aws-cli.ts';
import { endpointOf } from './doctor/place.ts';

/** What only who deploys can say. */
export interface Given {
  stage: string;
  /** As which the issuer knows the console; a user pool of the stack says it by itself. */
  client?: string | undefined;
  tiles?: string | undefined;
  attribution?: string | undefined;
}

/** The console's configuration in a stage: the API has its own address, the rest is what the stage was deployed with. */
export async function configOf({ stage, client, tiles, attribution }: Given): Promise<Config> {
  return {
    api: '',
    mqtt: `wss://${await endpointOf(stage)}/mqtt`,
    ...(client ? { issuer: await storedIssuer(stage), client_id: client } : await userPool(stage)),
    scope: 'openid',
    ...(tiles && { tiles: { url: tiles, attribution: attribution ?? '' } }),
  };
}

const storedIssuer = (stage: string): Promise<string> =>
  aws('ssm get-parameter --query Parameter.Value --name', `/skein/${stage}/token_issuer`);

/** https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html */
async function userPool(stage: string): Promise<Pick<Config, 'issuer' | 'client_id'>> {
  const pool = await outputOf(stage, 'UserPoolId').catch(() => {
    throw new Error(`the stage ${stage} has no user pool: say as which its issuer knows the console, with --client`);
  });
  const [region] = pool.split('_');
  return {
    issuer: `https://cognito-idp.${region}.amazonaws.com/${pool}`,
    client_id: await outputOf(stage, 'UserPoolClientId'),
  };
}

/** Writes a configuration into a built console, with its content security policy, as the edge's header is for any stage. */
export function writeConfig(folder: string, config: Config): void {
  writeFileSync(`${folder}/config.json`, JSON.stringify(config));
  // a browser takes this directive by a header alone, and the edge sends X-Frame-Options
  const policy = contentSecurityPolicy(config).replace(/; frame-ancestors [^;]*/, '');
  const page = readFileSync(`${folder}/index.html`, 'utf8').replace(
    '<meta charset="utf-8" />',
    `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
  );
  writeFileSync(`${folder}/index.html`, page);
}
