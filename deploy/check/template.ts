export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Template {
  Parameters?: Record<string, Json>;
  Conditions?: Record<string, Json>;
  Resources: Record<string, { Type: string; Properties?: Record<string, Json>; DependsOn?: string | string[] }>;
  Outputs?: Record<string, Json>;
}

/** A rule of a service: what it would refuse in a template, or what would not work there. */
export type Rule = (template: Template) => Iterable<string>;

/** The resources of a type, each with its properties as the caller knows them. */
export const ofType = <Properties>({ Resources }: Template, type: string): [id: string, properties: Properties][] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
    Type === type ? [[id, Properties as Properties]] : [],
  );

export const typeOf = ({ Resources }: Template, id: string | undefined): string | undefined =>
  id === undefined ? undefined : Resources[id]?.Type;

export const propertiesOf = <Properties>({ Resources }: Template, id: string): Partial<Properties> =>
  (Resources[id]?.Properties ?? {}) as Partial<Properties>;

/** The id that a value refers to, by Ref or Fn::GetAtt, or by a text that names one thing alone. */
export const idOf = (value: unknown): string | undefined => /^\$\{(\w+)(\.[\w.]+)?\}$/.exec(textOf(value))?.[1];

/**
 * A value as one text, however it is put together: `${Id}` stands for a Ref, `${Id.Attribute}` for a Fn::GetAtt. What is
 * not known before deployment, such as a Fn::If, is its JSON.
 */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::Sub': sub } = value as Record<string, Json>;
  if (Ref !== undefined) return `\${${Ref}}`;
  if (attribute !== undefined) return `\${${Array.isArray(attribute) ? attribute.join('.') : attribute}}`;
  if (Array.isArray(join)) return (join[1] as Json[]).map(textOf).join(String(join[0]));
  if (Array.isArray(sub)) return withNames(String(sub[0]), sub[1] as Record<string, Json>);
  if (sub !== undefined) return String(sub);
  return JSON.stringify(value);
}

const withNames = (text: string, names: Record<string, Json>): string =>
  text.replace(/\$\{(\w+)\}/g, (whole, name: string) => (name in names ? textOf(names[name]) : whole));

/** The ids that a text of `textOf` names. */
export const idsIn = (text: string): string[] => [...text.matchAll(/\$\{(\w+)[^}:]*\}/g)].map(([, id]) => id!);

/** Says so if a number is given and out of its range. What is known only at deployment is left alone. */
export function* within(path: string, value: unknown, least: number, most: number): Iterable<string> {
  if (value === undefined || typeof value === 'object') return;
  const isInside = Number.isInteger(Number(value)) && Number(value) >= least && Number(value) <= most;
  if (!isInside) yield `${path} is ${value}, not from ${least} to ${most}`;
}

/** Says so if a text is given and none of these. */
export function* among(path: string, value: unknown, allowed: readonly (string | number)[]): Iterable<string> {
  if (value === undefined || typeof value === 'object') return;
  if (!allowed.map(String).includes(String(value))) yield `${path} is ${value}, not one of ${allowed.join(', ')}`;
}
