import type { Topic } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { arnOf, maySend, roleFor } from '../arn.ts';
import { pascal } from '../doors.mjs';
import { topicRule } from '../rules.ts';
import { sqlOf } from '../sql.ts';
import { ruleNameIn } from '../stage.ts';
import { ARCHIVE_ROLE, ARCHIVING, DEVICE_TOPICS, STREAM, TOPIC_COLUMN } from './action.ts';
import { BUCKET, storage } from './storage.ts';
import { databaseOf, tables } from './tables.ts';

const DEAD_LETTERS = 'ArchiveDeadLetters';

/** The same as the rules of queues select, so that every line of the archive has the same members. */
const SELECT = `encode(*, 'base64') AS data, timestamp() AS received_at, ${TOPIC_COLUMN}`;

/**
 * Every message of a device, byte for byte, for so many days, and a way to ask about them. Topics that can be sent by
 * Basic Ingest are archived by the rule that they name (`isArchivedBy`), all others by rules of this.
 */
export function archive(stage: string, days: string) {
  if (!/^[1-9]\d*$/.test(days)) throw new Error(`the parameter archive_days is a number of days, not ${days}`);
  const others = DEVICE_TOPICS.filter((name) => !(topics[name] as Topic).basicIngest);
  const rules = others.map((from) => {
    const name = `archive_${from}`;
    const sql = sqlOf({ from, select: SELECT });
    return [`${pascal(name)}Rule`, topicRule(ruleNameIn(stage, name), sql, [ARCHIVING], DEAD_LETTERS, ARCHIVE_ROLE)];
  });
  return {
    resources: {
      ...storage(Number(days)),
      ...tables(stage),
      [DEAD_LETTERS]: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
      [ARCHIVE_ROLE]: roleFor('iot', 'archive', [
        maySend(DEAD_LETTERS),
        { Action: 'firehose:PutRecord', Resource: arnOf(STREAM) },
      ]),
      ...Object.fromEntries(rules),
    } as Record<string, object>,
    outputs: {
      ArchiveBucketName: { Value: { Ref: BUCKET } },
      ArchiveDatabaseName: { Description: 'Of Glue, and of the workgroup of Athena', Value: databaseOf(stage) },
    },
  };
}
