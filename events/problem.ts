import Type from 'typebox';

/** A refusal, over HTTP and MQTT alike: RFC 9457, with `reason` as the member that programs read. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.Optional(Type.String()),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  reason: Type.String({ pattern: '^[a-z][a-z0-9_]*$' }),
  detail: Type.String(),
});
