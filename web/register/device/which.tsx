import { Choice } from '../form/choice.tsx';
import { TextField } from '../form/field.tsx';
import { change, type DeviceDraft, idsOfDraft } from './draft.ts';

/** The id of one device, or the ids of several. */
export function Which({ device, faults }: { device: DeviceDraft; faults: Partial<Record<string, string>> }) {
  const ids = idsOfDraft(device);
  return (
    <>
      <Choice
        legend="How many"
        value={device.many}
        options={{ one: 'One', several: 'Several' }}
        onValue={(many) => change({ many })}
      />
      {device.many === 'one' ? (
        <TextField
          label="Id"
          value={device.device_id}
          fault={faults.device_id}
          hint="It connects under this id, which stays. For example bike-001."
          onValue={(device_id) => change({ device_id })}
        />
      ) : (
        <>
          <div class="columns three">
            <TextField
              label="Ids begin with"
              value={device.prefix}
              fault={faults.prefix}
              onValue={(prefix) => change({ prefix })}
            />
            <TextField
              label="First number"
              numeric
              value={device.first}
              fault={faults.first}
              onValue={(first) => change({ first })}
            />
            <TextField
              label="How many devices"
              numeric
              value={device.count}
              fault={faults.count}
              onValue={(count) => change({ count })}
            />
          </div>
          <p class="entry-hint">
            {ids.length > 1 ? `${ids[0]} … ${ids.at(-1)}` : (ids[0] ?? 'For example bike- and 001: bike-001 …')}
          </p>
        </>
      )}
    </>
  );
}
