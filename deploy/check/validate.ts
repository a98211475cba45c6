import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, Resource } from '@aws-cdk/service-spec-types';

import type { Json, Template } from './template.ts';

type Properties = Record<string, { type: PropertyType; required?: boolean }>;

const spec = loadAwsServiceSpecSync();

/** What CloudFormation would refuse in a template: unknown or missing properties, wrong types, dangling references. */
export function validate(template: Template): string[] {
  const flaws: string[] = [];
  const ids = new Set(Object.keys({ ...template.Parameters, ...template.Resources }));
  const conditions = template.Conditions ?? {};

  for (const [id, { Type, Properties = {}, DependsOn = [] }] of Object.entries(template.Resources)) {
    const resource = resourceType(Type);
    if (!resource) flaws.push(`${id}: ${Type} is no resource type`);
    else checkMembers(id, Properties, resource.properties as Properties);
    for (const other of [DependsOn].flat()) if (!ids.has(other)) flaws.push(`${id}: DependsOn ${other} dangles`);
  }
  checkReferences('Template', template as unknown as Json);
  return flaws;

  function checkMembers(path: string, value: Record<string, Json>, known: Properties): void {
    for (const [name, member] of Object.entries(value)) {
      const property = known[name];
      if (!property) flaws.push(`${path}.${name} is unknown`);
      else checkType(`${path}.${name}`, member, property.type);
    }
    for (const [name, { required }] of Object.entries(known)) {
      if (required && !(name in value)) flaws.push(`${path}.${name} is missing`);
    }
  }

  function checkType(path: string, value: Json, type: PropertyType): void {
    if (isIntrinsic(value)) return;
    switch (type.type) {
      case 'ref': {
        const definition = spec.get('typeDefinition', type.reference.$ref) as { properties: Properties };
        if (isObject(value)) checkMembers(path, value, definition.properties);
        else flaws.push(`${path} must be an object`);
        break;
      }
      case 'array':
        if (Array.isArray(value)) {
          for (const [i, one] of value.entries()) checkType(`${path}[${i}]`, one, type.element);
        } else flaws.push(`${path} must be a list`);
        break;
      case 'map':
        if (isObject(value))
          for (const [name, one] of Object.entries(value)) checkType(`${path}.${name}`, one, type.element);
        else flaws.push(`${path} must be a map`);
        break;
      case 'integer':
      case 'number':
        if (typeof value !== 'number' && !/^\d+$/.test(String(value))) flaws.push(`${path} must be a number`);
        break;
      case 'boolean':
        if (typeof value !== 'boolean' && !/^(true|false)$/.test(String(value)))
          flaws.push(`${path} must be true or false`);
        break;
      case 'string':
        if (typeof value === 'object') flaws.push(`${path} must be text`);
        break;
    }
  }

  function checkReferences(path: string, value: Json): void {
    if (Array.isArray(value)) {
      for (const [i, one] of value.entries()) checkReferences(`${path}[${i}]`, one);
    } else if (isObject(value)) {
      for (const [name, one] of Object.entries(value)) {
        for (const id of namedBy(name, one)) if (!ids.has(id)) flaws.push(`${path}: ${name} ${id} dangles`);
        for (const [id, attribute] of attributesIn(name, one)) {
          if (ids.has(id) && !hasAttribute(id, attribute)) flaws.push(`${path}: ${id} has no attribute ${attribute}`);
        }
        const condition = name === 'Fn::If' && Array.isArray(one) ? String(one[0]) : undefined;
        if (condition && !(condition in conditions)) flaws.push(`${path}: the condition ${condition} dangles`);
        checkReferences(`${path}.${name}`, one);
      }
    }
  }

  function hasAttribute(id: string, attribute: string): boolean {
    const resource = resourceType(template.Resources[id]?.Type ?? '');
    return resource !== undefined && attribute in resource.attributes;
  }
}

const resourceType = (name: string): Resource | undefined =>
  (spec.lookup('resource', 'cloudFormationType', 'equals', name) as unknown as Resource[])[0];

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: Json) => isObject(value) && Object.keys(value).some((name) => /^(Ref|Fn::.+)$/.test(name));

/** The logical ids that a member of an object refers to. */
function namedBy(name: string, value: Json): string[] {
  const isOurs = (id: string) => !id.startsWith('AWS::');
  if (name === 'Ref') return [String(value)].filter(isOurs);
  if (name === 'Fn::GetAtt') return [Array.isArray(value) ? String(value[0]) : String(value).split('.')[0]!];
  if (name !== 'Fn::Sub') return [];
  const text = Array.isArray(value) ? String(value[0]) : String(value);
  return [...text.matchAll(/\$\{([^.!}]+)[^}]*\}/g)].map(([, id]) => id!).filter(isOurs);
}

/** The attributes of resources that a member of an object asks for. */
function attributesIn(name: string, value: Json): [id: string, attribute: string][] {
  if (name === 'Fn::GetAtt') {
    const [id, ...attribute] = Array.isArray(value) ? value.map(String) : String(value).split('.');
    return [[id!, attribute.join('.')]];
  }
  if (name !== 'Fn::Sub') return [];
  const text = Array.isArray(value) ? String(value[0]) : String(value);
  return [...text.matchAll(/\$\{(\w+)\.([\w.]+)\}/g)].map(([, id, attribute]) => [id!, attribute!]);
}
