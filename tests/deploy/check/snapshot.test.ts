import { changesOf, differenceOf, partsOf, snapshotOf } from '../../../deploy/check/snapshot.ts';
import { sound } from './sound.ts';

const packagedAt = (time: string) => {
  const template = sound();
  template.Resources.Worker!.Properties.Code = { S3Key: `serverless/skein/dev/${time}/worker.zip` };
  return partsOf(template);
};
const parts = packagedAt('1795322117433-2026-11-22T04:35:17.433Z');

test('the time of packaging is in no snapshot', () => {
  expect(changesOf(parts, snapshotOf(packagedAt('1795322200000-2026-11-22T04:36:40.000Z')))).toEqual([]);
});

test('each changed, added and removed part is named', () => {
  const { Resources } = sound();
  Resources.Work!.Properties.VisibilityTimeout = 61;
  Resources.More = Resources.Work!;
  delete Resources.Timer;
  const changed = ['Resources.More', 'Resources.Timer', 'Resources.Work'];
  expect(changesOf(partsOf({ Resources }), snapshotOf(partsOf(sound())))).toEqual(changed);
});

test('a variant is kept as what it has otherwise', () => {
  const other = sound();
  delete other.Resources.Timer;
  const difference = differenceOf(partsOf(other), partsOf(sound()));
  expect(difference).toEqual({ 'Resources.Timer': null });
  expect(changesOf(difference, snapshotOf(difference))).toEqual([]);
});

test('a reference is on one line, and everything comes in the order of its name', () => {
  const text = snapshotOf(
    partsOf({ Resources: { B: { Type: 'T', Properties: { Role: { Ref: 'A' } } }, A: { Type: 'T' } } }),
  );
  expect(text).toBe('Resources.A:\n  Type: T\nResources.B:\n  Type: T\n  Properties:\n    Role: { Ref: A }\n');
});

test('without a snapshot everything is new', () => {
  expect(changesOf({ 'Resources.A': 1 }, '')).toEqual(['Resources.A']);
});
