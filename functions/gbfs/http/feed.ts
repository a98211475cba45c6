import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { originOf } from '../../../lib/origin.ts';
import { serveEach } from '../../../lib/serve-each.ts';
import { contentOf } from '../content.ts';
import { FEED_NAMES, OLDER_VERSION, VERSION } from '../discovery.ts';
import { asOlder, NEWER_NAMES, seconds } from '../older.ts';
import { publicAnswer } from '../public-answer.ts';

/** Both versions are one function: they share the snapshot that it remembers. */
export const handler = serveEach(
  serve(gbfsRoutes.feed, async ({ params, headers, now }) => {
    const asked = params.feed!.replace(/\.json$/, '');
    const name = FEED_NAMES.find((known) => known === asked);
    if (!name) throw refuse('feed_unknown', `The feeds are: ${FEED_NAMES.join(', ')}.`);
    const { data, at } = await contentOf(name, () => originOf(headers), now);
    return publicAnswer({ last_updated: new Date(at).toISOString(), version: VERSION, data }, { at, now, headers });
  }),
  serve(gbfsRoutes.feed23, async ({ params, headers, now }) => {
    const name = NEWER_NAMES.get(params.feed!.replace(/\.json$/, ''));
    if (!name) throw refuse('feed_unknown', `The feeds are: ${[...NEWER_NAMES.keys()].join(', ')}.`);
    const origin = () => originOf(headers);
    const { data, at } = await contentOf(name, origin, now);
    const older = { last_updated: seconds(at), version: OLDER_VERSION, data: asOlder(name, data, origin) };
    return publicAnswer(older, { at, now, headers });
  }),
);
