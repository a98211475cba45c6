import Type from 'typebox';

/** https://www.w3.org/TR/wot-thing-description11/#thing */
export const ThingDescription = Type.Object({
  '@context': Type.Array(Type.Unknown(), { minItems: 1 }),
  id: Type.String(),
  title: Type.String(),
  securityDefinitions: Type.Record(Type.String(), Type.Unknown()),
  security: Type.Unknown(),
  properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  actions: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  events: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
