import { PAGE } from '../page.ts';
import { route } from '../route.ts';
import { LACKS, Quote, RentalPage, RentalView, RentBody } from './rental.ts';

const params = { rental_id: 'rental_unknown' } as const;
const example = { params: { rental_id: '6f1d3a0c5b7e4f2a9c8d7e6f5a4b3c2d' } };

/** Why a request to rent is refused. */
const RENT_REFUSALS = ['code_invalid', 'code_expired', 'device_unknown', ...LACKS, 'idempotency_key_reused'] as const;

export const rentalRoutes = {
  quote: route('GET /v1/codes/{code}', {
    about: 'What a code stands for, before renting: the device, what it costs, and what is still missing.',
    roles: ['rider'],
    params: { code: 'code_invalid' },
    codes: ['code'],
    answers: { 200: Quote },
    refusals: ['code_invalid', 'code_expired', 'device_unknown'],
    example: { params: { code: 'd.bike-1.v1.AAAAAAAAAAAAAAAAAAAAAA' } },
  }),
  create: route('POST /v1/rentals', {
    about: 'Scan and rent: takes the lease of the device whose code this is, and tells the device.',
    roles: ['rider'],
    body: RentBody,
    idempotency: 'optional',
    answers: { 201: RentalView },
    refusals: RENT_REFUSALS,
    example: { body: { code: 'd.bike-1.v1.AAAAAAAAAAAAAAAAAAAAAA' } },
  }),
  list: route('GET /v1/rentals', {
    about: "A page of the caller's rentals, newest first.",
    roles: ['rider'],
    query: PAGE,
    answers: { 200: RentalPage },
    example: { query: { limit: '10' } },
  }),
  listOfDevice: route('GET /v1/devices/{device_id}/rentals', {
    about:
      "A page of a device's rentals, newest first, the one that runs among them; kept for 90 days after their end.",
    roles: ['operator'],
    query: PAGE,
    answers: { 200: RentalPage },
    example: { params: { device_id: 'bike-1' }, query: { limit: '10' } },
  }),
  listOfAccount: route('GET /v1/accounts/{account_id}/rentals', {
    about: "The same of an account's rentals.",
    roles: ['operator'],
    query: PAGE,
    answers: { 200: RentalPage },
    example: { params: { account_id: 'alice' }, query: { limit: '10' } },
  }),
  get: route('GET /v1/rentals/{rental_id}', {
    about: "One of the caller's rentals, or any for an operator.",
    roles: ['rider', 'operator'],
    params,
    answers: { 200: RentalView },
    refusals: ['rental_unknown'],
    example,
  }),
  release: route('POST /v1/rentals/{rental_id}/release', {
    about: "Ends one of the caller's rentals, or any for an operator; repeating it changes nothing.",
    roles: ['rider', 'operator'],
    params,
    answers: { 200: RentalView },
    refusals: ['rental_unknown'],
    example,
  }),
};
