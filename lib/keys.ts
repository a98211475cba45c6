/**
 * Every Redis key of Skein, on one page. Times in keys are milliseconds since the epoch.
 *
 * | key                                        | type   | holds                                            | owner   | lives              |
 * |--------------------------------------------|--------|--------------------------------------------------|---------|--------------------|
 * | venues                                     | hash   | venue id -> venue (JSON)                         | venue   | for good           |
 * | heatmap:{venue}:minute:{floor}:{start}     | hash   | cell -> "sum samples peak"                       | heatmap | see heatmap/levels |
 * | heatmap:{venue}:hour\|day:{floor}:{start}  | string | [[cell, sum, minutes, peak, samples], …] (JSON)  | heatmap | see heatmap/levels |
 * | heatmap:{venue}:dirty                      | hash   | "level floor start" -> token of its last change  | heatmap | until rolled up    |
 * | heatmap:{venue}:devices                    | hash   | device id -> sequence memory, last place (JSON)  | heatmap | for good           |
 * | heatmap:{venue}:verdicts                   | hash   | "accepted", reason, "reason device" -> count     | heatmap | for good           |
 * | heatmap:{venue}:samples                    | hash   | "reason slot" -> a rejected report (JSON)        | heatmap | newest of each     |
 * | device:{id}                                | hash   | registration, presence, last state, lease        | device, lease: rental | for good |
 * | device:{id}:owners                         | hash   | account id -> "owner" or "guest"                 | device  | for good           |
 * | devices:geo:{kind}                         | geo    | places of the kind's devices                     | device  | for good           |
 * | vehicles                                   | hash   | vehicle id of the GBFS feed -> device id         | rental  | one per device     |
 * | account:{id}                               | hash   | currency, limits, balance, open rentals          | account | for good           |
 * | account:{id}:ledger                        | list   | entries (JSON), oldest first; appended to only   | account | for good           |
 * | account:{id}:rentals                       | zset   | rental id by the time it was requested           | rental  | for good           |
 * | account:{id}:devices                       | set    | devices it owns or is a guest of                 | device  | for good           |
 * | rental:{id}                                | string | the rental (JSON)                                | rental  | for good           |
 * | rentals:deadlines                          | zset   | rental id by its next deadline, ms               | rental  | until it is over   |
 * | once:{scope}:{key}                         | string | what a write with this key has answered (JSON)   | account | 7 days             |
 */
// An account's id is a token's subject, which may hold anything.
export const keys = {
  venues: 'venues',
  heat: (venue: string, level: string, floor: string, start: number) => `heatmap:${venue}:${level}:${floor}:${start}`,
  dirty: (venue: string) => `heatmap:${venue}:dirty`,
  devices: (venue: string) => `heatmap:${venue}:devices`,
  verdicts: (venue: string) => `heatmap:${venue}:verdicts`,
  samples: (venue: string) => `heatmap:${venue}:samples`,
  device: (device: string) => `device:${device}`,
  owners: (device: string) => `device:${device}:owners`,
  geo: (kind: string) => `devices:geo:${kind}`,
  vehicles: 'vehicles',
  account: (account: string) => `account:${encodeURIComponent(account)}`,
  ledger: (account: string) => `account:${encodeURIComponent(account)}:ledger`,
  accountRentals: (account: string) => `account:${encodeURIComponent(account)}:rentals`,
  accountDevices: (account: string) => `account:${encodeURIComponent(account)}:devices`,
  rental: (rental: string) => `rental:${rental}`,
  deadlines: 'rentals:deadlines',
  once: (scope: string, key: string) => `once:${encodeURIComponent(scope)}:${key}`,
};

/** Crowd reports that name no registered venue are counted under this venue id; nobody can register it. */
export const UNKNOWN_VENUE = 'unknown';
