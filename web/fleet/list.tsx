import type { ReadonlySignal } from '@preact/signals';
import { Loaded } from '../parts/loaded.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../place.ts';
import type { Polled } from '../talk/poll.ts';
import { type Device, LOOKS, lookOf, MOST, type Product } from './devices.ts';
import { Dot, type Filter, Filters } from './filters.tsx';

/** Longer lists are for filters. */
const SHOWN = 200;

export function List({
  fleet,
  devices,
  shown,
  filter,
  onFilter,
  products,
  venues,
}: {
  fleet: { polled: ReadonlySignal<Polled<Device[]>>; again: () => void };
  devices: readonly Device[];
  shown: readonly Device[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
  products: ReadonlyMap<string, Product> | undefined;
  venues: Parameters<typeof Filters>[0]['venues'];
}) {
  return (
    <>
      <h1>Fleet</h1>
      <Filters filter={filter} onFilter={onFilter} products={products} venues={venues} devices={devices} />
      <Loaded from={fleet.polled} again={fleet.again}>
        {() =>
          devices.length === 0 ? (
            <p class="faint">
              No device is registered
              {filter.product && ' of this product'}
              {filter.venue && ' in this venue'}
              {!filter.product && !filter.venue && ' yet'}. <a href={href(['register', 'device'])}>Register one</a>
            </p>
          ) : (
            <>
              <p class="faint">
                {shown.length === devices.length ? '' : `${shown.length.toLocaleString()} of `}
                {devices.length.toLocaleString()} devices
                {devices.length >= MOST && '; there are more, choose a product'}
                {shown.length > SHOWN && `; the first ${SHOWN} are listed`}
              </p>
              <ul class="devices">
                {shown.slice(0, SHOWN).map((device) => (
                  <li key={device.device_id}>
                    <a href={href(['fleet', device.device_id])}>
                      <Dot look={lookOf(device)} />
                      <span>
                        <b>{device.device_id}</b>
                        <span class="faint devices-about">
                          {products?.get(device.product)?.model.title ?? device.product} · {LOOKS[lookOf(device)]}
                          {device.battery !== undefined && ` · ${Math.round(device.battery * 100)} %`}
                        </span>
                      </span>
                      <span class="faint devices-at">{device.reported_at && <Ago at={device.reported_at} />}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </>
  );
}
