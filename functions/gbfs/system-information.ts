import type { Data, Timezone } from 'gbfs-typescript-types/v3.0/system_information';
import { LANGUAGE, localized } from './language.ts';

/** The parameters of serverless.yml that say who runs the fleet. */
export interface System {
  id: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** https://wiki.openstreetmap.org/wiki/Key:opening_hours */
  openingHours: string;
  /** Whom to write to about the feed. */
  contact: string;
}

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#system_informationjson */
export const systemInformation = ({ id, name, timeZone, openingHours, contact }: System): Data => ({
  system_id: id,
  languages: [LANGUAGE],
  name: localized(name),
  opening_hours: openingHours,
  feed_contact_email: contact,
  timezone: timeZone as Timezone,
});
