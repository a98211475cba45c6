import { type Ask, caller } from '../../local/fleet/client.ts';
import { holdAnswer } from './held.ts';
import { stack } from './stack.ts';

/** The API for what a test expects to succeed: typed, and its answers are held to the contract. A refusal rejects. */
export function client(...who: Parameters<typeof caller> extends [string, ...infer Who] ? Who : never): Ask {
  const ask = caller(stack().http, ...who);
  ask.use({
    onResponse: async ({ request, response }) => {
      const { pathname, search } = new URL(request.url);
      const [contentType, text] = [response.headers.get('content-type'), await response.clone().text()];
      holdAnswer(request.method, pathname + search, { status: response.status, contentType, text });
    },
  });
  return ask;
}

export const asOperator = (): Ask => client({ sub: 'an-operator', role: 'operator' });
