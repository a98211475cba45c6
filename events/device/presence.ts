import Type from 'typebox';
import { oneOf } from '../schema.ts';

/** https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html */
export const Presence = Type.Object({
  clientId: Type.String(),
  timestamp: Type.Number(),
  eventType: oneOf(['connected', 'disconnected']),
  sessionIdentifier: Type.String(),
  /** As the authorizer gave it: the token's subject in hex. */
  principalIdentifier: Type.Optional(Type.String()),
  versionNumber: Type.Number(),
});
export type Presence = Type.Static<typeof Presence>;
