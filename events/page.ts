import Type from 'typebox';

/**
 * The query of every route with pages. Positions count from the oldest entry, so that entries added meanwhile shift no
 * page: `before` is the `next` of the page before.
 */
export const PAGE = {
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
};
