import type { Permit } from '../../../../local/aws/iot/authorizer.ts';
import { keepUp, mayReceive, newSession } from '../../../../local/aws/iot/session.ts';

const permit = (changes: Partial<Permit> = {}): Permit => ({
  principal: 'abc',
  may: () => true,
  disconnectAfter: 3_600_000,
  refreshAfter: 300_000,
  ...changes,
});

describe('keepUp', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  function setUp(renew: () => Promise<Permit>, first = permit()) {
    const session = newSession(first);
    const end = jest.fn();
    keepUp(session, renew, end);
    return { session, end };
  }

  test('a refresh brings a new permit, and so again and again', async () => {
    const permits = [permit({ refreshAfter: 400_000 }), permit(), permit()];
    const renew = jest.fn(async () => permits.shift()!);
    const [second, third] = permits;
    const { session, end } = setUp(renew);
    await jest.advanceTimersByTimeAsync(299_999);
    expect(renew).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(session.permit).toBe(second);
    await jest.advanceTimersByTimeAsync(399_999); // the time that the second permit names
    expect(session.permit).toBe(second);
    await jest.advanceTimersByTimeAsync(1);
    expect(session.permit).toBe(third);
    expect(renew).toHaveBeenCalledTimes(2);
    expect(end).not.toHaveBeenCalled();
  });

  test('a refused refresh is an AUTH_ERROR, and nobody is asked again', async () => {
    const renew = jest.fn(() => Promise.reject(new Error('no more')));
    const { end } = setUp(renew);
    await jest.advanceTimersByTimeAsync(300_000);
    expect(end.mock.calls).toEqual([['AUTH_ERROR']]);
    await jest.advanceTimersByTimeAsync(1_000_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  test('the end of its time is a CUSTOMAUTH_TTL_EXPIRATION, whatever refreshes there were', async () => {
    const { end } = setUp(async () => permit());
    await jest.advanceTimersByTimeAsync(3_599_999);
    expect(end).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(end.mock.calls).toEqual([['CUSTOMAUTH_TTL_EXPIRATION']]);
  });

  test('the longest times that AWS allows do not come at once', async () => {
    const day = 86_400_000;
    const { end } = setUp(async () => permit(), permit({ refreshAfter: day, disconnectAfter: day }));
    await jest.advanceTimersByTimeAsync(day - 1);
    expect(end).not.toHaveBeenCalled();
  });
});

describe('mayReceive', () => {
  function listening(filters: string[], may: Permit['may'] = () => true) {
    const session = newSession(permit({ may }));
    for (const filter of filters) session.filters.add(filter);
    return session;
  }
  const takes = (filter: string, topic: string) => mayReceive(listening([filter]), { topic });

  test.each([
    ['a/#', 'a/b', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b/c', false],
    ['#', 'a', true],
    ['#', '$aws/events/x', false],
    ['+/events/x', '$aws/events/x', false],
    ['$aws/events/#', '$aws/events/x', true],
    ['a', 'a', true],
    ['a', 'A', false],
  ])('the filter %s and the topic %s: %s', (filter, topic, expected) => {
    expect(takes(filter, topic)).toBe(expected);
  });

  test('the permit of the moment is asked for every delivery', () => {
    const may = jest.fn((_: unknown, topic: string) => topic === 'a/b');
    const session = listening(['a/#', 'c'], may);
    expect(mayReceive(session, { topic: 'a/b' })).toBe(true);
    expect(mayReceive(session, { topic: 'c' })).toBe(false);
    expect(may.mock.calls).toEqual([
      ['Receive', 'a/b'],
      ['Receive', 'c'],
    ]);
    session.permit = permit({ may: () => false });
    expect(mayReceive(session, { topic: 'a/b' })).toBe(false);
  });

  test('nothing comes to who has not subscribed', () => {
    expect(mayReceive(listening([]), { topic: 'a' })).toBe(false);
  });
});
