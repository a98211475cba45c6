import { runningStack } from '../../local/running.ts';
import { aws, outputOf } from '../aws-cli.ts';
import type { Place } from './smoke.ts';

type Where = Pick<Place, 'api' | 'mqtt'>;

/** The stack that runs on this machine. */
export function here(): Where {
  const { http, mqtt } = runningStack();
  return { api: http, mqtt };
}

export const deployed = async (stage: string): Promise<Where> => ({
  api: await outputOf(stage, 'HttpApiUrl'),
  mqtt: `mqtts://${await endpointOf(stage)}:443`,
});

/** What the domain configuration of a stage says; where clients connect unless something else is asked for. */
export const endpointOf = (stage: string, query = 'domainName'): Promise<string> =>
  aws('iot describe-domain-configuration --domain-configuration-name', `skein-${stage}`, '--query', query);
