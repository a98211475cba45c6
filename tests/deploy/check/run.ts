import { flawsOf } from '../../../deploy/check/flaws.ts';
import { sound } from './sound.ts';
import type { Loose, Resources } from './sound-others.ts';

const AROUND = {
  readBundle: (path: string) => (path === 'dist/worker.cjs' ? '0&&(module.exports={handler});' : undefined),
  emitted: { Skein: ['Rentals'] },
};

/** A fault put into a sound template, and what the check says of it. */
export type Fault = [flaw: string, put: (properties: Loose, resources: Resources) => unknown];

/** Every fault of a resource is found, by its words; the template is sound without it. */
export const findsFaults = (id: string, faults: Fault[]) =>
  test.each(faults)(`${id}: %s`, (flaw, put) => {
    const template = sound();
    put(template.Resources[id]!.Properties, template.Resources);
    expect(flawsOf(template, AROUND)).toContainEqual(expect.stringContaining(flaw));
  });

export const flawsOfSound = () => flawsOf(sound(), AROUND);
