import * as internal from '../../events/internal.ts';
import asyncapi from '../../events/published/asyncapi.json';
import { type TopicName, topics } from '../../events/topics.ts';
import { answerPlace, faults, OPERATIONS, type Operation } from './contract.ts';

interface Answer {
  status: number;
  contentType: string | null | undefined;
  text: string;
}

/** A path or topic with `{name}` for what differs, as what matches it. */
const matching = (pattern: string) =>
  new RegExp(`^${pattern.replace(/[.*+?^$|()[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

const ROUTES = OPERATIONS.map((operation) => ({ operation, matches: matching(operation.path) }));

/** Throws where an answer is none that openapi.json declares for its route; other requests are left alone. */
export function holdAnswer(method: string, url: string, answer: Answer): void {
  const path = url.split('?')[0]!;
  const found = ROUTES.find(({ operation, matches }) => operation.method === method && matches.test(path));
  if (found) hold([found.operation], `${method} ${url}`, answer);
}

/** The same where only the names of the path's parameters are known: it must be an answer of one such route. */
export function holdAnswerOfSome(method: string, names: readonly string[], answer: Answer): void {
  const alike = OPERATIONS.filter((one) => one.method === method && `${namesIn(one.path)}` === `${names}`);
  if (alike.length > 0) hold(alike, `${method} of ${names}`, answer);
}

const namesIn = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

function hold(operations: readonly Operation[], request: string, answer: Answer): void {
  const wrong = operations.map((operation) => answerFaults(operation, answer));
  if (wrong.some((faults) => faults.length === 0)) return;
  const { status, contentType, text } = answer;
  const said = `${status} ${contentType} ${text}`;
  throw new Error([`${request} answers against openapi.json:`, ...new Set(wrong.flat()), said].join('\n'));
}

function answerFaults(operation: Operation, { status, contentType, text }: Answer): string[] {
  const declared = operation.responses[status];
  if (!declared) return [`the status ${status} is not declared`];
  if (!declared.content) return text === '' ? [] : ['it has a body'];
  const type = contentType?.split(';')[0] ?? 'nothing';
  if (!declared.content[type]) return [`the content type ${type} is not declared`];
  const body = type.endsWith('json') ? JSON.parse(text) : text;
  const wrong = faults('openapi.json', answerPlace(operation, `${status}`, type), body);
  return type === 'application/problem+json' && body.status !== status ? [...wrong, 'it names another status'] : wrong;
}

const TOPICS = Object.entries(topics)
  .filter(([, { from }]) => from === 'functions' || from === 'broker')
  .map(([name, { pattern }]) => ({ name, matches: matching(pattern) }));

/** The name of the schema of an internal event. */
const schemaOf = (topic: string): string =>
  Object.entries(internal).find(([, schema]) => schema === topics[topic as TopicName].payload)![0];

/** What is wrong with a message of ours by its topic's schema; what tests say themselves is left alone. */
export function messageFaults(topic: string, payload: unknown): string[] {
  const name = TOPICS.find(({ matches }) => matches.test(topic.replace(/^\$aws\/rules\/[^/]+\//, '')))?.name;
  if (!name) return [];
  const wrong =
    name in asyncapi.channels
      ? faults('asyncapi.json', ['channels', name, 'messages', name, 'payload'], payload)
      : faults('schemas.json', ['$defs', schemaOf(name)], payload);
  return wrong.map((fault) => `${topic} carries against its schema: ${fault} in ${JSON.stringify(payload)}`);
}
