import { among, ofType, type Template, within } from '../template.ts';

interface Stream {
  RetentionPeriodHours?: number;
  ShardCount?: number;
  StreamModeDetails?: { StreamMode: string };
}

/**
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html and
 * https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
 */
export function* streamRules(template: Template): Iterable<string> {
  for (const [id, { RetentionPeriodHours, ShardCount, StreamModeDetails }] of ofType<Stream>(
    template,
    'AWS::Kinesis::Stream',
  )) {
    const mode = StreamModeDetails?.StreamMode ?? 'PROVISIONED';
    yield* within(`${id}.RetentionPeriodHours`, RetentionPeriodHours, 24, 8760);
    yield* among(`${id}.StreamMode`, mode, ['ON_DEMAND', 'PROVISIONED']);
    if (mode === 'ON_DEMAND' && ShardCount !== undefined) yield `${id}: a stream on demand counts its shards itself`;
    if (mode === 'PROVISIONED' && !ShardCount) yield `${id}: a provisioned stream must say how many shards it has`;
  }
}
