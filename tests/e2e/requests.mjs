// What agents ask for and planners decide, in real Chromium: a closed day that makes time off wait, and the yes to it; a round of bids that a
// planner opens, two agents rank (one in Chinese, narrow and dark) and everybody sees awarded; the calendar's address, which gives the shifts.
// BASE=http://…: a server that runs already. PICTURES=folder: what it looked like.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/requests';
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-requests-'));
const server = process.env.BASE ? null : new Server(program, data, await freePort());
const base = process.env.BASE ?? server.base;
// Names of its own, so that it can be walked again on the same server.
const mark = Date.now().toString(36).slice(-4);
const round = `Round ${mark}`;
// A Wednesday far beyond what is planned, another one each time.
const closed = new Date(Date.now() + (60 + 7 * (Date.now() % 30)) * 86_400_000);
closed.setUTCDate(closed.getUTCDate() + ((10 - closed.getUTCDay()) % 7));
const closedDay = closed.toISOString().slice(0, 10);
let browsers;

try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const admin = await Staff.enter(base, 'admin');
  const [maya, lin] = [await Staff.enter(base, 'maya'), await Staff.enter(base, 'lin')];
  const planner = await browsers.signIn('admin@', { width: 1360, height: 860 });
  const mayas = await browsers.signIn('maya@', { width: 1360, height: 860 });
  const lins = await browsers.signIn('lin@', { language: 'zh-CN', dark: true, width: 390, height: 844 });
  const drawer = planner.locator('.ant-drawer-open');
  await admin.post('/workforce/time-off-types', { name: `Leave ${mark}`, allowance_year: 1 });

  await steps.step('a planner closes a day', async () => {
    await planner.goto(`${base}/desk/planning/time_off_types?tab=closed`);
    await planner.getByRole('button', { name: 'Close days' }).click();
    await drawer.getByLabel('Name', { exact: true }).fill(`Stocktaking ${mark}`);
    for (const label of ['First day', 'Last day']) {
      await drawer.getByLabel(label, { exact: true }).fill(closedDay);
      await planner.keyboard.press('Enter');
    }
    await browsers.picture(planner, 'closed-day');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await planner.getByRole('button', { name: `Stocktaking ${mark}` }).waitFor();
    const { limits } = await admin.get('/workforce/time-off-rules');
    const kept = limits.find(({ name }) => name === `Stocktaking ${mark}`);
    assert.deepEqual([kept.away_max, kept.first_day, kept.last_day], [0, closedDay, closedDay]);
    for (const tab of ['limits', 'allowances', 'types']) {
      await planner.goto(`${base}/desk/planning/time_off_types?tab=${tab}`);
      await planner.locator('.ant-table-tbody').waitFor();
      await browsers.picture(planner, tab);
    }
  });

  await steps.step('an agent asks for it, is told why it waits, and what it costs: one day, not “1 days”', async () => {
    await mayas.goto(`${base}/desk/schedule`);
    await mayas.getByRole('button', { name: 'Ask for time off' }).click();
    const dialog = mayas.getByRole('dialog');
    await dialog.getByLabel('Type', { exact: true }).click();
    await mayas.locator('.ant-select-item-option').filter({ hasText: `Leave ${mark}` }).click();
    for (const label of ['First day', 'Last day']) {
      await dialog.getByLabel(label, { exact: true }).fill(closedDay);
      await mayas.keyboard.press('Enter');
    }
    await dialog.getByText(`closed for time off (Stocktaking ${mark})`, { exact: false }).waitFor();
    await dialog.getByText('Costs 1 day.').waitFor();
    await browsers.picture(mayas, 'ask');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { requests } = await maya.get(`/workforce/my-time-off?year=${closedDay.slice(0, 4)}`);
    assert.equal(requests.find(({ first_day }) => first_day === closedDay).state, 'waiting');
  });

  await steps.step('a planner says yes with a reason, and the agent has it', async () => {
    await planner.goto(`${base}/desk/planning/requests`);
    await planner.getByRole('row').filter({ hasText: `Stocktaking ${mark}` }).getByRole('button', { name: 'Decide' }).click();
    await drawer.getByLabel('Reason, for the agent').fill('Enjoy it');
    await browsers.picture(planner, 'decide');
    await drawer.getByRole('button', { name: 'Approve' }).click();
    await drawer.waitFor({ state: 'detached' });
    const { requests } = await maya.get(`/workforce/my-time-off?year=${closedDay.slice(0, 4)}`);
    const mine = requests.find(({ first_day }) => first_day === closedDay);
    assert.deepEqual([mine.state, mine.reason, mine.amount], ['approved', 'Enjoy it', 1]);
  });

  let made;
  await steps.step('a planner opens a round of bids', async () => {
    await planner.goto(`${base}/desk/planning/requests?tab=bids`);
    await planner.getByRole('button', { name: 'New round' }).click();
    await drawer.getByLabel('Name', { exact: true }).fill(round);
    await drawer.getByLabel('Schedule', { exact: true }).click();
    await planner.locator('.ant-select-item-option').filter({ hasText: 'published' }).first().click();
    const choose = async (field, words) => {
      await drawer.locator(field).focus();
      for (const word of words) {
        if (word) await drawer.locator(field).fill(word);
        else await planner.keyboard.press('ArrowUp');
        await planner.keyboard.press('Enter');
      }
      await planner.keyboard.press('Escape');
    };
    const { users } = await admin.get('/directory');
    await choose('#days', ['', '', '']);
    await choose('#agent_ids', [maya, lin].map((one) => users.find(({ id }) => id === one.id).name));
    await browsers.picture(planner, 'new-round');
    await drawer.getByRole('button', { name: 'Open it' }).click();
    await drawer.waitFor({ state: 'detached' });
    await planner.getByRole('row').filter({ hasText: round }).getByText('Open', { exact: true }).waitFor();
    made = (await admin.get('/workforce/bid-rounds')).items.find(({ name }) => name === round);
    assert.deepEqual(made.agents.map(({ agent_id }) => agent_id).sort(), [maya.id, lin.id].sort());
    assert.ok(made.days.length > 0);
  });

  const lineOf = (agent) => made.agents.findIndex(({ agent_id }) => agent_id === agent.id) + 1;
  await steps.step('two agents rank the other’s line: one with the mouse, one in Chinese, narrow and dark', async () => {
    await mayas.goto(`${base}/desk/schedule`);
    await mayas.getByRole('listitem').filter({ hasText: round }).getByRole('button', { name: 'Rank', exact: true }).click();
    await mayas.getByRole('button', { name: `Wish line ${lineOf(maya)}` }).click();
    await mayas.getByRole('button', { name: `Wish line ${lineOf(lin)}` }).click();
    await mayas.getByRole('button', { name: `Line ${lineOf(lin)} up` }).focus();
    await mayas.keyboard.press('ArrowUp');
    await browsers.picture(mayas, 'rank');
    await mayas.getByRole('button', { name: 'Send the ranking' }).click();
    await mayas.getByText(`Your ranking: ${lineOf(lin)} › ${lineOf(maya)}`).waitFor();
    await lins.goto(`${base}/desk/schedule`);
    await lins.getByRole('listitem').filter({ hasText: round }).getByRole('button', { name: /^排\s?序$/ }).click();
    await lins.getByRole('button', { name: `将班次组 ${lineOf(maya)} 选为志愿` }).click();
    await browsers.picture(lins, 'rank-zh-narrow-dark');
    await lins.getByRole('button', { name: '提交排序' }).click();
    await lins.getByText(`你的排序：${lineOf(maya)}`).waitFor();
  });

  await steps.step('the planner sees who would get what, awards early, and both agents see it without asking', async () => {
    await planner.getByRole('button', { name: `Look at ${round}` }).click();
    await drawer.getByRole('region', { name: 'Who gets which line' }).getByText(`${lineOf(lin)} › ${lineOf(maya)}`).waitFor();
    await browsers.picture(planner, 'round');
    await drawer.getByRole('button', { name: 'Award now' }).click();
    await planner.locator('.ant-popconfirm').getByRole('button', { name: 'Award', exact: true }).click();
    await planner.getByText('The lines are awarded and the shifts changed.').waitFor();
    await browsers.picture(planner, 'awarded');
    await mayas.getByText(/You got line|You keep what was planned/).first().waitFor();
    await lins.getByText(/你分得班次组|你保留原来的班次/).first().waitFor();
    await browsers.picture(mayas, 'got');
    const { round: over } = await admin.get(`/workforce/bid-rounds/${made.id}`);
    assert.equal(over.state, 'awarded');
    assert.equal(new Set(over.awards.map(({ line }) => line)).size, 2);
  });

  await steps.step('the calendar’s address gives the shifts', async () => {
    await mayas.getByRole('button', { name: 'Calendar' }).click();
    await mayas.getByRole('button', { name: 'New address' }).click();
    const address = (await mayas.getByRole('dialog').locator('code').innerText()).trim();
    const feed = await fetch(address);
    assert.equal(feed.status, 200);
    const text = await feed.text();
    assert.ok(text.startsWith('BEGIN:VCALENDAR') && text.includes('BEGIN:VEVENT'), text.slice(0, 200));
    await browsers.picture(mayas, 'calendar');
  });
  assert.deepEqual(browsers.errors, []);
  for (const staff of [admin, maya, lin]) staff.leave();
} catch (error) {
  steps.failed.push('the walk');
  console.log(`FAIL ${error.stack ?? error}`);
  await browsers?.pictureAll('failed');
  if (server) console.log(server.log.slice(-2_000));
} finally {
  await browsers?.close();
  if (server && server.child?.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
