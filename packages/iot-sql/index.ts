/** AWS IoT rules SQL, version 2016-03-23. */
export type { Environment, Message } from './context.ts';
export { SqlError } from './error.ts';
export { evaluate } from './evaluate.ts';
export { sqlJson } from './sql-json.ts';
export { parse } from './statement.ts';
export type { Statement, Template } from './syntax.ts';
export { parseTemplate, render } from './template.ts';
export { basicIngest, matches, republishTopic } from './topic.ts';
export type { Json } from './values.ts';
