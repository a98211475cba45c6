import Type from 'typebox';

/**
 * The query of every route that pages. Positions count from the oldest, so what is added meanwhile shifts no page:
 * `before` is the `next` of another page.
 */
export const PAGE = {
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
};
