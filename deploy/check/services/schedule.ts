import { idOf, ofType, type Template, textOf, typeOf } from '../template.ts';
import { permits } from './invocations.ts';

interface EventRule {
  ScheduleExpression?: string;
  Targets?: { Id: string; Arn: unknown }[];
}

/** Minutes, hours, day of month, month, day of week, year, as they may be written. */
const CRON = [
  /^[\d,\-*/]+$/,
  /^[\d,\-*/]+$/,
  /^[\d,\-*?/LW]+$/,
  /^([\d,\-*/]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/,
  /^([\d,\-*?L#/]|SUN|MON|TUE|WED|THU|FRI|SAT)+$/,
  /^[\d,\-*/]+$/,
];

/** Schedules that EventBridge understands, and whose functions let themselves be called. */
export function* scheduleRules(template: Template): Iterable<string> {
  for (const [id, { ScheduleExpression, Targets = [] }] of ofType<EventRule>(template, 'AWS::Events::Rule')) {
    if (ScheduleExpression !== undefined) yield* expressionRules(id, ScheduleExpression);
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    if (Targets.length < 1 || Targets.length > 5) yield `${id} has ${Targets.length} targets, not from 1 to 5`;
    for (const { Arn } of Targets) {
      const target = idOf(Arn);
      if (!target || !(target in template.Resources))
        yield `${id} starts ${textOf(Arn)}, which is not of this template`;
      else if (typeOf(template, target) === 'AWS::Lambda::Function' && !permits(template, target, 'events', id)) {
        yield `${id}: ${target} does not permit to be called`;
      }
    }
  }
  for (const [id, { ScheduleExpression }] of ofType<EventRule>(template, 'AWS::Scheduler::Schedule')) {
    yield* expressionRules(id, ScheduleExpression ?? '');
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
function* expressionRules(id: string, expression: string): Iterable<string> {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.split(/\s+/);
  if (rate) {
    const count = Number(rate[1]);
    if (count < 1 || (count === 1) !== (rate[3] === '')) yield `${id}: ${expression}: 1 is singular, more is plural`;
  } else if (fields?.length === 6) {
    const [, , dayOfMonth, , dayOfWeek] = fields;
    if (fields.some((field, i) => !CRON[i]!.test(field))) yield `${id}: ${expression} has a field that is none`;
    if ((dayOfMonth === '?') === (dayOfWeek === '?')) yield `${id}: ${expression}: one of the two days is ?, not both`;
  } else yield `${id}: ${expression} is neither rate(…) nor cron(…) with six fields`;
}
