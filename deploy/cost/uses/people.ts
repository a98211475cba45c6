import type { Use } from '../bill.ts';
import {
  A_DAY,
  ANSWER,
  ARCHIVE_COMMANDS,
  CLOUDFRONT,
  GB,
  RENTAL,
  RENTAL_COMMANDS,
  REQUEST_COMMANDS,
  RUNS,
} from '../counts.ts';
import type { Deployed } from '../deployed.ts';
import type { Fleet } from '../fleet.ts';
import { callsOf } from './calls.ts';
import { usesOfConnections } from './connections.ts';

/** What requests to the API use, with the call of the authorizer before each. */
function usesOfRequests(by: string, requests: number, commands: number, memory: number): Use[] {
  return [
    { price: 'http', by, quantity: requests },
    ...callsOf({ by, times: requests * 2, ms: requests * (RUNS.request + RUNS.authorizer), memory }),
    { price: 'redisCommand', by, quantity: commands },
    { price: 'cloudfrontRequest', by, quantity: requests * CLOUDFRONT },
    { price: 'cloudfrontOut', by, quantity: (requests * ANSWER) / GB },
  ];
}

/** What a fleet's apps and partners use. */
export const usesOfPeople = (fleet: Fleet, deployed: Deployed): Use[] => [
  ...usesOfRequests('API', fleet.requests, fleet.requests * REQUEST_COMMANDS, deployed.memory),
  ...usesOfRentals(fleet, deployed),
];

function usesOfRentals({ rentals, devices, messages, crowd, basicIngest }: Fleet, deployed: Deployed): Use[] {
  if (rentals === 0) return [];
  const by = 'rentals';
  const { memory } = deployed;
  // what functions publish comes in, goes out, and is acknowledged
  const delivered = 3;
  const reports = devices > 0 ? (messages * (1 - crowd) * (1 - basicIngest)) / devices / A_DAY.minutes : 0;
  const forwarded = rentals * RENTAL.minutes * reports;
  const results = rentals * RENTAL.results;
  return [
    ...usesOfRequests(by, rentals * RENTAL.requests, rentals * (RENTAL_COMMANDS + ARCHIVE_COMMANDS), memory),
    ...usesOfConnections('phones', rentals, rentals * RENTAL.minutes, memory),
    { price: 'message', by, quantity: rentals * (RENTAL.commands + RENTAL.events) * delivered + results },
    { price: 'message', by: 'state forwarded to phones', quantity: forwarded * delivered },
    { price: 'rule', by, quantity: results * deployed.rulesOf('command_result') },
    { price: 'action', by, quantity: results + forwarded },
    ...callsOf({ by: 'results of rentals', times: results, ms: results * RUNS.request, memory }),
  ];
}
