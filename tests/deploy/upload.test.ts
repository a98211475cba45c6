import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runWithAws } from '../harness/aws-cli.ts';

/** A folder with a console that is built, as far as uploading looks at it. */
function built(): string {
  const folder = mkdtempSync(join(tmpdir(), 'skein-site-'));
  mkdirSync(join(folder, 'web/dist'), { recursive: true });
  writeFileSync(join(folder, 'web/dist/index.html'), '<head>\n    <meta charset="utf-8" />\n</head>');
  return folder;
}

async function upload(given: string[] = [], { bucket = 'the-bucket', pool = 'eu-central-1_Abc' } = {}) {
  const folder = built();
  const result = await runWithAws(
    ['deploy/upload.ts', '--stage', 'prod', ...given],
    [
      ['SiteBucketName', bucket],
      ['EdgeDistributionId', 'E123'],
      ['EdgeDomain', 'd1.cloudfront.net'],
      ['describe-domain-configuration', 'abc-ats.iot.eu-central-1.amazonaws.com'],
      ['UserPoolId', pool],
      ['UserPoolClientId', 'client-1'],
      ['ssm get-parameter', 'https://issuer.example.com'],
      ['s3 sync', ''],
      ['create-invalidation', ''],
    ],
    folder,
  );
  const read = (file: string) => readFileSync(join(folder, 'web/dist', file), 'utf8');
  return { ...result, page: read('index.html'), config: () => JSON.parse(read('config.json')) };
}

test('the console goes to the bucket of the edge, and the edge forgets the old one', async () => {
  const { code, text, asked } = await upload();
  expect([code, text]).toEqual([0, 'upload: https://d1.cloudfront.net\n']);
  expect(asked.filter((one) => /^(s3|cloudfront)/.test(one))).toEqual([
    's3 sync --delete --only-show-errors web/dist s3://the-bucket --output text',
    'cloudfront create-invalidation --paths /* --distribution-id E123 --output text',
  ]);
});

test('it is told where the broker and the user pool are, and may connect to nothing else', async () => {
  const { config, page } = await upload();
  expect(config()).toEqual({
    api: '',
    mqtt: 'wss://abc-ats.iot.eu-central-1.amazonaws.com/mqtt',
    issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Abc',
    client_id: 'client-1',
    scope: 'openid',
  });
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  expect(policy).toContain('wss://abc-ats.iot.eu-central-1.amazonaws.com');
  expect(policy).not.toContain('frame-ancestors'); // a page cannot say that of itself
});

test('another issuer is the one of the stage, with the client that is given; tiles are where it is said', async () => {
  const tiles = 'https://tiles.example.com/{z}/{x}/{y}.png';
  const { config, page } = await upload(['--client', 'web', '--tiles', tiles, '--attribution', 'Example']);
  expect(config()).toMatchObject({
    issuer: 'https://issuer.example.com',
    client_id: 'web',
    tiles: { url: tiles, attribution: 'Example' },
  });
  expect(page).toMatch(/img-src [^;]*https:\/\/tiles\.example\.com[; ]/);
});

test('without a user pool somebody has to say which client the console is', async () => {
  const { code, text } = await upload([], { pool: 'None' });
  expect([code, text]).toEqual([1, expect.stringContaining('with --client')]);
});

test('a stage without an edge has no place for it', async () => {
  const { code, text } = await upload([], { bucket: 'None' });
  expect([code, text]).toEqual([1, expect.stringContaining('the stage prod has no SiteBucketName')]);
});
