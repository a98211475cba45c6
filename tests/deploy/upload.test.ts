import { existsSync } from 'node:fs';
import { runWithAws } from '../harness/aws-cli.ts';

const upload = () =>
  runWithAws(
    ['deploy/upload.ts', '--stage', 'prod'],
    [
      ["OutputKey=='SiteBucketName'", 'the-bucket'],
      ["OutputKey=='EdgeDistributionId'", 'E123'],
      ["OutputKey=='EdgeDomain'", 'd1.cloudfront.net'],
      ['s3 sync', ''],
      ['create-invalidation', ''],
    ],
  );

const isBuilt = existsSync('web/dist');

test('where no site is built nothing is uploaded, and that is said', async () => {
  if (isBuilt) return;
  expect(await upload()).toEqual({
    code: 0,
    text: 'upload: there is no web/dist, so there is nothing to do\n',
    asked: [''],
  });
});
