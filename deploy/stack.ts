import { doorOf, pascal, readDomain, readDomains } from './doors.mjs';
import { functionOf } from './functions.ts';
import { logGroup } from './logs.ts';
import { parametersOf } from './parameters.ts';
import { type PartSettings, partsOf } from './parts.ts';
import { rulesOf, type Settings } from './rules.ts';
import { POOL_TOKENS } from './user-pool.ts';
import { watch } from './watch/watch.ts';
import { watchedOf } from './watch/watched.ts';

/** What all functions.yml files together become: functions as the framework takes them, and CloudFormation. */
export function stackOf(settings: Settings & PartSettings) {
  const functions: Record<string, object> = {};
  const Resources: Record<string, object> = {};
  const Outputs: Record<string, object> = {};
  for (const domain of readDomains()) {
    const file = readDomain(domain);
    const rules = file.rules ? rulesOf(domain, file.rules, settings) : { resources: {}, behind: {} };
    for (const [name, entry] of Object.entries(file.functions)) {
      const door = doorOf(domain, name);
      if (functions[door.key]) throw new Error(`two doors make a function ${door.key}`);
      const { definition, resources } = functionOf(door, entry, settings, rules.behind[name]);
      if (settings.issuer === 'cognito' && 'TOKEN_ISSUER' in definition.environment) {
        Object.assign(definition.environment, POOL_TOKENS);
      }
      functions[door.key] = definition;
      Object.assign(Resources, resources);
    }
    const logs = { [`${pascal(domain)}Logs`]: logGroup(settings.stage, domain) };
    Object.assign(Resources, logs, rules.resources, file.resources);
    Object.assign(Outputs, file.outputs);
  }
  const add = (part: { resources: object; outputs: object }) => {
    Object.assign(Resources, part.resources);
    Object.assign(Outputs, part.outputs);
  };
  add(partsOf(settings.stage, settings));
  add(watch(watchedOf(settings, Resources), settings.alarms));
  return { functions, resources: { Parameters: parametersOf(settings), Resources, Outputs } };
}
