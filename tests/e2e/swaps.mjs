// Shifts that change hands, in real Chromium: a swap that rules forbid and say so, one for a shift of one's own that a planner approves, voluntary
// overtime where the first has it, voluntary time off in Chinese, narrow and dark; both desks show their shifts each time.
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
const pictures = process.env.PICTURES ?? 'build/pictures/swaps';
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-swaps-'));
const server = process.env.BASE ? null : new Server(program, data, await freePort());
const base = process.env.BASE ?? server.base;
const mark = Date.now().toString(36).slice(-4);
const hour = 3_600_000;
const zoneHours = 8; // the demo's
const clock = (ms) => new Date(ms + zoneHours * hour).toISOString();
const dayOf = (ms) => clock(ms).slice(0, 10);
const timeOf = (ms) => clock(ms).slice(11, 16);
let browsers;

try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const [admin, maya, lin] = await Promise.all(['admin', 'maya', 'lin'].map((name) => Staff.enter(base, name)));
  const planner = await browsers.signIn('admin@', { width: 1360, height: 860 });
  const mayas = await browsers.signIn('maya@', { width: 1360, height: 860 });
  const lins = await browsers.signIn('lin@', { language: 'zh-CN', dark: true, width: 390, height: 844 });
  const { users } = await admin.get('/directory');
  const nameOf = ({ id }) => users.find((user) => user.id === id).name;
  // Next week, which is published and has not begun.
  const today = new Date(`${dayOf(Date.now())}T00:00:00Z`);
  const monday = new Date(today.getTime() + (7 - ((today.getUTCDay() + 6) % 7)) * 24 * hour);
  const from = monday.getTime() - zoneHours * hour;
  const shiftsOf = async (agent) => {
    const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(from + 7 * 24 * hour).toISOString() });
    return new Map((await agent.get(`/workforce/my-shifts?${query}`)).items.map((shift) => [shift.day, shift]));
  };
  const refused = async (promise) => {
    const error = await promise.then(() => null, (thrown) => thrown);
    assert.ok(error, 'it was not refused');
    return error.problem;
  };
  const nextWeek = async (page, turn) => {
    await page.goto(`${base}/desk/schedule`);
    await page.getByRole('button', { name: turn }).click();
  };

  // Days that one works and the other does not, and for which the rules let them change.
  let offered, given;
  const before = { maya: await shiftsOf(maya), lin: await shiftsOf(lin) };
  await steps.step('an agent offers a shift to a colleague, who is told which rules forbid it on top', async () => {
    const open = new Set((await maya.get('/workforce/my-swaps')).mine.map((swap) => swap.offered.shift.day));
    const mine = [...before.maya.keys()].filter((day) => !before.lin.has(day) && !open.has(day));
    const theirs = [...before.lin.keys()].filter((day) => !before.maya.has(day));
    for (const day of mine) {
      const swap = await maya.post('/workforce/my-swaps', { day, to_agent_id: lin.id, note: '' });
      for (const other of theirs) {
        const answer = await lin.post(`/workforce/my-swaps/${swap.id}/accept`, { day: other, is_trial: true }).catch(() => null);
        if (answer && !offered) [offered, given] = [day, other];
      }
      await maya.post(`/workforce/my-swaps/${swap.id}/withdraw`);
      if (offered) break;
    }
    assert.ok(offered, `no shift of ${mine} for one of ${theirs}`);

    await nextWeek(mayas, 'Later');
    const label = new Intl.DateTimeFormat('en-US', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${offered}T00:00:00Z`));
    await mayas.getByRole('listitem').filter({ hasText: label }).getByRole('button', { name: 'Offer' }).first().click();
    const dialog = mayas.getByRole('dialog');
    await dialog.getByLabel('To', { exact: true }).fill(nameOf(lin));
    await mayas.keyboard.press('Enter');
    await dialog.getByLabel('Note').fill(`Concert ${mark}`);
    await browsers.picture(mayas, 'offer');
    await dialog.getByRole('button', { name: 'Offer', exact: true }).click();
    await mayas.getByText('Your shift is offered.').waitFor();

    await lins.goto(`${base}/desk/schedule`);
    await lins.getByRole('listitem').filter({ hasText: `Concert ${mark}` }).getByRole('button', { name: '查看' }).click();
    await lins.getByRole('dialog').getByText('每周工作天数').waitFor();
    await browsers.picture(lins, 'forbidden');
    assert.ok(await lins.getByRole('dialog').getByRole('button', { name: /^接\s?受$/ }).isDisabled());
  });

  let waits;
  await steps.step('for one of their own the rules allow it, and it is accepted', async () => {
    const dialog = lins.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    const shift = before.lin.get(given);
    const label = new Intl.DateTimeFormat('zh-CN', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${given}T00:00:00Z`));
    await lins.locator('.ant-select-item-option').filter({ hasText: `${label} · ${timeOf(Date.parse(shift.start))}` }).click();
    const accept = dialog.getByRole('button', { name: /^接\s?受$/ });
    await dialog.locator('.ant-alert-success, .ant-alert-info').waitFor();
    await browsers.picture(lins, 'accept');
    await accept.click();
    const said = lins.getByText(/换班已完成。|换班等待排班员审批。/);
    await said.waitFor();
    waits = (await said.innerText()).includes('审批');
  });

  await steps.step('a planner approves what leaves too few, and both desks show the other’s shift', async () => {
    if (waits) {
      await planner.goto(`${base}/desk/planning/requests?tab=swaps`);
      await planner.getByRole('row').filter({ hasText: nameOf(maya) }).getByRole('button', { name: 'Decide' }).click();
      const drawer = planner.locator('.ant-drawer-open');
      await drawer.getByText('What is against it').waitFor();
      await browsers.picture(planner, 'decide');
      await drawer.getByRole('button', { name: 'Approve' }).click();
      await drawer.waitFor({ state: 'detached' });
    }
    const after = { maya: await shiftsOf(maya), lin: await shiftsOf(lin) };
    const times = (shift) => shift && [shift.start, shift.end];
    assert.deepEqual(times(after.lin.get(offered)), times(before.maya.get(offered)));
    assert.deepEqual(times(after.maya.get(given)), times(before.lin.get(given)));
    assert.ok(!after.maya.has(offered) && !after.lin.has(given));
    await nextWeek(mayas, 'Later');
    await mayas.getByText(`${timeOf(Date.parse(before.lin.get(given).start))}–${timeOf(Date.parse(before.lin.get(given).end))}`).first().waitFor();
    await browsers.picture(mayas, 'swapped');
    await nextWeek(lins, '更晚');
    await lins.getByText(`${timeOf(Date.parse(before.maya.get(offered).start))}–${timeOf(Date.parse(before.maya.get(offered).end))}`).first().waitFor();
    await browsers.picture(lins, 'swapped-zh-narrow-dark');
  });

  const newOffer = async (kind, start, end, note) => {
    await planner.goto(`${base}/desk/planning/requests?tab=offers`);
    await planner.getByRole('button', { name: 'New offer' }).click();
    const dialog = planner.getByRole('dialog');
    if (kind) await dialog.getByText(kind, { exact: true }).click();
    await dialog.getByLabel('Schedule', { exact: true }).click();
    await planner.locator('.ant-select-item-option').filter({ hasText: `(${dayOf(from)} ` }).click();
    for (const [field, value] of [['Day', dayOf(start)], ['From', timeOf(start)], ['Until', timeOf(end)]]) {
      await dialog.getByLabel(field, { exact: true }).fill(value);
      await planner.keyboard.press('Enter');
    }
    await dialog.getByLabel('Note').fill(note);
    await browsers.picture(planner, kind ? 'new-time-off' : 'new-overtime');
    await dialog.getByRole('button', { name: 'Offer it' }).click();
    await dialog.waitFor({ state: 'detached' });
    return (await admin.get('/workforce/shift-offers')).items.find((offer) => offer.note === note);
  };
  const trial = (agent, offer) => agent.post(`/workforce/my-offers/${offer.id}/accept`, { is_trial: true }).then(() => true, () => false);

  await steps.step('overtime for one: the first has it, the second is told that it is gone', async () => {
    // After a shift of Maya's: the first that the rules let her stay longer on.
    let chosen;
    for (const shift of (await shiftsOf(maya)).values()) {
      const start = Date.parse(shift.end);
      const plan = (await admin.get('/workforce/schedules')).items.find(({ first_day }) => first_day === dayOf(from));
      const tried = await admin.post('/workforce/shift-offers', {
        kind: 'overtime', schedule_id: plan.id, start: new Date(start).toISOString(), end: new Date(start + hour).toISOString(), places: 1, note: 'tried',
      });
      if (await trial(maya, tried)) chosen ??= start;
      await admin.post(`/workforce/shift-offers/${tried.id}/close`);
    }
    assert.ok(chosen, 'Maya may stay longer on no day');
    const offer = await newOffer('', chosen, chosen + hour, `Inventory ${mark}`);
    assert.deepEqual([offer.kind, offer.places, Date.parse(offer.start)], ['overtime', 1, chosen]);
    await mayas.goto(`${base}/desk/schedule`);
    const card = mayas.getByRole('listitem').filter({ hasText: `Inventory ${mark}` });
    await card.getByRole('button', { name: 'Take it' }).click();
    await mayas.locator('.ant-popconfirm').getByRole('button', { name: 'Take it' }).click();
    await card.getByText('Taken by you').waitFor();
    await browsers.picture(mayas, 'overtime');
    const longer = (await shiftsOf(maya)).get(dayOf(chosen - 1));
    assert.equal(Date.parse(longer.end), chosen + hour);
    const problem = await refused(lin.post(`/workforce/my-offers/${offer.id}/accept`, {}));
    assert.ok(['offer_full', 'not_open'].includes(problem.reason), problem.reason);
    await planner.getByRole('row').filter({ hasText: nameOf(maya) }).getByText('1 / 1').waitFor();
    await browsers.picture(planner, 'offers');
  });

  await steps.step('voluntary time off, taken in Chinese: the shift ends earlier', async () => {
    const [shift] = (await shiftsOf(lin)).values();
    const end = Date.parse(shift.end);
    const offer = await newOffer('Voluntary time off', end - hour, end, `Quiet ${mark}`);
    assert.equal(offer.kind, 'time_off');
    await lins.goto(`${base}/desk/schedule`);
    const card = lins.getByRole('listitem').filter({ hasText: `Quiet ${mark}` });
    await card.getByRole('button', { name: /^接\s?受$/ }).click();
    await lins.locator('.ant-popconfirm').getByRole('button', { name: /^接\s?受$/ }).click();
    await card.getByText('你已接受').waitFor();
    await browsers.picture(lins, 'time-off-zh-narrow-dark');
    assert.equal(Date.parse((await shiftsOf(lin)).get(shift.day).end), end - hour);
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
