// npm run upload -- --stage S: puts the files of web/dist where the edge serves them from. The region is the CLI's.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { aws, outputOf } from './aws-cli.ts';

const FILES = 'web/dist';

try {
  const { stage } = parseArgs({ options: { stage: { type: 'string', default: 'dev' } } }).values;
  if (!existsSync(FILES)) console.log(`upload: there is no ${FILES}, so there is nothing to do`);
  else {
    await aws('s3 sync --delete --only-show-errors', FILES, `s3://${await outputOf(stage, 'SiteBucketName')}`);
    const distribution = await outputOf(stage, 'EdgeDistributionId');
    await aws('cloudfront create-invalidation --paths /* --distribution-id', distribution);
    console.log(`upload: https://${await outputOf(stage, 'EdgeDomain')}`);
  }
} catch (error) {
  console.error(`upload: ${(error as Error).message}`);
  process.exitCode = 1;
}
