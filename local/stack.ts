import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Addresses, forget, tellReady } from './addresses.ts';
import { asynchronousInvoke } from './aws/asynchronous.ts';
import { backlog, COST, meter } from './aws/backlog.ts';
import { type Endpoint, startEndpoint } from './aws/endpoint.ts';
import { localFunctions } from './aws/functions.ts';
import { actor } from './aws/iot/actions.ts';
import { authorizerOf, permitFor } from './aws/iot/authorizer.ts';
import { type Broker, startBroker } from './aws/iot/broker.ts';
import { ruleEngine } from './aws/iot/engine.ts';
import { rulesOf } from './aws/iot/rules.ts';
import { startIssuer } from './aws/issuer.ts';
import { deadBatches } from './aws/queues/dead-batches.ts';
import { deadLetters } from './aws/queues/dead-letters.ts';
import { queuesOf } from './aws/queues/mappings.ts';
import type { Serverless } from './aws/serverless.ts';
import { stackResources } from './aws/services/cloud-formation.ts';
import { Refusal } from './aws/services/refusal.ts';
import { consoleConfig } from './console/config.ts';
import { startConsole } from './console/server.ts';
import { IOT_ARN, LOCAL_CODE_KEYS, setEnvironment } from './environment.ts';
import { FAULTS } from './faults.ts';
import { DEMO_VENUE } from './fleet/demo/options.ts';
import { welcomeVisitor } from './fleet/demo/visitor.ts';
import { addProducts } from './fleet/products.ts';
import { hold } from './hold.ts';
import { isKept, KEPT } from './kept.ts';
import { type LocalMetrics, startMetrics } from './metrics.ts';
import { HOST } from './ports.mjs';
import { redisOfStack } from './redis/of-stack.ts';
import { startReplica } from './redis/replica.ts';
import { startUpstash } from './redis/upstash.ts';
import { startTsdb } from './tsdb.ts';

/** What was taken from devices is handled before the end, where its effect is kept; ms. */
const DRAINED_WITHIN = 8000;

const CONSOLE_PORT = Number(process.env.SKEIN_CONSOLE_PORT ?? 8080);

const say = (line: string) => console.error(`skein: ${line}`);

/** What the functions' environment points to. */
export interface Foundation {
  addresses: Pick<Addresses, 'redis' | 'redis_rest' | 'redis_rest_token' | 'jwks' | 'issuer' | 'tsdb' | 'endpoint'>;
  endpoint: Endpoint;
  metrics: LocalMetrics;
  stop(): Promise<void>;
}

/** Redis, its REST face, the token issuer and AWS's endpoint, with the functions' environment set to them. */
export async function layFoundation({ service }: Serverless): Promise<Foundation> {
  const { data: folder, redis: url } = KEPT;
  if (url && FAULTS.stale > 0)
    throw new Error('SKEIN_FAULTS=stale is of a Redis that npm start starts, not of --redis');
  if (folder) hold(folder);
  const redis = await redisOfStack({ url, folder, say, crash });
  const tokens = { all: randomUUID(), reads: randomUUID() };
  const replica = FAULTS.stale > 0 ? await startReplica(Number(redis.url.port), FAULTS.stale) : undefined;
  const upstash = await startUpstash(redis.url, tokens, replica?.port);
  const issuer = await startIssuer(originOf(CONSOLE_PORT));
  const metrics = startMetrics();
  const endpoint = await startEndpoint(
    {
      redis_token: tokens.all,
      redis_read_token: tokens.reads,
      code_keys: JSON.stringify(LOCAL_CODE_KEYS),
    },
    metrics,
  );
  const tsdb = await startTsdb(folder ? { folder: join(folder, 'series') } : {});
  const addresses = {
    redis_rest: upstash.url,
    redis_rest_token: tokens.all,
    jwks: issuer.jwksUrl,
    issuer: issuer.url,
    endpoint: endpoint.url,
    ...(tsdb && { tsdb: tsdb.url }),
  };
  setEnvironment(service, addresses);
  return {
    endpoint,
    metrics,
    addresses: { ...addresses, redis: redis.url.href },
    stop: async () => {
      await endpoint.close();
      await upstash.close();
      await issuer.close();
      await tsdb?.stop();
      await replica?.stop();
      await redis.stop();
      metrics.stop();
    },
  };
}

export interface Stack {
  stop(): Promise<void>;
}

