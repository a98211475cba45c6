import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Message, render, republishTopic, type Template } from '@skein/iot-sql';
import { type Act, environment, type Output } from './engine.ts';
import { refusedPublish } from './limits.ts';

/** The parts of the stack that actions reach. */
export interface Targets {
  /** Lambda's asynchronous invoke: done once it is accepted. */
  invokeLater(functionKey: string, event: unknown): void;
  publish(message: Message, qos: 0 | 1, hops: number): void;
  /** SQS queues and Kinesis streams, by logical id. */
  queue(logicalId: string): { send(body: string, partitionKey: string): void } | undefined;
  /** Where Firehose's files go. */
  folder: string;
}

/** The actions of a rule, done on the laptop's parts. */
export function actor({ invokeLater, publish, queue, folder }: Targets): Act {
  return async (action, output, message, hops) => {
    switch (action.kind) {
      case 'Lambda':
        return invokeLater(action.functionKey, jsonOf(output));
      case 'Republish': {
        const topic = republishTopic(filled(action.topic, message));
        const qos = Number(filled(action.qos, message));
        if (qos !== 0 && qos !== 1) throw new Error(`a message can be republished with QoS 0 or 1, not ${qos}`);
        const refused = refusedPublish({ topic, payload: Buffer.from(output), qos });
        if (refused) throw new Error(refused);
        return publish({ topic, payload: output }, qos, hops + 1);
      }
      case 'Sqs': {
        const text = Buffer.from(output);
        return target(queue, action.queue).send(text.toString(action.base64 ? 'base64' : 'utf8'), '');
      }
      case 'Kinesis': {
        const key = action.partitionKey ? filled(action.partitionKey, message) : randomUUID();
        return target(queue, action.stream).send(Buffer.from(output).toString(), key);
      }
      case 'Firehose': {
        await mkdir(folder, { recursive: true });
        const records = action.batch ? [jsonOf(output)].flat().map((one) => JSON.stringify(one)) : [output];
        const parts = records.map((one) => Buffer.concat([Buffer.from(one), Buffer.from(action.separator)]));
        return appendFile(join(folder, action.stream), Buffer.concat(parts));
      }
    }
  };
}

function filled(template: Template, message: Message): string {
  const text = render(template, message, environment());
  if (text === undefined) throw new Error('a substitution template has no value for this message');
  return text;
}

function jsonOf(output: Output): unknown {
  if (typeof output === 'string') return JSON.parse(output);
  throw new Error("a payload that is not JSON cannot be handed on; select encode(*, 'base64')");
}

function target(queue: Targets['queue'], logicalId: string) {
  const found = queue(logicalId);
  if (!found) throw new Error(`no queue or stream ${logicalId} in this deployment`);
  return found;
}
