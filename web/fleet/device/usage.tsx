import { Loaded } from '../../parts/loaded.tsx';
import { money } from '../../parts/money.ts';
import { exactly } from '../../parts/time.tsx';
import { api, bodyOf } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';

const EVERY = 30_000;
const DAYS = 7 * 86_400_000;

/** What was used and paid on a device, where its product is paid by a meter. */
export function Usage({ device_id }: { device_id: string }) {
  const { polled, again } = usePoll(
    async () => {
      const client = await api('console');
      const query = { from: Date.now() - DAYS, limit: 100, format: 'json' as const };
      const params = { path: { device_id }, query };
      return bodyOf(client.GET('/v1/devices/{device_id}/usage', { params })) as Promise<{ lines: Line[] }>;
    },
    EVERY,
    [device_id],
  );
  return (
    <Loaded from={polled} again={again}>
      {({ lines }) =>
        lines.length === 0 ? null : (
          <>
            <h2>Rentals that were paid by use, the last seven days</h2>
            <table>
              <thead>
                <tr>
                  <th scope="col">When</th>
                  <th scope="col">Account</th>
                  <th scope="col">Used</th>
                  <th scope="col">Paid</th>
                </tr>
              </thead>
              <tbody>
                {lines.toReversed().map(({ line_id, at, account_id, quantity, unit, amount, currency }) => (
                  <tr key={line_id}>
                    <td>{exactly(at)}</td>
                    <td>{account_id}</td>
                    <td>
                      {quantity.toLocaleString()} {unit}
                    </td>
                    <td>{money(amount, currency)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Loaded>
  );
}

interface Line {
  line_id: string;
  at: number;
  account_id: string;
  quantity: number;
  unit: string;
  amount: number;
  currency: string;
}
