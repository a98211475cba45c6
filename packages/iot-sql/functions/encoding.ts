import { toText } from '../conversions.ts';
import { parseJson } from '../json.ts';
import type { Value } from '../values.ts';
import { type Family, ofTexts } from './define.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** The JSON that the text decodes to, else the decoded text itself, or null if the text is not base64. */
function decode(encoded: string): Value {
  if (!BASE64.test(encoded)) return null;
  const decoded = Buffer.from(encoded, 'base64').toString();
  const json = parseJson(decoded);
  return json === undefined ? decoded : json;
}

function encode(value: Value): Value {
  const text = toText(value);
  return text === undefined ? undefined : Buffer.from(text).toString('base64');
}

export const encoding: Family = {
  decode: { ...ofTexts(2, (encoded) => decode(encoded!)), scheme: 'base64' },
  encode: {
    arity: [2, 2],
    scheme: 'base64',
    apply: ([value]) => encode(value),
    applyToPayload: (_, { bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64'),
  },
};
