import { useState } from 'preact/hooks';
import { readVenues } from '../../heat/reads.ts';
import { usePoll } from '../../talk/poll.ts';
import { SelectField } from '../form/field.tsx';
import { showFirstFault } from '../form/first-fault.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { Progress } from '../form/progress.tsx';
import { memberOf } from '../form/refusal.ts';
import { useSend } from '../form/send.ts';
import { titleOf, useProducts } from '../reads.ts';
import { bodyOfDevice, change, type DeviceDraft, draft, faultsOf, idsOfDraft, NOWHERE } from './draft.ts';
import { register } from './register.ts';
import { RegisteredDevices } from './registered.tsx';
import { Where } from './where.tsx';
import { Which } from './which.tsx';

/** Of the members of a registration the fields that hold them. */
const FIELDS: Record<string, keyof DeviceDraft> = {
  device_id: 'device_id',
  product: 'product',
  venue_id: 'venue',
  position: 'lng',
  status: 'status',
};

/** Registers a device, or several that are alike. */
export function DeviceTab() {
  const device = draft.value;
  const products = useProducts();
  const venues = usePoll(readVenues, Number.POSITIVE_INFINITY, []);
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState(0);
  const ids = idsOfDraft(device);
  const { sent, run } = useSend((given: DeviceDraft) => {
    setDone(0);
    return register(idsOfDraft(given), bodyOfDevice(given), setDone);
  });
  const field = FIELDS[memberOf(sent.error) ?? ''];
  const refused = field && { [field]: (sent.error as Error).message };
  const faults = { ...(isTried && faultsOf(device)), ...refused };

  function submit(form: HTMLFormElement) {
    setTried(true);
    if (Object.keys(faultsOf(device)).length === 0) void run(device).then(() => showFirstFault(form));
    else showFirstFault(form);
  }
  const { value: known, error } = products.polled.value;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <section class="card" aria-label="The device">
        <Which device={device} faults={faults} />
        <div class="columns three">
          <SelectField
            label="Product"
            value={device.product}
            options={[['', 'Choose…'], ...(known ?? []).map((one) => [one.product_id, titleOf(one)] as const)]}
            fault={error ? 'The products could not be read. Reload to try again.' : faults.product}
            onValue={(product) => change({ product })}
          />
          <SelectField
            label="Venue"
            value={device.venue}
            options={[
              ['', 'Not said'],
              [NOWHERE, 'In no venue'],
              ...(venues.polled.value.value ?? []).map(({ venue_id, name }) => [venue_id, name] as const),
            ]}
            fault={faults.venue}
            hint="Where nothing is said, a device that is registered stays where it was."
            onValue={(venue) => change({ venue })}
          />
          <SelectField
            label="Status"
            value={device.status}
            options={[
              ['', 'Not said'],
              ['available', 'Available'],
              ['out_of_service', 'Out of service'],
            ]}
            fault={faults.status}
            hint="A new device is available."
            onValue={(status) => change({ status: status as DeviceDraft['status'] })}
          />
        </div>
        <Where device={device} fault={faults.lng} venues={venues.polled.value.value ?? []} />
      </section>
      <div class="send">
        <SendButton sent={sent}>{ids.length > 1 ? `Register ${ids.length} devices` : 'Register the device'}</SendButton>
        {sent.isBusy && ids.length > 1 && <Progress done={done} all={ids.length} what="Registered" />}
        <Outcome sent={sent} besideField={refused !== undefined}>
          {({ devices }) =>
            devices.length === 1
              ? `${devices[0]!.device_id} is registered.`
              : `${devices.length} devices are registered, ${devices[0]!.device_id} to ${devices.at(-1)!.device_id}.`
          }
        </Outcome>
      </div>
      {sent.answer && <RegisteredDevices {...sent.answer} />}
    </form>
  );
}
