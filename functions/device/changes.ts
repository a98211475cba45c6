import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { publish } from '../../lib/iot.ts';
import { outbox } from '../../lib/outbox.ts';
import { keys } from './keys.ts';
import { readDevice } from './store.ts';

/** A watched property that has another value, as state.lua wrote it to the outbox. */
interface Change {
  device_id: string;
  property: string;
}

/**
 * Changes on their way out. What is published is the value of that moment, not of the change: so a change that is told
 * late never replaces a newer value.
 */
export const changes = /* @__PURE__ */ outbox<Change>(keys.changes(), async ({ device_id, property }) => {
  const text = (await readDevice(device_id)).get(`property:${property}`);
  if (text === undefined) return;
  await publish(topicOf(topics.property, { device_id, property }), JSON.parse(text), { retain: true });
});
