/** Ids become path segments, topic levels and parts of Redis keys, so they hold none of their separators or wildcards. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** A code, which is longer than an id. */
export const CODE = /^[A-Za-z0-9_.-]{1,200}$/;
