import type { TSchema } from 'typebox';
import { CODE, ID } from '../../events/id.ts';
import { Problem } from '../../events/problem.ts';
import { REFUSALS, type Refusal } from '../../events/reasons.ts';
import type { Representations, Route } from '../../events/route.ts';
import { ROUTES } from '../../events/routes.ts';
import { camel, pascal } from '../doors.mjs';
import { type Dialect, jsonSchema, schemasBehind } from './schemas.ts';

const OPENAPI: Dialect = { root: '#/components/schemas/', places: 'prefixItems' };
const TOKEN_REFUSALS = ['token_missing', 'token_expired', 'token_invalid', 'role_not_allowed'] as const;

const DOMAINS: Record<string, string> = {
  venue: 'Venues and their floors.',
  account: 'Balances and the ledger.',
  device: 'The registry of devices, where they are, and whose.',
  heatmap: 'How crowded a floor is, and which reports did not count.',
  rental: 'Scan, ride and release.',
  usage: 'What was used and paid.',
  series: 'Properties over time.',
  rule: 'SQL that makes reports of what devices of another protocol say.',
  gbfs: 'The feed for any mobility map.',
  command: 'What devices are told to do.',
  rollout: 'What many devices are told to do, bit by bit.',
  rejection: 'What devices have said that did not count.',
  contract: 'These documents.',
};

/** The API as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1.html). */
export function openapiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [domain, routes] of Object.entries(ROUTES)) {
    for (const [name, route] of Object.entries(routes)) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(domain, name, route) };
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Skein',
      version,
      summary: 'The backend of a fleet of connected devices.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.keys(ROUTES).map((name) => ({ name, description: DOMAINS[name] })),
    paths,
    components: {
      schemas: schemasBehind(paths, OPENAPI),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(domain: string, name: string, route: Route): object {
  const { about, roles, body, query, idempotency } = route;
  return {
    operationId: `${domain}${pascal(camel(name))}`,
    tags: [domain],
    summary: about,
    ...(roles === 'anyone' ? { security: [] } : { security: [{ token: [] }], 'x-roles': roles }),
    parameters: [
      ...pathParameters(route),
      ...queryParameters(query),
      ...(idempotency ? [keyParameter(idempotency)] : []),
    ],
    ...(body && {
      requestBody: {
        required: !('~optional' in body),
        content: { 'application/json': { schema: jsonSchema(body, OPENAPI) } },
      },
    }),
    responses: { ...successes(route), ...failures(route) },
  };
}

interface Query {
  properties?: Record<string, TSchema>;
  required?: readonly string[];
}

const pathParameters = ({ path, codes = [] }: Route) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: (codes.includes(name!) ? CODE : ID).source },
  }));

const queryParameters = ({ properties, required = [] }: Query = {}) =>
  Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name) && !('default' in schema),
    schema: jsonSchema(schema, OPENAPI),
  }));

const keyParameter = (need: 'required' | 'optional') => ({
  name: 'Idempotency-Key',
  in: 'header',
  required: need === 'required',
  description: 'A retry with the same key and request is done once: within 7 days, and for a rental at any time.',
  schema: { type: 'string', pattern: '^[\\x20-\\x7e]{1,128}$' },
});

const successes = ({ answers }: Route) =>
  Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      const description = status === '304' ? 'What the caller has is still right.' : 'Done.';
      return [status, answer === null ? { description } : { description, content: contentOf(answer) }];
    }),
  );

/** The schemas of an answer by media type. */
const contentOf = (answer: TSchema | Representations) =>
  Object.fromEntries(
    Object.entries('~kind' in answer ? { 'application/json': answer } : answer).map(([type, schema]) => [
      type,
      { schema: jsonSchema(schema as TSchema, OPENAPI) },
    ]),
  );

/** Refusals by status, with the reasons that each can have; any route refuses a parameter that it does not know. */
function failures({ roles, refusals = [], params = {} }: Route): Record<string, object> {
  const all: Refusal[] = [
    ...(roles === 'anyone' ? [] : TOKEN_REFUSALS),
    ...refusals,
    ...Object.values(params),
    'internal',
  ];
  const statuses = new Set<number>([400, ...all.map((reason) => REFUSALS[reason][0])]);
  return Object.fromEntries(
    [...statuses]
      .sort((a, b) => a - b)
      .map((status) => {
        const reasons = [...new Set(all.filter((reason) => REFUSALS[reason][0] === status))];
        const named = [...reasons, ...(status === 400 ? ['invalid_<name>'] : [])].join(', ');
        const content = { ...problemContent(reasons, status === 400), ...(status === 401 && BY_THE_GATEWAY) };
        return [String(status), { description: named, content }];
      }),
  );
}

/** What a request without an Authorization header gets: the gateway asks nobody about it. */
const BY_THE_GATEWAY = {
  'application/json': {
    schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  },
};

const problemContent = (reasons: readonly string[], mayBeInvalid: boolean) => {
  const invalid = { type: 'string', pattern: '^invalid_' };
  const ofList = reasons.length > 0 ? [{ enum: reasons }] : [];
  const reason = mayBeInvalid ? { anyOf: [...ofList, invalid] } : { enum: reasons };
  const schema = { allOf: [jsonSchema(Problem, OPENAPI), { type: 'object', properties: { reason } }] };
  return { 'application/problem+json': { schema } };
};
