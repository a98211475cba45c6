import { usageRoutes } from '../../../events/usage/routes.ts';
import { serve } from '../../../lib/http.ts';
import { answerLines } from '../answer.ts';
import { readLines } from '../lines.ts';

export const handler = serve(usageRoutes.list, async ({ query, now }) => {
  const { product, venue_id } = query;
  const { lines, next } = await readLines(query, now);
  const asked = lines.filter(
    (line) =>
      (product === undefined || line.product === product) && (venue_id === undefined || line.venue_id === venue_id),
  );
  return answerLines({ lines: asked, ...(next !== undefined && { next }) }, { path: usageRoutes.list.path, query });
});
