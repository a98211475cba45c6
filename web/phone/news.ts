import { useEffect, useRef } from 'preact/hooks';
import { sessions } from '../session/session.ts';
import { live } from '../talk/live.ts';

/** What a message says, if it is an object in JSON at all: the broker's rules hand on what a device makes up. */
function objectIn(payload: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Hears what comes for this phone on a branch of its topics, such as `events`, while the page is there. */
export function useNews(branch: string | undefined, hear: (said: Record<string, unknown>) => void): void {
  const phone_id = sessions.phone.value?.phone_id;
  const newest = useRef(hear);
  newest.current = hear;
  useEffect(() => {
    if (phone_id === undefined || branch === undefined) return undefined;
    return live.phone.listen(`phones/${phone_id}/${branch}`, ({ payload }) => {
      const said = objectIn(payload);
      if (said) newest.current(said);
    });
  }, [phone_id, branch]);
}
