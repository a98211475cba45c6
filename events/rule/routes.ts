import { route } from '../route.ts';
import { RuleBody, RuleList, RuleTrial, RuleTrialResult, RuleView } from './rule.ts';

const sql = "SELECT json_value(data, '$.power') AS properties.power_w FROM 'devices/+/raw' WHERE type = '0706'";
const one = { roles: ['operator'], params: { rule_id: 'rule_unknown' } } as const;
const params = { rule_id: 'power' };

export const ruleRoutes = {
  put: route('PUT /v1/rules/{rule_id}', {
    about: 'Registers a rule, or changes it; it holds within ten seconds.',
    ...one,
    body: RuleBody,
    answers: { 200: RuleView, 201: RuleView },
    refusals: ['rule_invalid', 'too_many_rules'],
    example: { params, body: { sql, into: 'state' } },
  }),
  get: route('GET /v1/rules/{rule_id}', {
    about: 'A rule, how much it took and handed on, and why it did not.',
    ...one,
    answers: { 200: RuleView },
    refusals: ['rule_unknown'],
    example: { params },
  }),
  list: route('GET /v1/rules', {
    about: 'All rules.',
    roles: ['operator'],
    answers: { 200: RuleList },
    example: {},
  }),
  remove: route('DELETE /v1/rules/{rule_id}', {
    about: 'Removes a rule.',
    ...one,
    answers: { 204: null },
    refusals: ['rule_unknown'],
    example: { params },
  }),
  attempt: route('POST /v1/rules/try', {
    about:
      'What a rule would make of a message, and why; nothing is kept or handed on. Without `into`, what any SQL selects.',
    roles: ['operator'],
    body: RuleTrial,
    answers: { 200: RuleTrialResult },
    refusals: ['rule_invalid'],
    example: { body: { sql, into: 'state', payload: { type: '0706', data: '{"power":12.5}' } } },
  }),
};
