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
 */
export const keys = {
  venues: 'venues',
  heat: (venue: string, level: string, floor: string, start: number) => `heatmap:${venue}:${level}:${floor}:${start}`,
  dirty: (venue: string) => `heatmap:${venue}:dirty`,
  devices: (venue: string) => `heatmap:${venue}:devices`,
  verdicts: (venue: string) => `heatmap:${venue}:verdicts`,
  samples: (venue: string) => `heatmap:${venue}:samples`,
};

/** Crowd reports that name no registered venue are counted under this venue id; nobody can register it. */
export const UNKNOWN_VENUE = 'unknown';
