import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import { RequestSigner } from 'aws4';
import { callAws } from '../../lib/aws.ts';
import { type Loopback, onLoopback } from '../../local/loopback.ts';

const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'a-private-key', AWS_SESSION_TOKEN: 'a-token' };
const CALL = {
  service: 'iotdata',
  host: 'data-ats.iot',
  method: 'POST',
  path: '/topics/a%2Fb?qos=1',
  body: '{"a":"ü"}',
};

let server: Loopback | undefined;
let heard: IncomingMessage[];
beforeEach(() => {
  heard = [];
  Object.assign(process.env, CREDENTIALS, { AWS_REGION: 'eu-central-1' });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server?.close();
  server = undefined;
});

/** AWS answers each call in its turn as told, the last one for good. */
async function answering(...answers: ((response: ServerResponse) => void)[]): Promise<void> {
  server = await onLoopback(
    createServer((request, response) => {
      request.resume();
      const answer = answers[Math.min(heard.push(request), answers.length) - 1]!;
      request.once('end', () => answer(response));
    }),
  );
  process.env.AWS_ENDPOINT_URL = server.url;
}
const say =
  (status: number, body = '{}') =>
  (response: ServerResponse) =>
    void response.writeHead(status).end(body);
const cut = (response: ServerResponse) => void response.destroy();

test("a call is signed for its service and region, with the function's role", async () => {
  await answering(say(200, 'fine'));
  expect(await callAws(CALL)).toBe('fine');
  const { headers, url, method } = heard[0]!;
  expect([method, url]).toEqual(['POST', CALL.path]);
  expect(headers['content-length']).toBe('10');
  expect(headers['x-amz-security-token']).toBe('a-token');
  const [date] = [String(headers['x-amz-date'])];
  expect(headers.authorization).toContain(`Credential=AKID/${date.slice(0, 8)}/eu-central-1/iotdata/aws4_request`);
  // the signature that the library gives for what has arrived
  const { authorization: _, connection: __, ...signed } = headers;
  const again = new RequestSigner({ ...CALL, host: headers.host!, region: 'eu-central-1', headers: signed } as never, {
    accessKeyId: 'AKID',
    secretAccessKey: 'a-private-key',
    sessionToken: 'a-token',
  }).sign();
  const signature = (text: unknown) => /Signature=(\w+)/.exec(String(text))![1];
  expect(signature(headers.authorization)).toBe(signature(again.headers!.Authorization));
});

test.each([
  ['is throttled', say(429)],
  ['is throttled in words', say(400, '{"__type":"com.amazon#ThrottlingException"}')],
  ['fails on the side of AWS', say(500)],
  ['gets no answer', cut],
])('what %s is tried twice more', async (_, fails) => {
  await answering(fails, fails, say(200, 'fine'));
  expect(await callAws(CALL)).toBe('fine');
  await server!.close();
  heard = [];
  await answering(fails);
  await expect(callAws(CALL)).rejects.toThrow(/^iotdata (answered|is out of reach)/);
  expect(heard).toHaveLength(3);
});

test("what AWS refuses is not tried again, and told by AWS's name for it, without what was sent", async () => {
  await answering(say(403, '{"__type":"AccessDeniedException","Message":"User: arn is not authorized"}'));
  const error = (await callAws({ ...CALL, body: 'private' }).catch((one: Error) => one)) as Error;
  expect([error.name, error.message]).toEqual(['AccessDeniedException', 'iotdata answered 403 AccessDeniedException']);
  for (const secret of ['private', 'a-private-key', 'a-token']) expect(error.stack).not.toContain(secret);
  expect(heard).toHaveLength(1);
});

test.each([
  ['eu-central-1', 'data-ats.iot.eu-central-1.amazonaws.com'],
  ['cn-north-1', 'data-ats.iot.cn-north-1.amazonaws.com.cn'],
])('in %s it goes to %s, and waits for three seconds', async (region, host) => {
  delete process.env.AWS_ENDPOINT_URL;
  process.env.AWS_REGION = region;
  const asked = jest.spyOn(https, 'request').mockImplementation(() => {
    throw new Error('over TLS');
  });
  await expect(callAws(CALL)).rejects.toThrow('over TLS');
  expect(asked.mock.calls[0]).toEqual([
    `https://${host}${CALL.path}`,
    expect.objectContaining({ timeout: 3000 }),
    expect.anything(),
  ]);
});
