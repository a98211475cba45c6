import type { Route } from '../../events/route.ts';
import { ALL_ROUTES } from '../../events/routes.ts';

/** In seconds: as long as any of our answers may be kept. */
const YEAR = 31_536_000;

const NEGOTIATED = 'EdgeNegotiatedCache';
const PLAIN = 'EdgePlainCache';

/** The routes that a shared cache may serve: reads that need no token. */
const publicReads = ALL_ROUTES.filter(({ roles, method }) => roles === 'anyone' && method === 'GET');

const firstSegment = ({ path }: Route) => path.split('/')[1]!;

/** The branches of the API that hold public reads and nothing else, each with the cache policy that its answers need. */
export function publicBranches(): { pattern: string; policy: string }[] {
  const branches = [...new Set(publicReads.map(firstSegment))];
  return branches.map((branch) => {
    const routes = ALL_ROUTES.filter((route) => firstSegment(route) === branch);
    if (!routes.every((route) => publicReads.includes(route)))
      throw new Error(`/${branch} holds more than public reads`);
    return { pattern: `/${branch}/*`, policy: routes.some(isNegotiated) ? NEGOTIATED : PLAIN };
  });
}

/** Whether the same URL answers in several media types, by the Accept header. */
const isNegotiated = ({ answers }: Route): boolean =>
  Object.values(answers).some((answer) => answer && Object.keys(answer).filter((key) => key.includes('/')).length > 1);

/** CloudFront ignores Vary: what an answer depends on has to be named here. Their names are the account's, not a region's. */
export const cachePolicies = (stage: string) => ({
  [NEGOTIATED]: cachePolicy(`${stage}-negotiated`, {
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept'] },
  }),
  [PLAIN]: cachePolicy(`${stage}-plain`, { HeadersConfig: { HeaderBehavior: 'none' } }),
});

const cachePolicy = (name: string, key: object) => ({
  Type: 'AWS::CloudFront::CachePolicy',
  Properties: {
    CachePolicyConfig: {
      Name: { 'Fn::Sub': `skein-${name}-\${AWS::Region}` },
      // our Cache-Control decides; what has none is not kept
      MinTTL: 0,
      DefaultTTL: 0,
      MaxTTL: YEAR,
      ParametersInCacheKeyAndForwardedToOrigin: {
        ...key,
        // all, because the API refuses those that it does not know
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        CookiesConfig: { CookieBehavior: 'none' },
        EnableAcceptEncodingGzip: true,
        EnableAcceptEncodingBrotli: true,
      },
    },
  },
});
