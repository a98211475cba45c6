/** The one language of the feed's texts. */
export const LANGUAGE = 'en';

/** A text as GBFS wants it: once for every language of the feed. */
export const localized = (text: string) => [{ text, language: LANGUAGE }];

/** `water_dispenser` as people read it. */
export const titled = (kind: string) => `${kind[0]!.toUpperCase()}${kind.slice(1).replaceAll('_', ' ')}`;
