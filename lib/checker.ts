/** What is wrong with a value, and where (a JSON Pointer). */
interface Fault {
  instancePath: string;
  message: string;
}

/** Whether a value is of a schema. */
export interface Checker<Value> {
  Check(value: unknown): value is Value;
  /** What is wrong with it; the first fault says most. */
  Errors(value: unknown): Fault[];
}

/** A function that ajv has made of a schema. */
export interface Validate {
  (value: unknown): boolean;
  errors?: { instancePath: string; message?: string; params: Record<string, unknown> }[] | null;
}

export const checkerOf = <Value>(validate: Validate): Checker<Value> => ({
  Check: (value): value is Value => validate(value),
  Errors: (value) => {
    validate(value);
    return (validate.errors ?? []).map(({ instancePath, message = 'is not valid', params }) => {
      // ajv names the object for a member that it lacks, or should not have
      const { missingProperty: missing, additionalProperty: additional } = params as Record<string, string>;
      if (additional !== undefined)
        return { instancePath: `${instancePath}/${additional}`, message: 'is not declared' };
      if (missing !== undefined) return { instancePath: `${instancePath}/${missing}`, message: 'is missing' };
      return { instancePath, message };
    });
  },
});
