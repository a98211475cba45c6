/**
 * The functions by name, in lower case: names are not case-sensitive.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html
 */
import { absence } from './absence.ts';
import { collection } from './collection.ts';
import type { SqlFunction } from './define.ts';
import { encoding } from './encoding.ts';
import { hash } from './hash.ts';
import { math } from './math.ts';
import { message } from './message.ts';
import { regexp } from './regexp.ts';
import { string } from './string.ts';
import { time } from './time.ts';

export const functions: ReadonlyMap<string, SqlFunction> = new Map(
  [absence, collection, encoding, hash, math, message, regexp, string, time].flatMap((family) =>
    Object.entries(family),
  ),
);
