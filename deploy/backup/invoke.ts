import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Longer than the function has. */
const TIMEOUT = 16 * 60_000;

/** What the function of a stage has said of its backup. */
export interface Done {
  from: string;
  lines: number;
  took_ms: number;
}

/** Lets the function of a stage back up, and waits for it; rejects with what it has thrown. */
export async function backUpOnAws(stage: string): Promise<Done> {
  // a second try would be a second backup
  const client = new LambdaClient({ maxAttempts: 1, requestHandler: { requestTimeout: TIMEOUT } });
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName: `skein-${stage}-backupExport` }),
  );
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || '{}') as Done & { errorMessage?: string };
  if (FunctionError) throw new Error(`the function has failed: ${answer.errorMessage ?? FunctionError}`);
  return answer;
}
