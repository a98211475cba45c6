import type { TSchema } from 'typebox';

/** Who publishes or receives a message. */
type Party = 'device' | 'phone' | 'functions' | 'broker' | 'watchers';

export interface TopicDeclaration {
  /** One sentence. */
  about: string;
  from: Party;
  to: Party;
  /** The schema of its payload. */
  payload: TSchema;
  /** The broker keeps the newest message for those who subscribe later. */
  retained?: boolean;
  /** The rule that can be published to directly (Basic Ingest), which saves the messaging fee. */
  basicIngest?: string;
}

export interface Topic<Pattern extends string = string> extends TopicDeclaration {
  /** With `{name}` for each parameter. */
  pattern: Pattern;
}

type ParamsOf<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/** Declares a topic: `topic('devices/{device_id}/crowd', { … })`. */
export const topic = <const Pattern extends string>(
  pattern: Pattern,
  declaration: TopicDeclaration,
): Topic<Pattern> => ({ ...declaration, pattern });

/** The topic with its parameters filled in. */
export const topicOf = <Pattern extends string>(
  { pattern }: Topic<Pattern>,
  params: Record<ParamsOf<Pattern>, string>,
): string => pattern.replace(/\{(\w+)\}/g, (_, name: ParamsOf<Pattern>) => params[name]);

/** The filter that matches a pattern whatever its parameters are: `devices/+/crowd`. */
export const filterOf = (pattern: string): string => pattern.replace(/\{\w+\}/g, '+');

/** Each parameter of a pattern with the number of its level, counted from 1 as in IoT SQL. */
export const levelsOf = (pattern: string): [name: string, level: number][] =>
  pattern.split('/').flatMap((part, i): [string, number][] => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name ? [[name, i + 1]] : [];
  });
