import { levelsOf, type Topic } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { pascal } from '../doors.mjs';
import { sampleOf } from './samples.ts';
import { jsonSchema, NAMED } from './schemas.ts';

const ROOT = '#/components/schemas/';

/** The topics as AsyncAPI 3.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0), as Skein sees them. */
export function asyncapiDocument(version: string): object {
  const public_ = Object.entries(topics).filter(([, { from, to }]) => !(from === 'functions' && to === 'functions'));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Skein',
      version,
      description: 'What devices and phones say and hear over MQTT. QoS 1: at least once, in no order.',
      license: { name: 'MIT' },
    },
    servers: {
      broker: {
        host: 'localhost:1883',
        protocol: 'mqtt',
        protocolVersion: '3.1.1',
        description: 'The client id is that of the device or phone, the password a token.',
      },
    },
    channels: Object.fromEntries(public_.map(([name, topic]) => [name, channel(name, topic)])),
    operations: Object.fromEntries(public_.map(([name, topic]) => operation(name, topic))),
    components: {
      schemas: Object.fromEntries([...NAMED].map(([name, schema]) => [name, jsonSchema(schema, ROOT, true)])),
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
        payload: jsonSchema(payload, ROOT),
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
