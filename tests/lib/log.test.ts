import { Logger } from '@aws-lambda-powertools/logger';
import { log, logAs } from '../../lib/log.ts';

test('lines have the id of their request, however many run at once, and none outside of one', async () => {
  const lines: unknown[] = [];
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((message, ...more) => void lines.push([message, ...more]));
  const work = async (pause: number) => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    log.warn('late', { pause });
    return pause;
  };
  expect(await Promise.all([logAs('a', () => work(20)), logAs('b', () => work(5))])).toEqual([20, 5]);
  log.warn('alone');
  expect(lines).toEqual([
    ['late', { request_id: 'b', pause: 5 }],
    ['late', { request_id: 'a', pause: 20 }],
    ['alone', {}],
  ]);
  jest.restoreAllMocks();
});
