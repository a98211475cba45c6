import { TARIFFS, type Tariff } from '../../events/rental/tariffs.ts';
import { formOf } from './tariff/index.ts';

/** By kind a tariff's text and what it sets aside: part of the bind's script, so that Redis need not read them. */
const lua = () => {
  const entries = Object.entries(TARIFFS).map(([kind, tariff]: [string, Tariff]) => {
    const text = JSON.stringify(tariff);
    return `${kind} = { text = '${text}', hold = ${formOf(tariff).hold(tariff)} }`;
  });
  return `return { ${entries.join(', ')} }`;
};

export const tariffs = { name: 'rental.tariffs', lua: /* @__PURE__ */ lua() };
