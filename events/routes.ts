import { accountRoutes } from './account/routes.ts';
import { commandRoutes } from './command/routes.ts';
import { contractRoutes } from './contract/routes.ts';
import { deviceRoutes } from './device/routes.ts';
import { gbfsRoutes } from './gbfs/routes.ts';
import { heatmapRoutes } from './heatmap/routes.ts';
import { productRoutes } from './product/routes.ts';
import { rejectionRoutes } from './rejection/routes.ts';
import { rentalRoutes } from './rental/routes.ts';
import { rolloutRoutes } from './rollout/routes.ts';
import type { Route } from './route.ts';
import { ruleRoutes } from './rule/routes.ts';
import { seriesRoutes } from './series/routes.ts';
import { usageRoutes } from './usage/routes.ts';
import { venueRoutes } from './venue/routes.ts';

/** Every route, by domain and by the name of its door in `functions/<domain>/http/`. */
export const ROUTES: Record<string, Record<string, Route>> = {
  venue: venueRoutes,
  product: productRoutes,
  rejection: rejectionRoutes,
  account: accountRoutes,
  device: deviceRoutes,
  command: commandRoutes,
  rollout: rolloutRoutes,
  heatmap: heatmapRoutes,
  rental: rentalRoutes,
  usage: usageRoutes,
  series: seriesRoutes,
  rule: ruleRoutes,
  gbfs: gbfsRoutes,
  contract: contractRoutes,
};

/** The same in one list. */
export const ALL_ROUTES: readonly Route[] = Object.values(ROUTES).flatMap((routes) => Object.values(routes));
