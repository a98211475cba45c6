/**
 * One setting of the environment that serverless.yml gives a function.
 * Throws when it is missing: a function that cannot work should say so at its first call, by name.
 */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`the environment lacks ${name}`);
  return value;
}
