import type { Topic } from '../../events/topic.ts';
import { type TopicName, topics } from '../../events/topics.ts';
import { arnOf } from '../arn.ts';

/** What takes the messages to the archive. */
export const STREAM = 'ArchiveStream';

/** The columns that an archived line needs beside the parameters of its topic. */
export const TOPIC_COLUMN = 'topic() AS topic';

/** The topics that devices publish to: all of them are archived. */
export const DEVICE_TOPICS = (Object.keys(topics) as TopicName[]).filter((name) => topics[name].from === 'device');

/**
 * Whether this rule archives what it reads. A message by Basic Ingest reaches the rule that it names and no other, so
 * that rule must do it, and a topic's other rules must not.
 */
export const isArchivedBy = (rule: string, topic: TopicName): boolean =>
  DEVICE_TOPICS.includes(topic) && (topics[topic] as Topic).basicIngest === rule;

/** The role under which rules archive. */
export const ARCHIVE_ROLE = 'ArchiveRulesRole';

/** What a rule does with a message for the archive: one line of JSON. */
export const ARCHIVING = {
  Firehose: { DeliveryStreamName: { Ref: STREAM }, Separator: '\n', RoleArn: arnOf(ARCHIVE_ROLE) },
};
