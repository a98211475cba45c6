type Handler = (event: unknown, context: { awsRequestId: string }) => Promise<unknown>;

let numbers = 0;

/** Calls the handler behind a door such as rental/mqtt/result, the very one that is deployed. */
export async function invoke(door: string, event: unknown): Promise<unknown> {
  const { handler } = (await import(`../../functions/${door}.ts`)) as { handler: Handler };
  return handler(event, { awsRequestId: `call-${++numbers}` });
}
