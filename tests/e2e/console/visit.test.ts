import { inBrowser, withBrowser } from '../../harness/browser.ts';
import { eventually } from '../../harness/eventually.ts';
import { connect } from '../../harness/stack.ts';
import { unique } from '../../harness/unique.ts';
import { CENTER, registerVenue, venueBody } from '../../harness/venue.ts';

const { open } = withBrowser();

/** Reports people on a floor of a venue, as a robot of its own. */
async function reported(venue_id: string, floor: string, people: number): Promise<void> {
  const robot = await connect(unique('robot'));
  const counts = [[...CENTER, people]];
  const report = { seq: 1, boot: 'b1', at: Date.now(), venue_id, floor, position: CENTER, counts };
  await robot.publishAsync(`devices/${robot.options.clientId}/crowd`, JSON.stringify(report), { qos: 1 });
  await robot.endAsync(true);
}

inBrowser.describe('the page for visitors', () => {
  test('anybody sees how busy the floors of a public venue are, without signing in', async () => {
    const { bounds } = venueBody().floors[0]!;
    const name = '<b>Grand</b> Mall';
    const venue = await registerVenue({ name, floors: ['1', '2'].map((floor) => ({ floor, bounds })) });
    await reported(venue, '1', 7);
    for (const people of [40, 20]) await reported(venue, '2', people); // 30 on the average
    const page = await open(`#/visit/${venue}`);
    const text = (test: string) => page.locator(`[data-test=${test}]`).innerText();
    await page.getByRole('heading', { name }).waitFor();
    await eventually(async () => expect(await text('people')).toBe('7'));
    await eventually(async () => expect(await text('people-2')).toBe('30 people'), 20_000);
    await page.getByRole('button', { name: 'Floor 2' }).click();
    await eventually(async () => expect(await text('people')).toBe('30'));

    expect(await page.locator('a, nav').count()).toBe(0);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(await page.title()).toBe(name);
  });

  test.each([
    ['is not public', () => registerVenue({ public: false })],
    ['nobody has registered', async () => unique('mall')],
  ])('a venue that %s has none', async (_, made) => {
    const page = await open(`#/visit/${await made()}`);
    await page.getByText('No place of this name').waitFor();
  });
});
