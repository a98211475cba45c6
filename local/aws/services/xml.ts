/** An element with this content, which is XML already; ids and keys of ours need no escaping. */
export const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;
