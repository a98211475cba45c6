import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import type { Refusal } from './reasons.ts';
import type { Role } from './roles.ts';

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** Schemas by media type, where there are several. */
export type Representations = Record<`${string}/${string}`, TSchema>;

/**
 * What a route takes, who may call it, and what it answers: enforced by lib/http.ts, and the source of openapi.json.
 */
export interface RouteDeclaration {
  /** One sentence. */
  about: string;
  /** Who may call it. */
  roles: readonly Role[] | 'anyone';
  /** The refusal of a path parameter that cannot be an id, by its name; `invalid_<name>` by default. */
  params?: Record<string, Refusal>;
  /** Path parameters that are codes, not ids. */
  codes?: readonly string[];
  query?: TProperties;
  body?: TSchema;
  /** Whether the Idempotency-Key header makes a retry safe, and whether it must be sent. */
  idempotency?: 'required' | 'optional';
  /** By status; null means no body. */
  answers: Record<number, TSchema | Representations | null>;
  /** Besides those for the token, the parameters and the body. */
  refusals?: readonly Refusal[];
  /** A request for the samples: path parameters, query and body. */
  example: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };
}

export type Route = Omit<RouteDeclaration, 'query'> & { method: Method; path: string; query?: TObject };

/** Declares a route: `route('GET /v1/venues', { … })`. */
export function route<const Declaration extends RouteDeclaration>(
  name: `${Method} /${string}`,
  declaration: Declaration,
) {
  const [method, path] = name.split(' ') as [Method, string];
  const { query = {}, ...rest } = declaration;
  return {
    ...(rest as Omit<Declaration, 'query'>),
    method,
    path,
    query: Type.Object(query) as QueryObject<Declaration>,
  };
}

type QueryObject<Declaration extends RouteDeclaration> = TObject<
  Declaration['query'] extends TProperties ? Declaration['query'] : Record<never, never>
>;

/** A query with its defaults filled in. */
export type QueryOf<R extends Route> = R['query'] extends TSchema ? Static<R['query']> : Record<never, never>;

export type BodyOf<R extends Route> = R['body'] extends TSchema ? Static<R['body']> : undefined;
