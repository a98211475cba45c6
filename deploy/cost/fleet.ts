/** What the cost depends on, as an operator knows it. */
export interface Fleet {
  devices: number;
  /** Of all devices, a day. */
  messages: number;
  /** The part of the messages that are crowd reports; the others are state reports. 0 to 1. */
  crowd: number;
  /** That crowd reports are about. */
  venues: number;
  ingest: 'sqs' | 'kinesis';
  /** The part of the messages that come by Basic Ingest. 0 to 1. */
  basicIngest: number;
  /** Requests to the HTTP API a day, those of rentals left out. */
  requests: number;
  /** A day. */
  rentals: number;
  /** Whether every message is kept in S3. */
  archive: boolean;
  redis: 'payg' | 'fixed';
}

/** The same stack when nobody uses it. */
export const idle = (fleet: Pick<Fleet, 'ingest' | 'redis'>): Fleet => ({
  ...fleet,
  devices: 0,
  messages: 0,
  crowd: 0,
  venues: 0,
  basicIngest: 0,
  requests: 0,
  rentals: 0,
  archive: false,
});
