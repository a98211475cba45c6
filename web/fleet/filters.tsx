import type { Venue } from '../heat/reads.ts';
import type { DeviceLook } from '../map/layers.ts';
import { DEVICE_COLORS } from '../map/layers.ts';
import { type Device, LOOKS, lookOf, type Product } from './devices.ts';

export interface Filter {
  product: string;
  venue: string;
  /** Part of an id. */
  text: string;
  hidden: ReadonlySet<DeviceLook>;
}

export const passes = ({ text, hidden }: Filter, device: Device): boolean =>
  !hidden.has(lookOf(device)) && device.device_id.toLowerCase().includes(text.toLowerCase());

/** What of the fleet is shown, and how much there is of each. */
export function Filters({
  filter,
  onFilter,
  products,
  venues,
  devices,
}: {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  products: ReadonlyMap<string, Product> | undefined;
  venues: readonly Pick<Venue, 'venue_id' | 'name'>[];
  devices: readonly Device[];
}) {
  const toggle = (look: DeviceLook) => {
    const hidden = new Set(filter.hidden);
    if (!hidden.delete(look)) hidden.add(look);
    onFilter({ ...filter, hidden });
  };
  return (
    <div class="filters">
      <select
        aria-label="Product"
        value={filter.product}
        onChange={(event) => onFilter({ ...filter, product: event.currentTarget.value })}
      >
        <option value="">All products</option>
        {[...(products ?? [])].map(([id, { model }]) => (
          <option key={id} value={id}>
            {model.title}
          </option>
        ))}
      </select>
      {venues.length > 1 && (
        <select
          aria-label="Venue"
          value={filter.venue}
          onChange={(event) => onFilter({ ...filter, venue: event.currentTarget.value })}
        >
          <option value="">All venues</option>
          {venues.map(({ venue_id, name }) => (
            <option key={venue_id} value={venue_id}>
              {name}
            </option>
          ))}
        </select>
      )}
      <input
        type="search"
        aria-label="Part of a device's id"
        placeholder="Device id"
        value={filter.text}
        onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <div class="looks">
        {(Object.keys(LOOKS) as DeviceLook[]).map((look) => (
          <button key={look} type="button" aria-pressed={!filter.hidden.has(look)} onClick={() => toggle(look)}>
            <Dot look={look} />
            {LOOKS[look]} <b>{devices.filter((device) => lookOf(device) === look).length}</b>
          </button>
        ))}
      </div>
    </div>
  );
}

/** The marker of a device, as it is on the map: what is offline is a ring. */
export function Dot({ look }: { look: DeviceLook }) {
  const color = DEVICE_COLORS[look];
  return (
    <svg class="dot" viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="4.5" fill={look === 'offline' ? 'none' : color} stroke={color} stroke-width="2" />
    </svg>
  );
}
