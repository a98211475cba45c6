import { stackOf } from '../../../deploy/stack.ts';
import { venueRoutes } from '../../../events/venue/routes.ts';

test('behind every route stands a function', () => {
  const { functions } = stackOf({ stage: 'test', ingest: 'sqs' });
  const served = Object.values(functions as Record<string, { events: { httpApi?: object }[] }>).flatMap(({ events }) =>
    events.map(({ httpApi }) => httpApi),
  );
  for (const { method, path } of Object.values(venueRoutes))
    expect(served).toContainEqual(expect.objectContaining({ method, path }));
});
