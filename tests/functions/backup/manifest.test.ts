import { backedUp, type Files, restored, withTwoRedises } from './doors.ts';

const { old, other } = withTwoRedises();

const PART = 'part-00000.ndjson.gz';
const changed = (files: Files, name: string, change: (text: string) => string) =>
  void files.set(name, Buffer.from(change(files.get(name)!.toString())));

test.each<[name: string, spoil: (files: Files) => void, sentence: string]>([
  ['no manifest', (files) => void files.delete('manifest.json'), 'there is no manifest.json: the backup was cut off'],
  ['no JSON', (files) => changed(files, 'manifest.json', (text) => text.slice(0, 40)), 'not that of a backup of Skein'],
  ['something else', (files) => changed(files, 'manifest.json', () => '{"format":"tar"}'), 'not that of a backup'],
  [
    'another version',
    (files) => changed(files, 'manifest.json', (text) => text.replace('"version": 1', '"version": 2')),
    'it is of version 2 of the format, and this program reads version 1',
  ],
  [
    'a changed manifest',
    (files) => changed(files, 'manifest.json', (text) => text.replace('"lines": 1', '"lines": 2')),
    'its manifest.json has been changed since it was written',
  ],
  ['no part', (files) => void files.delete(PART), `${PART} is missing`],
  ['a cut part', (files) => void files.set(PART, files.get(PART)!.subarray(0, 50)), `${PART} has 50 bytes, and`],
  [
    'a changed byte',
    (files) => {
      const bytes = files.get(PART)!;
      bytes[30]! ^= 1;
    },
    `${PART} has been changed since it was written`,
  ],
])('%s is refused before anything is written', async (_, spoil, sentence) => {
  await old.send('SET', 'key', 'value'.repeat(20));
  const files = await backedUp(old.rest);
  spoil(files);
  await expect(restored(files, other.rest, true)).rejects.toThrow(sentence);
  expect(await other.send('DBSIZE')).toBe(0);
});

test('the manifest says what the backup holds', async () => {
  await old.send('SET', 'credit:1', '1', 'PX', 100_000);
  await old.send('HSET', 'account:a', 'balance', '1');
  await old.send('HSET', 'account:b', 'balance', '1');
  await old.send('SADD', 'what', 'is', 'this');
  await old.send('SET', 'gbfs:vehicles', 'left out');
  expect(JSON.parse((await backedUp(old.rest)).get('manifest.json')!.toString())).toMatchObject({
    format: 'skein-backup',
    version: 1,
    stage: 'test',
    lines: 4,
    by_type: { string: 1, hash: 2, set: 1 },
    by_pattern: { 'credit:{record_id}': 1, 'account:{account_id}': 2, undeclared: 1 },
    parts: [{ name: PART, lines: 4 }],
  });
});

test('a key that is no text ends the backup', async () => {
  await old.send('EVAL', "return redis.call('SET', string.char(255), '1')", 0);
  await expect(backedUp(old.rest)).rejects.toThrow('a key is not UTF-8');
});

test('a type that no backup knows ends it', async () => {
  await old.send('XADD', 'a-stream', '*', 'field', 'value');
  await expect(backedUp(old.rest)).rejects.toThrow('a key is of a type that a backup does not know');
});
