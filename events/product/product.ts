import Type from 'typebox';
import { closed, Id, Time } from '../schema.ts';
import { RentalTerms, ThingModel } from './thing-model.ts';

/** A registered product. */
export const Product = Type.Object(
  {
    product_id: Id,
    /** Of its model. */
    version: Type.String(),
    registered_at: Time,
    /** Since then no device of it can be registered or rented. */
    retired_at: Type.Optional(Time),
    /** As it was sent. */
    model: ThingModel,
    /** With what it extends filled in. */
    thing: ThingModel,
    /** Its modules by name, filled in likewise. */
    modules: Type.Optional(Type.Record(Type.String(), ThingModel)),
  },
  closed,
);
export type Product = Type.Static<typeof Product>;

/** What a product cost, and since when. */
export const TariffRecord = Type.Object(
  { version: Type.String(), since: Time, terms: Type.Union([RentalTerms, Type.Null()]) },
  closed,
);
export type TariffRecord = Type.Static<typeof TariffRecord>;
