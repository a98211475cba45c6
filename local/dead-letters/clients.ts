import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

/** AWS, or the laptop's stand-in for it. */
export interface Clients {
  cloudFormation: CloudFormationClient;
  iot: IoTDataPlaneClient;
  kinesis: KinesisClient;
  lambda: LambdaClient;
  s3: S3Client;
  sqs: SQSClient;
}

type Config = Pick<ConstructorParameters<typeof SQSClient>[0] & object, 'region' | 'endpoint' | 'credentials'>;

const clientsWith = (config: Config): Clients => ({
  cloudFormation: new CloudFormationClient(config),
  iot: new IoTDataPlaneClient(config),
  kinesis: new KinesisClient(config),
  lambda: new LambdaClient(config),
  s3: new S3Client({ ...config, forcePathStyle: true }),
  sqs: new SQSClient(config),
});

/** AWS, with the credentials and, unless it is given, the region of the environment. */
export const awsClients = (region?: string): Clients => clientsWith(region ? { region } : {});

/** The running stack of this machine, which checks no signature, and speaks no HTTP/2 as Kinesis does. */
export function laptopClients(endpoint: string): Clients {
  const config = { endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const clients = clientsWith(config);
  const { requestHandler } = clients.sqs.config;
  return { ...clients, kinesis: new KinesisClient({ ...config, requestHandler }) };
}
