/** The one language of the feed's texts. */
export const LANGUAGE = 'en';

/** A text as GBFS wants it: once for every language of the feed. */
export const localized = (text: string) => [{ text, language: LANGUAGE }];
