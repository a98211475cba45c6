// npm run upload -- --stage S [--client ID] [--tiles URL --attribution TEXT]: puts the console where the edge serves it
// from. The region is the CLI's.
import { parseArgs } from 'node:util';
import { aws, outputOf } from './aws-cli.ts';
import { configOf, writeConfig } from './console.ts';

const FILES = 'web/dist';

try {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string', default: 'dev' },
      client: { type: 'string' },
      tiles: { type: 'string' },
      attribution: { type: 'string' },
    },
  });
  const { stage } = values;
  const bucket = await outputOf(stage, 'SiteBucketName');
  writeConfig(FILES, await configOf(values));
  await aws('s3 sync --delete --only-show-errors', FILES, `s3://${bucket}`);
  const distribution = await outputOf(stage, 'EdgeDistributionId');
  await aws('cloudfront create-invalidation --paths /* --distribution-id', distribution);
  console.log(`upload: https://${await outputOf(stage, 'EdgeDomain')}`);
} catch (error) {
  console.error(`upload: ${(error as Error).message}`);
  process.exitCode = 1;
}
