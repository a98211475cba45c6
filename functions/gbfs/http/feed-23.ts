import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { originOf } from '../../../lib/origin.ts';
import { contentOf } from '../content.ts';
import { OLDER_VERSION } from '../discovery.ts';
import { asOlder, NEWER_NAMES, seconds } from '../older.ts';
import { publicAnswer } from '../public-answer.ts';

/** The same for consumers that read version 2.3. */
export const handler = serve(gbfsRoutes.feed23, async ({ params, headers, now }) => {
  const name = NEWER_NAMES.get(params.feed!.replace(/\.json$/, ''));
  if (!name) throw refuse('feed_unknown', `The feeds are: ${[...NEWER_NAMES.keys()].join(', ')}.`);
  const origin = () => originOf(headers);
  const { data, at } = await contentOf(name, origin, now);
  const older = { last_updated: seconds(at), version: OLDER_VERSION, data: asOlder(name, data, origin) };
  return publicAnswer(older, { at, now, headers });
});
