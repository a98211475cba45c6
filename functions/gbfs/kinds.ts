import { KIND_NAMES, KINDS, type Kind, type KindName } from '../../events/device/kinds.ts';
import { TARIFFS, type Tariff } from '../../events/rental/tariffs.ts';

/** A kind of device as the feed shows it; its name is also the id of its vehicle type and of its pricing plan. */
export interface FeedKind {
  kind: KindName;
  type: NonNullable<Kind['gbfs']>;
  tariff: Tariff;
}

/** The kinds of the feed: those that have a price, and that GBFS has a word for. */
export const FEED_KINDS: readonly FeedKind[] = KIND_NAMES.flatMap((kind) => {
  const { gbfs }: Kind = KINDS[kind];
  const tariff = TARIFFS[kind];
  return gbfs && tariff ? [{ kind, type: gbfs, tariff }] : [];
});
