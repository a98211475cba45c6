import type { TopicName } from '../events/topics.ts';
import type { SecretName } from '../lib/secret.ts';

/** What a domain's functions.yml may say. */
export interface DomainFile {
  /** By door, such as http/create. */
  functions: Record<string, FunctionEntry | null>;
  rules?: Record<string, RuleEntry>;
  /** CloudFormation of its own. */
  resources?: Record<string, object>;
  outputs?: Record<string, object>;
}

export interface FunctionEntry {
  memorySize?: number;
  timeout?: number;
  /** Of an asynchronous call: how old it may be before it is given up, in seconds. */
  maximumEventAge?: number;
  /** So many calls at once are kept for it, where the parameter `reserve` is on. */
  reserved?: number;
  environment?: Record<string, unknown>;
  /** What it does in Redis, where it is not to write. */
  redis?: 'reads' | 'nothing';
  /** Secrets that it needs beside Redis's token. */
  secrets?: SecretName[];
  /** Of a door in http/: the routes that it serves, by their names, where they are not just the one of its own name. */
  routes?: string[];
  /** rate(…) or cron(…), for a door in schedule/. */
  schedule?: string;
  /** Topics that it publishes to. */
  publishes?: TopicName[];
  /** The bucket, by its logical id, that it puts objects into. */
  writes?: string;
}

/** What a rule takes from a topic, and who gets it: one of queue, invoke, republish. */
export interface RuleEntry {
  from: TopicName;
  /** The rest of the SQL's SELECT; the parameters of the topic come along by their names. */
  select: string;
  where?: string;
  /** The door that reads a queue, in batches. */
  queue?: string;
  /** Of a queue: a message is tried again for as long as it may wait there, instead of a few times. */
  patient?: boolean;
  /** Of a queue: how many batches are read at once. */
  atOnce?: number;
  /** The door that is called for every message. */
  invoke?: string;
  /** A topic, and what its parameters are filled with. */
  republish?: { to: TopicName; with: Record<string, string> };
}
