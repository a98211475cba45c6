import type { Product } from '../../events/product/product.ts';
import { WOT_CONTEXT } from '../../events/product/thing-model.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';

interface Where {
  /** The origin of the API. */
  api: string;
  /** `mqtts://host:port` */
  broker: string;
}

/**
 * A device's Thing Description, https://www.w3.org/TR/wot-thing-description11/: each property can be read over HTTP and
 * each action invoked; those that are observable and the events come over MQTT (https://w3c.github.io/wot-binding-templates/bindings/protocols/mqtt/).
 */
export function describeThing(device_id: string, { thing, modules = {}, ...product }: Product, { api, broker }: Where) {
  const overHttp = (name: string) => ({
    href: `${api}/v1/devices/${device_id}/properties/${name}`,
    contentType: 'application/json',
    op: ['readproperty'],
  });
  const overMqtt = (topic: string, op: string[]) => ({
    href: `${broker}/${topic}`,
    'mqv:filter': topic,
    'mqv:qos': '1',
    contentType: 'application/json',
    op,
    security: ['connection'],
  });

  const properties = Object.entries(thing.properties ?? {}).map(([name, { observable = false, ...schema }]) => {
    const topic = topicOf(topics.property, { device_id, property: name });
    // the broker keeps the last value, so that it can also be read there
    const observed = overMqtt(topic, ['readproperty', 'observeproperty', 'unobserveproperty']);
    return [name, { ...schema, observable, forms: [overHttp(name), ...(observable ? [observed] : [])] }];
  });
  const parts = Object.entries(modules).map(([name, module]) => [
    name,
    {
      title: module.title,
      type: 'object',
      properties: module.properties ?? {},
      readOnly: true,
      forms: [overHttp(name)],
    },
  ]);
  const actions = Object.entries(thing.actions ?? {}).map(([name, action]) => {
    const href = `${api}/v1/devices/${device_id}/actions/${name}`;
    const forms = [{ href, contentType: 'application/json', op: ['invokeaction'], 'htv:methodName': 'POST' }];
    return [name, { ...action, output: COMMAND, synchronous: false, forms }];
  });
  const events = Object.entries(thing.events ?? {}).map(([name, event]) => {
    const form = overMqtt(topicOf(topics.device_event, { device_id }), ['subscribeevent', 'unsubscribeevent']);
    return [name, { ...event, data: eventData(name, event.data), forms: [form] }];
  });
  return {
    '@context': [WOT_CONTEXT, ...extensions(thing['@context']), { mqv: 'http://www.example.org/mqtt-binding#' }],
    id: `urn:skein:device:${device_id}`,
    title: `${thing.title} ${device_id}`,
    ...(thing.description !== undefined && { description: thing.description }),
    version: { instance: product.version, model: product.version },
    securityDefinitions: {
      token: { scheme: 'bearer', format: 'jwt', alg: 'RS256', in: 'header' },
      connection: { scheme: 'auto', description: 'MQTT: the token is the password, and its sub the client id.' },
    },
    security: ['token'],
    properties: Object.fromEntries([...properties, ...parts]),
    actions: Object.fromEntries(actions),
    events: Object.fromEntries(events),
  };
}

/** What an invocation answers: the command, whose `location` says what has become of it. */
const COMMAND = { type: 'object', properties: { command_id: { type: 'string' }, state: { type: 'string' } } };

/** All events of a device are told on one topic; their type says which it is. */
const eventData = (name: string, data: object | undefined) => ({
  type: 'object',
  properties: { type: { const: name }, at: { type: 'integer', unit: 'ms' }, ...(data && { data }) },
});

/** What a model's context holds besides that of the Web of Things. */
const extensions = (context: unknown): unknown[] => [context].flat().filter((one) => one !== WOT_CONTEXT);
