import Type from 'typebox';
import { PAGE } from '../page.ts';
import { route } from '../route.ts';
import { oneOf } from '../schema.ts';
import { RolloutBody, RolloutChange, RolloutPage, RolloutView, TARGET_STATES, TargetPage } from './rollout.ts';

const one = {
  roles: ['operator'],
  params: { rollout_id: 'rollout_unknown' },
} as const;
const example = { rollout_id: '6f1d3a0c5b7e4f2a9c8d7e6f5a4b3c2d' };
const input = { version: '2.1.0', url: 'https://example.com/2.1.0.bin', sha256: 'c'.repeat(64) };

export const rolloutRoutes = {
  create: route('POST /v1/rollouts', {
    about: 'Sends one action to many devices of a product: some first, then the rest at a rate, until too many fail.',
    roles: ['operator'],
    body: RolloutBody,
    idempotency: 'optional',
    answers: { 201: RolloutView },
    refusals: ['product_unknown', 'action_unknown', 'input_invalid', 'idempotency_key_reused'],
    example: { body: { product: 'shower', action: 'update', input, canary: 0.1 } },
  }),
  list: route('GET /v1/rollouts', {
    about: 'A page of rollouts, newest first.',
    roles: ['operator'],
    query: PAGE,
    answers: { 200: RolloutPage },
    example: {},
  }),
  get: route('GET /v1/rollouts/{rollout_id}', {
    ...one,
    about: 'A rollout, and how many of its devices are in which state.',
    answers: { 200: RolloutView },
    refusals: ['rollout_unknown'],
    example: { params: example },
  }),
  targets: route('GET /v1/rollouts/{rollout_id}/devices', {
    ...one,
    about: 'The devices of a rollout page by page, those of one state or all, with why they failed.',
    query: {
      state: Type.Optional(oneOf(TARGET_STATES)),
      after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    },
    answers: { 200: TargetPage },
    refusals: ['rollout_unknown'],
    example: { params: example, query: { state: 'failed' } },
  }),
  change: route('POST /v1/rollouts/{rollout_id}/state', {
    ...one,
    about: 'Pauses a rollout, resumes one that was paused or has halted, or stops it for good.',
    body: RolloutChange,
    answers: { 200: RolloutView },
    refusals: ['rollout_unknown', 'rollout_over'],
    example: { params: example, body: { change: 'pause' } },
  }),
};
