import { UsageLine } from '../../../events/usage/usage.ts';
import { readMessage } from '../../../lib/message.ts';
import { keepLine } from '../lines.ts';

/** Rule `usage_line`: keeps what a rental has added to what was used and paid. */
export const handler = readMessage(UsageLine, keepLine);