/** The queues, the rules and the broker around the functions; then the products, the demo fleet, and the banner. */
export async function startStack(
  serverless: Serverless,
  options: Record<string, unknown>,
  foundation: Foundation,
): Promise<Stack> {
  const offline = serverless.service.custom['serverless-offline'];
  const invoke = localFunctions(serverless, { ...options, ...offline });
  const tell = (queue: string, reason: string) => {
    foundation.metrics.deadLetter(queue);
    say(`dead letter in ${queue}: ${reason}`);
  };
  const [letters, batches] = [deadLetters(tell), deadBatches(tell)];
  const queues = queuesOf(serverless, invoke, { letters, batches });
  const { invokeLater, ...underWay } = asynchronousInvoke(serverless, invoke, letters);
  const inRules = meter();
  const waiting = backlog([...queues.values(), underWay, inRules]);
  let broker: Broker;
  const act = actor({
    invokeLater,
    publish: (message, qos, hops) => broker.publish(message, qos, hops),
    queue: (logicalId) => queues.get(logicalId),
    folder: `.skein/firehose/${offline?.httpPort}`,
  });
  const rules = ruleEngine(rulesOf(serverless), act, ({ rule, topic, reason }) =>
    say(`rule ${rule}, ${topic}: ${reason}`),
  );
  const authorizer = authorizerOf(serverless);
  const ports = {
    http: Number(offline?.httpPort),
    mqtt: port('SKEIN_MQTT_PORT', 1883),
    ws: port('SKEIN_WS_PORT', 9001),
    tls: port('SKEIN_TLS_PORT', 0),
  };
  broker = await startBroker({
    mqttPort: ports.mqtt,
    wsPort: ports.ws,
    tlsPort: ports.tls,
    firstVersion: isKept ? Math.floor(Date.now() / 1000) : 0,
    permitFor: (credentials) => permitFor(credentials, invoke, authorizer, IOT_ARN),
    whenRoom: waiting.whenRoom,
    onMessage: (message, hops) => {
      void rules(message, hops).finally(inRules.add(message.payload.length + COST.waiting));
    },
    say,
  });
  const { service } = serverless;
  foundation.endpoint.serve({
    publish: broker.publish,
    letters,
    batches,
    send: (name, body, partitionKey) => {
      const queue = queues.get(name);
      if (!queue) throw new Refusal(400, 'ResourceNotFoundException', `there is no queue or stream ${name}`);
      queue.send(body, partitionKey);
    },
    invokeLater: (name, event) => {
      const key = service.getAllFunctions().find((one) => service.getFunction(one).name === name);
      if (key) invokeLater(key, event);
      return key !== undefined;
    },
    stackResources: (endpoint) => stackResources(serverless, endpoint),
  });

  const addresses: Addresses = {
    console: originOf(CONSOLE_PORT),
    http: originOf(ports.http),
    mqtt: `mqtt://${HOST}:${ports.mqtt}`,
    ws: `ws://${HOST}:${ports.ws}`,
    ...(ports.tls && { mqtts: `mqtts://localhost:${ports.tls}` }),
    ...foundation.addresses,
  };
  await addProducts(addresses.http);
  const page = await startConsole(CONSOLE_PORT, consoleConfig(addresses));
  const code = process.env.SKEIN_DEMO ? await welcomeVisitor(addresses.http, DEMO_VENUE) : undefined;
  const demo = code === undefined ? undefined : startDemo(addresses);
  tellReady(addresses, code);
  process.once('exit', () => forget(addresses));
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM')); // whoever started us is gone
  return {
    stop: async () => {
      demo?.removeAllListeners('exit');
      demo?.kill();
      await page.close();
      await broker.close();
      const left = isKept ? await waiting.done(DRAINED_WITHIN) : 0;
      if (left > 0) say(`${left} bytes of messages were not handled in time, and are lost`);
      say(await foundation.metrics.summary());
    },
  };
}

function startDemo({ http, mqtt }: Addresses): ChildProcess {
  const args = ['--import', 'tsx', 'local/fleet/demo/main.ts', '--api', http, '--broker', mqtt];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  child.once('exit', (code) => crash(`the demo fleet has ended with code ${code}`));
  return child;
}

const originOf = (port: number) => `http://${HOST}:${port}`;

const port = (name: string, standard: number) => Number(process.env[name] ?? standard);

function crash(reason: string): never {
  say(reason);
  process.exit(1);
}
