import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { eventually } from '../../harness/eventually.ts';
import { connect } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER, registerVenue } from '../../harness/venue.ts';

const { open } = withBrowser();

/** Reports people on a floor of a venue, as a robot of its own. */
async function reported(venue_id: string, floor: string, people: number): Promise<void> {
  const robot = await connect(unique('robot'));
  const report: CrowdReport = {
    seq: 1,
    boot: 'b1',
    at: Date.now(),
    venue_id,
    floor,
    position: CENTER,
    counts: [[...CENTER, people]],
  };
  await robot.publishAsync(`devices/${robot.options.clientId}/crowd`, JSON.stringify(report), { qos: 1 });
  await robot.endAsync(true);
}

inBrowser.describe('heat', () => {
  test('what robots report is on the map of its floor, and not on the other', async () => {
    const bounds: [number, number][] = [
      [121.46, 31.22],
      [121.48, 31.22],
      [121.48, 31.24],
      [121.46, 31.24],
    ];
    const venue = await registerVenue({ floors: ['1', '2'].map((floor) => ({ floor, bounds })) });
    await reported(venue, '1', 7);
    await reported(venue, '2', 40);
    const page = await open(`#/heat/${venue}`);
    const people = () => page.locator('[data-test=people]').innerText();
    await eventually(async () => expect(await people()).toBe('7'));
    await page.getByRole('button', { name: '2', exact: true }).click();
    await eventually(async () => expect(await people()).toBe('40'));
    expect(page.url()).toContain('floor=2');
  });
});
