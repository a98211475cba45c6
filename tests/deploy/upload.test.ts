import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithAws } from '../harness/aws-cli.ts';

const upload = (folder: string, bucket = 'the-bucket') =>
  runWithAws(
    ['deploy/upload.ts', '--stage', 'prod'],
    [
      ['SiteBucketName', bucket],
      ['EdgeDistributionId', 'E123'],
      ['EdgeDomain', 'd1.cloudfront.net'],
      ['s3 sync', ''],
      ['create-invalidation', ''],
    ],
    folder,
  );
const newFolder = () => mkdtempSync(join(tmpdir(), 'skein-site-'));

test('where no site is built nothing is uploaded, and that is said', async () => {
  expect(await upload(newFolder())).toEqual({
    code: 0,
    text: 'upload: there is no web/dist, so there is nothing to do\n',
    asked: [''],
  });
});

test('a site that is built goes to the bucket of the edge, and the edge forgets the old one', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'web/dist'), { recursive: true });
  const { code, text, asked } = await upload(folder);
  expect([code, text]).toEqual([0, 'upload: https://d1.cloudfront.net\n']);
  expect(asked.filter((one) => !one.startsWith('cloudformation'))).toEqual([
    's3 sync --delete --only-show-errors web/dist s3://the-bucket --output text',
    'cloudfront create-invalidation --paths /* --distribution-id E123 --output text',
  ]);
});

test('a stage without an edge has no place for it', async () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'web/dist'), { recursive: true });
  const { code, text } = await upload(folder, 'None');
  expect([code, text]).toEqual([1, expect.stringContaining('the stage prod has no SiteBucketName')]);
});
