import { TARIFFS, type Tariff } from '../../events/rental/tariffs.ts';
import { formOf } from './tariff/index.ts';

/**
 * Of a kind the tariff's text and what it sets aside: part of the bind's script, so that Redis need not read them. A
 * function, since Redis would make a table of all of them anew with every call.
 */
const lua = () => {
  const lines = Object.entries(TARIFFS).map(
    ([kind, tariff]: [string, Tariff]) =>
      `if kind == '${kind}' then return '${JSON.stringify(tariff)}', ${formOf(tariff).hold(tariff)} end`,
  );
  return `return function(kind)\n${lines.join('\n')}\nend`;
};

export const tariffs = { name: 'rental.tariffs', lua: /* @__PURE__ */ lua() };
