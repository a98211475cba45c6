import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Ago } from '../../parts/time.tsx';
import { href } from '../../place.ts';
import { Sticker } from '../../register/sticker.tsx';
import { sessions } from '../../session/session.ts';
import { ask } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { Refused } from '../../talk/refused.ts';
import { type Device, LOOKS, lookOf, type Product } from '../devices.ts';
import { Dot } from '../filters.tsx';
import { Commands } from './commands.tsx';
import { History } from './history.tsx';
import { Properties } from './properties.tsx';
import { Rejections } from './rejections.tsx';
import { Rental } from './rental.tsx';

const EVERY = 3000;

/** All that is known of a device. `newest` is what it has reported just now. */
export function DevicePanel({
  device_id,
  newest,
  products,
}: {
  device_id: string;
  newest: Device | undefined;
  products: ReadonlyMap<string, Product> | undefined;
}) {
  const { polled, again } = usePoll(
    () => ask('console', (client) => client.GET('/v1/devices/{device_id}', { params: { path: { device_id } } })),
    EVERY,
    [device_id],
  );
  const isOperator = sessions.console.value?.role === 'operator';
  const { error } = polled.value;
  if (error instanceof Refused && error.reason === 'device_unknown') return <Unknown device_id={device_id} />;
  return (
    <>
      <Heading device_id={device_id} />
      <Loaded from={polled} again={again}>
        {(device) => {
          const product = products?.get(device.product);
          const properties = { ...(device.state?.properties as object | undefined), ...newest?.properties };
          const reported_status = device.state?.status;
          const look = lookOf({ ...device, ...(typeof reported_status === 'string' && { reported_status }) });
          const reported_at = Math.max(device.reported_at ?? 0, newest?.reported_at ?? 0);
          return (
            <>
              <p class="standing-line">
                <Dot look={look} />
                <b data-test="look">{LOOKS[look]}</b> · {product?.model.title ?? device.product}
                {device.venue_id && <> · {device.venue_id}</>}
              </p>
              <p class="faint">
                {reported_at > 0 ? (
                  <>
                    Reported <Ago at={reported_at} />
                  </>
                ) : (
                  'It has sent no state report yet.'
                )}
              </p>
              {device.rental_id && <Rental rental_id={device.rental_id} />}
              <Properties device_id={device_id} values={properties} product={product} />
              {isOperator && (
                <>
                  {device.code && (
                    <details>
                      <summary class="heading">Its sticker</summary>
                      <Sticker
                        device_id={device_id}
                        title={product?.model.title ?? device.product}
                        code={device.code}
                      />
                    </details>
                  )}
                  <Commands device_id={device_id} product={product} />
                  <History key={device_id} device_id={device_id} />
                  <Rejections device_id={device_id} />
                </>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

const Heading = ({ device_id }: { device_id: string }) => (
  <>
    <a class="back" href={href(['fleet'])}>
      <Icon name="back" /> Fleet
    </a>
    <h1>{device_id}</h1>
  </>
);

/** What reports crowds need not be registered; what it says wrong is known all the same. */
const Unknown = ({ device_id }: { device_id: string }) => (
  <>
    <Heading device_id={device_id} />
    <p class="faint">
      Nobody has registered this device. Its crowd reports count all the same.{' '}
      <a href={href(['register', 'device'])}>Register it</a>
    </p>
    <Rejections device_id={device_id} />
  </>
);
