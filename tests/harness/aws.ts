import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { asksForSecret, getSecretValue, SECRETS, type Secrets } from '../../local/aws/secrets.ts';
import { putFile } from '../../local/aws/services/buckets.ts';
import { type Loopback, onLoopback } from '../../local/loopback.ts';

export const CODE_KEYS = { signs: 't', keys: { t: 'test-key' } };

/** What was published, what the functions find in Secrets Manager, and the folder of their buckets; AWS fails as long as `failures` lasts. */
export const aws = {
  published: [] as { topic: string; text: string; query: URLSearchParams }[],
  secrets: { code_keys: JSON.stringify(CODE_KEYS) } as Secrets,
  buckets: '',
  failures: 0,
};

let isThere = false;

/** AWS's endpoints for a test file: the broker's, which keeps what is published, and that of its secrets. */
export function withAws(): void {
  if (isThere) return;
  isThere = true;
  let server: Loopback;
  beforeAll(async () => {
    aws.buckets = mkdtempSync(join(tmpdir(), 'skein-test-s3-'));
    server = await onLoopback(
      createServer(async (request, response) => {
        const answer = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
        if (asksForSecret(request)) return answer(...(await getSecretValue(request, aws.secrets)));
        const payload = await buffer(request);
        if (aws.failures > 0) {
          aws.failures -= 1;
          // for good it is nothing that is tried again, or what waits for its turn would arrive after all
          const isForGood = aws.failures === Number.POSITIVE_INFINITY;
          return answer(isForGood ? 403 : 503, {
            __type: isForGood ? 'ForbiddenException' : 'ServiceUnavailableException',
          });
        }
        const url = new URL(`http://aws${request.url}`);
        if (request.method === 'PUT') return response.end(putFile(url, payload, aws.buckets));
        const { pathname, searchParams } = url;
        aws.published.push({
          topic: decodeURIComponent(pathname.slice('/topics/'.length)),
          text: payload.toString(),
          query: searchParams,
        });
        return answer(200, {});
      }),
    );
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      SECRETS,
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(aws.buckets, { recursive: true, force: true });
  });
}
