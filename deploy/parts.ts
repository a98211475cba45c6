import { archive } from './archive/archive.ts';
import { edge } from './edge/edge.ts';
import { userPool } from './user-pool.ts';

/** Parameters of serverless.yml that add something around the functions; without one it is left out. */
export interface PartSettings {
  region?: string;
  edge?: string;
  firewall?: string;
  firewall_rate?: string;
  archive?: string;
  archive_days?: string;
  issuer?: string;
  sign_in_callback?: string;
  alarms?: string;
}

interface Part {
  resources: Record<string, object>;
  outputs: Record<string, object>;
}

/** What stands before and behind the functions: an edge, an archive, a user pool. Throws where a parameter is none. */
export function partsOf(stage: string, settings: PartSettings): Part {
  const { region = '', firewall = 'off', firewall_rate = '', archive_days = '', sign_in_callback = '' } = settings;
  const parts: Part[] = [];
  if (isChosen('edge', settings.edge, 'on', 'off')) {
    parts.push(edge(stage, { region, firewall, rate: firewall_rate }));
  } else if (firewall !== 'off') throw new Error('the parameter firewall needs edge: on');
  if (isChosen('archive', settings.archive, 'on', 'off')) parts.push(archive(stage, archive_days));
  if (isChosen('issuer', settings.issuer, 'cognito', 'external')) parts.push(userPool(stage, sign_in_callback));
  return {
    resources: Object.assign({}, ...parts.map(({ resources }) => resources)),
    outputs: Object.assign({}, ...parts.map(({ outputs }) => outputs)),
  };
}

function isChosen(name: string, value: string | undefined, wanted: string, otherwise: string): boolean {
  if (value !== undefined && value !== wanted && value !== otherwise) {
    throw new Error(`the parameter ${name} is ${wanted} or ${otherwise}, not ${value}`);
  }
  return value === wanted;
}
