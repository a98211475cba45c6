import { measure } from '../../lib/metrics.ts';
import { startMetrics } from '../../local/metrics.ts';

test('what is measured adds up, for Prometheus and in one line; what did not happen is in neither', async () => {
  const metrics = startMetrics();
  measure('topic', 'crowd', { accepted: 1200, lag: 80 });
  measure('topic', 'state', { accepted: 3, lag: 20 });
  measure('topic', 'crowd', { accepted: 5, lag: 40 });
  measure('topic', 'usage', { accepted: 0, lag: 10 });
  measure('reason', 'jump', { rejected: 1 });
  metrics.deadLetter('rental');
  metrics.stop();
  measure('topic', 'crowd', { accepted: 7 });

  expect(await metrics.summary()).toBe(
    'accepted 1,208 (crowd 1,205, state 3); rejected 1 (jump 1); dead letters 1 (rental 1)',
  );
  const lines = (await metrics.text()).split('\n');
  expect(lines).toContain('skein_accepted_total{topic="crowd"} 1205');
  expect(lines).toContain('skein_rejected_total{reason="jump"} 1');
  expect(lines).toContain('skein_lag_milliseconds{quantile="0.99",topic="crowd"} 80');
  expect(lines).toContain('skein_lag_milliseconds_sum{topic="crowd"} 120');
  expect(lines).toContain('skein_lag_milliseconds_count{topic="crowd"} 2');
  expect(lines).toContain('skein_dead_letters_total{queue="rental"} 1');
});

test('where nothing happened the line says so', async () => {
  const metrics = startMetrics();
  metrics.stop();
  expect(await metrics.summary()).toBe('no message and no rental');
});
