import { rentalRoutes } from '../../../events/rental/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { serve } from '../../../lib/http.ts';
import { quote } from '../quote.ts';
import { scan } from '../scan.ts';

export const handler = serve(rentalRoutes.quote, async ({ params, caller, now }) => {
  const { device_id, ...asked } = await scan(params.code!);
  return uncached(await quote(device_id, caller.sub, asked, now));
});
