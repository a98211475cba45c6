import { levelsOf, type Topic } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { pascal } from '../doors.mjs';
import { sampleOf } from './samples.ts';
import { type Dialect, jsonSchema, schemasBehind } from './schemas.ts';

/** AsyncAPI's own schemas are those of JSON Schema draft 07. */
const ASYNCAPI: Dialect = { root: '#/components/schemas/', places: 'items' };

/** The topics as AsyncAPI 3.1 (https://www.asyncapi.com/docs/reference/specification/v3.1.0), as Skein sees them. */
export function asyncapiDocument(version: string): object {
  const public_ = Object.entries(topics).filter(([, { from, to }]) => !(from === 'functions' && to === 'functions'));
  const channels = Object.fromEntries(public_.map(([name, topic]) => [name, channel(name, topic)]));
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Skein',
      version,
      description: 'What devices and phones say and hear over MQTT. QoS 1: at least once, in no order.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: {
      broker: {
        host: 'localhost:1883',
        protocol: 'mqtt',
        protocolVersion: '3.1.1',
        security: [{ $ref: '#/components/securitySchemes/token' }],
      },
    },
    channels,
    operations: Object.fromEntries(public_.map(([name, topic]) => operation(name, topic))),
    components: {
      securitySchemes: {
        token: {
          type: 'userPassword',
          description: 'The client id is that of the device or phone, the password a token.',
        },
      },
      schemas: schemasBehind(channels, ASYNCAPI),
    },
  };
}

function channel(name: string, { pattern, about, payload }: Topic): object {
  const parameters = Object.fromEntries(levelsOf(pattern).map(([parameter]) => [parameter, {}]));
  return {
    address: pattern,
    description: about,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    messages: {
      [name]: {
        name,
        title: pascal(name),
        contentType: 'application/json',
        payload: jsonSchema(payload, ASYNCAPI),
        examples: [{ payload: sampleOf(name) }],
      },
    },
  };
}

function operation(name: string, { from }: Topic): [string, object] {
  const action = from === 'device' || from === 'phone' ? 'receive' : 'send';
  return [
    `${action}${pascal(name)}`,
    { action, channel: { $ref: `#/channels/${name}` }, messages: [{ $ref: `#/channels/${name}/messages/${name}` }] },
  ];
}
