import Type from 'typebox';

/** A value of a property: any JSON, as its product declares it. */
export const PropertyValue = Type.Unknown();
