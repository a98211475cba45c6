import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { originOf } from '../../../lib/origin.ts';
import { contentOf } from '../content.ts';
import { FEED_NAMES, VERSION } from '../discovery.ts';
import { publicAnswer } from '../public-answer.ts';

export const handler = serve(gbfsRoutes.feed, async ({ params, headers, now }) => {
  const asked = params.feed!.replace(/\.json$/, '');
  const name = FEED_NAMES.find((known) => known === asked);
  if (!name) throw refuse('feed_unknown', `The feeds are: ${FEED_NAMES.join(', ')}.`);
  const { data, at } = await contentOf(name, () => originOf(headers), now);
  return publicAnswer({ last_updated: new Date(at).toISOString(), version: VERSION, data }, { at, now, headers });
});
