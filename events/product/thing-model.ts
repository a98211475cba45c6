import Type from 'typebox';
import { closed, Id } from '../schema.ts';
import { DataSchema, dataMembers, optional } from './data-schema.ts';
import { Tariff } from './tariff.ts';

/** The context of the Web of Things, of which a model's must hold one. */
export const WOT_CONTEXT = 'https://www.w3.org/2022/wot/td/v1.1';

/** The name of a property, action, event or module: as part of a topic and of JSON alike. */
const NAME = '^[A-Za-z][A-Za-z0-9_-]{0,63}$';
const Name = Type.String({ pattern: NAME });
const named = <Schema extends Type.TSchema>(schema: Schema) => Type.Record(Name, schema, closed);

const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 });

const texts = {
  '@type': Type.Union([Type.String(), Type.Array(Type.String())]),
  title: Type.String({ maxLength: 200 }),
  titles: Type.Record(Type.String(), Type.String()),
  description: Type.String({ maxLength: 2000 }),
  descriptions: Type.Record(Type.String(), Type.String()),
};

/** Something that the device says of itself. `skein:series` keeps it over time. */
export const PropertyModel = optional({
  ...dataMembers,
  items: DataSchema,
  properties: Type.Record(Type.String(), DataSchema),
  oneOf: Type.Array(DataSchema, { minItems: 1 }),
  observable: Type.Boolean(),
  'skein:series': Type.Boolean(),
});

/** What shows that an action has been obeyed: a property is so, within so many seconds. */
export const Effect = Type.Object({ property: Name, is: Type.Unknown(), within_s: Seconds }, closed);

/** Who may ask for an action. */
export const By = Type.Enum(['operator', 'owner', 'renter']);

export const ActionModel = optional({
  ...texts,
  input: DataSchema,
  output: DataSchema,
  safe: Type.Boolean(),
  idempotent: Type.Boolean(),
  synchronous: Type.Boolean(),
  'skein:by': Type.Array(By, { uniqueItems: true }),
  'skein:effect': Effect,
  /** The action that takes it back, where its effect shows too late. */
  'skein:undo': Name,
  /** What becomes of a second command while one is open: it is refused, or it replaces the first. */
  'skein:repeat': Type.Enum(['refuse', 'replace']),
});

export const EventModel = optional({ ...texts, data: DataSchema, subscription: DataSchema, cancellation: DataSchema });

/** How it is rented; `venues` has the tariffs of those where it costs something else. */
export const RentalTerms = Type.Object(
  {
    tariff: Tariff,
    venues: Type.Optional(Type.Record(Id, Tariff, closed)),
    /** The action that starts it. */
    start: Type.Optional(Name),
  },
  closed,
);

/** Its type in the GBFS feed, https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#vehicle_typesjson */
export const VehicleType = Type.Object(
  {
    form_factor: Type.Enum(['bicycle', 'cargo_bicycle', 'car', 'moped', 'scooter_standing', 'scooter_seated', 'other']),
    propulsion_type: Type.Enum([
      'human',
      'electric_assist',
      'electric',
      'combustion',
      'combustion_diesel',
      'hybrid',
      'plug_in_hybrid',
      'hydrogen_fuel_cell',
    ]),
    /** metres; 0 for a machine that stays where it is */
    max_range_meters: Type.Optional(Type.Number({ minimum: 0 })),
  },
  closed,
);

const Longitude = Type.Number({ minimum: -180, maximum: 180 });
const Latitude = Type.Number({ minimum: -90, maximum: 90 });

/** How it moves. */
export const Motion = Type.Object(
  {
    /** m/s; a position that is further away from the one before is none of it */
    max_speed: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1000 })),
    /** [west, south, east, north] in degrees, as a bounding box of GeoJSON; a position outside is none of it */
    bounds: Type.Optional(Type.Tuple([Longitude, Latitude, Longitude, Latitude])),
  },
  closed,
);

const Written = Type.String({ minLength: 1, maxLength: 4000 });

/**
 * How commands are written for a device of another protocol: on a topic of its own, each kind as a text in which
 * `{rental_id}` or `{limit.quantity}` stands for that member of the command. What is not written here is not sent.
 */
export const Downlink = Type.Object(
  {
    /** Of the topic `devices/{device_id}/downlink/{name}`. */
    name: Name,
    bind: Type.Optional(Written),
    release: Type.Optional(Written),
    actions: Type.Optional(Type.Record(Name, Written, closed)),
  },
  closed,
);
export type Downlink = Type.Static<typeof Downlink>;

/** `tm:extends` takes another product's model as its base, `tm:submodel` makes of one a module under `instanceName`. */
export const Link = Type.Object({
  rel: Type.Optional(Type.String()),
  href: Type.String({ minLength: 1, maxLength: 500 }),
  type: Type.Optional(Type.String()),
  instanceName: Type.Optional(Name),
});

/**
 * A kind of device as data: a Thing Model, https://www.w3.org/TR/wot-thing-description11/#thing-model, with what is
 * ours under the prefix `skein:`.
 */
export const ThingModel = Type.Object({
  '@context': Type.Union([Type.String(), Type.Array(Type.Unknown(), { minItems: 1 })]),
  '@type': Type.Union([Type.String(), Type.Array(Type.String())]),
  title: Type.String({ minLength: 1, maxLength: 200 }),
  description: Type.Optional(texts.description),
  version: Type.Object({ model: Type.String({ pattern: '^(0|[1-9]\\d{0,5})(\\.(0|[1-9]\\d{0,5})){2}$' }) }),
  links: Type.Optional(Type.Array(Link, { maxItems: 100 })),
  properties: Type.Optional(named(PropertyModel)),
  actions: Type.Optional(named(ActionModel)),
  events: Type.Optional(named(EventModel)),
  'skein:rental': Type.Optional(RentalTerms),
  'skein:gbfs': Type.Optional(VehicleType),
  'skein:motion': Type.Optional(Motion),
  'skein:downlink': Type.Optional(Downlink),
  'skein:silent_after_s': Type.Optional(Seconds),
});

export type PropertyModel = Type.Static<typeof PropertyModel>;
export type ActionModel = Type.Static<typeof ActionModel>;
export type RentalTerms = Type.Static<typeof RentalTerms>;
export type VehicleType = Type.Static<typeof VehicleType>;
export type ThingModel = Type.Static<typeof ThingModel>;
