import { parseJson } from './json.ts';
import { basicIngest } from './topic.ts';
import type { Json, Value } from './values.ts';

/** A message as it was published. Bytes are the payload itself, a string is its UTF-8 text. */
export interface Message {
  topic: string;
  /** Absent if the message did not come over MQTT: clientid() is then `n/a`. */
  clientId?: string;
  principal?: string;
  sourceIp?: string;
  payload: Uint8Array | string;
}

/** Everything that an evaluation may know besides the message. */
export interface Environment {
  /** Milliseconds since the epoch. */
  now: number;
  /** Uniform in [0, 1). */
  random(): number;
  uuid(): string;
  /** How many expressions may be computed; without end where it is left out. */
  steps?: number;
  accountId?: string;
  traceId?: string;
}

/** What was read of a message, for all the rules that it runs through; nothing that rules do changes it. */
const payloads = new WeakMap<Message, Json | Uint8Array>();

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One evaluation: the message, what was passed in with it, and the variables that SET has defined so far. */
export class Context {
  readonly message: Message;
  readonly environment: Environment;
  /** Without the prefix of Basic Ingest. */
  readonly topic: string;
  readonly isBasicIngest: boolean;
  readonly variables = new Map<string, Value>();
  #steps: number;

  constructor(message: Message, environment: Environment) {
    const ingested = basicIngest(message.topic);
    this.message = message;
    this.environment = environment;
    this.topic = ingested?.topic ?? message.topic;
    this.isBasicIngest = ingested !== undefined;
    this.#steps = environment.steps ?? Number.POSITIVE_INFINITY;
  }

  /** Throws where there were as many steps as there may be. */
  step(): void {
    if (--this.#steps < 0) throw new RangeError('too many steps');
  }

  get bytes(): Uint8Array {
    const { payload } = this.message;
    return typeof payload === 'string' ? Buffer.from(payload) : payload;
  }

  /** The JSON of the payload, read when it is first asked for; its bytes if it is not a JSON object or array. */
  get payload(): Json | Uint8Array {
    let payload = payloads.get(this.message);
    if (payload === undefined) {
      payload = structure(this.message.payload) ?? this.bytes;
      payloads.set(this.message, payload);
    }
    return payload;
  }
}

/** AWS counts a payload such as `80` as not JSON. */
function structure(payload: Uint8Array | string): Json | undefined {
  try {
    const value = parseJson(typeof payload === 'string' ? payload : utf8.decode(payload));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
