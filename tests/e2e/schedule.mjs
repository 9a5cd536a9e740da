// A planner's schedule in real Chromium: contract and template entered, a draft made and filled by the solver, shifts dragged with the
// mouse and moved with the keyboard, a hard rule that refuses, undo, and publishing, after which agents have their shifts.
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
const pictures = process.env.PICTURES ?? 'build/pictures/schedule';
const hour = 3600;
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-schedule-'));
const server = process.env.BASE ? null : new Server(program, data, await freePort());
const base = process.env.BASE ?? server.base;
// A name of its own, so that it can be walked again on the same server; a Monday far beyond what is published.
const mark = Date.now().toString(36).slice(-4);
const template = `Walk ${mark}`;
const contract = `Walkers ${mark}`;
const title = `Walked week ${mark}`;
const monday = new Date(Date.now() + 90 * 86_400_000);
monday.setUTCDate(monday.getUTCDate() + ((8 - monday.getUTCDay()) % 7));
const firstDay = monday.toISOString().slice(0, 10);
let browsers;

try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const admin = await Staff.enter(base, 'admin');
  const page = await browsers.signIn('admin@', { width: 1360, height: 860 });
  const go = (path) => page.goto(`${base}/desk${path}`);
  const field = (label) => page.getByLabel(label, { exact: true });
  const drawer = page.locator('.ant-drawer-open');
  const save = async () => {
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
  };

  await steps.step('a shift template is entered, and what is wrong with it said at its field', async () => {
    await go('/planning/shift_templates');
    await page.getByRole('button', { name: 'New template' }).click();
    await drawer.getByLabel('Name', { exact: true }).first().fill(template);
    await drawer.getByLabel('First start').fill('9');
    await drawer.getByLabel('Last start').fill('8:30');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.getByText('is before `from`').first().waitFor();
    await drawer.getByLabel('Last start').fill('11');
    await save();
    const kept = (await admin.get('/workforce/shift-templates')).items.find(({ name }) => name === template);
    assert.deepEqual([kept.from, kept.to, kept.length_s, kept.breaks.length], ['09:00', '11:00', 8.5 * hour, 1]);
  });

  await steps.step('a contract is entered', async () => {
    await go('/planning/contracts');
    await page.getByRole('button', { name: 'New contract' }).click();
    await drawer.getByLabel('Name', { exact: true }).fill(contract);
    await drawer.getByLabel('Shifts', { exact: true }).fill(template);
    await page.keyboard.press('Enter');
    await drawer.getByLabel('Paid a week, at least').fill('24');
    await save();
    const kept = (await admin.get('/workforce/contracts')).items.find(({ name }) => name === contract);
    assert.deepEqual([kept.shifts, kept.paid_week_min_s, kept.days_week_max], [[template], 24 * hour, 5]);
  });

  let agents = [];
  let skill;
  await steps.step('an agent is given it, the others by the API', async () => {
    // Of the skill that most have.
    const all = (await admin.get('/workforce/agents')).items;
    const has = (name) => all.filter(({ skills }) => skills.includes(name));
    [skill] = [...new Set(all.flatMap(({ skills }) => skills))].sort((a, b) => has(b).length - has(a).length);
    agents = has(skill).slice(0, 6);
    await go('/planning/planned_agents');
    await page.getByRole('button', { name: agents[0].name }).click();
    await drawer.getByLabel('Contract', { exact: true }).fill(contract);
    await page.keyboard.press('Enter');
    await drawer.getByLabel('Cost of a paid hour').fill('25');
    await save();
    for (const { agent_id } of agents.slice(1)) await admin.put(`/workforce/agents/${agent_id}`, { contract, cost_per_hour: 20 });
    const [first] = (await admin.get('/workforce/agents')).items.filter(({ agent_id }) => agent_id === agents[0].agent_id);
    assert.deepEqual([first.contract, first.cost_per_hour], [contract, 25]);
  });

  let id;
  await steps.step('a draft is made of hours by hand', async () => {
    await go('/planning/schedules');
    await page.getByRole('button', { name: 'New schedule' }).click();
    await field('Name').fill(title);
    await field('First day').fill(firstDay);
    await page.keyboard.press('Enter');
    await page.getByText('By hand').click();
    await field('Requirement').fill('Front desk');
    await field('Agents').fill('2');
    const skills = page.getByLabel('Skills', { exact: true });
    await skills.fill(skill);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await browsers.picture(page, 'new');
    await page.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('grid').waitFor();
    id = new URL(page.url()).pathname.split('/').at(-1);
    const made = await admin.get(`/workforce/schedules/${id}`);
    assert.deepEqual([made.name, made.state, made.first_day, made.days], [title, 'draft', firstDay, 7]);
    const { requirements } = await admin.get(`/workforce/schedules/${id}/problem`);
    assert.equal(requirements[0].points.length, 5 * 18);
    assert.equal(requirements[0].points[0].agents, 2);
  });

  const shiftsOf = async (day = firstDay) => (await admin.get(`/workforce/schedules/${id}/shifts?day=${day}`)).items;
  await steps.step('the solver fills it; the gap is shown', async () => {
    await page.getByRole('button', { name: 'Fill' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Compute' }).click();
    await page.getByText(/Filled with \d+ shifts/).waitFor({ timeout: 240_000 });
    await page.getByText(/gap [\d.]+ %/).waitFor();
    await page.locator('[data-hold=whole]').first().waitFor();
    assert.ok((await shiftsOf()).length >= 2);
  });
  await browsers.picture(page, 'filled');

  const bars = page.locator('[role=gridcell] [data-hold=whole]');
  const msPerPx = async () => {
    const cell = page.locator('[role=gridcell][data-from]').first();
    const { width } = await cell.boundingBox();
    return cell.evaluate((each, px) => (Number(each.dataset.to) - Number(each.dataset.from)) / px, width);
  };
  // What the server has is on the page, so that its place is the one it keeps.
  const drawn = async (bar) => {
    const { start, end } = await shiftOf(bar);
    const clock = (instant) => new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }).format(Date.parse(instant));
    await bar.filter({ hasText: `${clock(start)}–${clock(end)}` }).waitFor();
  };
  // By its middle, beside its break.
  const drag = async (bar, dx, dy = 0, { drop = true } = {}) => {
    await drawn(bar);
    const box = await bar.boundingBox();
    const [x, y] = [box.x + box.width * 0.2, box.y + box.height * 0.3];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const share of [0.2, 0.6, 1]) await page.mouse.move(x + dx * share, y + dy * share);
    if (drop) await page.mouse.up();
  };
  const shiftOf = async (bar) => {
    const [agent, day] = (await bar.getAttribute('data-shift')).split('/');
    return (await shiftsOf(day)).find((shift) => shift.agent_id === agent);
  };
  const eventually = async (isSo) => {
    for (let tries = 0; !(await isSo()); tries += 1) {
      assert.ok(tries < 100, 'not in time');
      await page.waitForTimeout(100);
    }
  };
  const wants = (minutes, before) => new Date(Date.parse(before.start) + minutes * 60_000).getTime();

  let before;
  // Where an hour later is a start that the template has.
  const bar = page.locator(`[data-shift="${agents[0].agent_id}/${firstDay}"]`).first();
  await steps.step('a shift is put where nobody has one: by a click in the empty cell', async () => {
    const cell = page.locator(`[role=gridcell][data-agent="${agents[0].agent_id}"]`);
    if ((await bar.count()) > 0) {
      await cell.focus();
      await page.keyboard.press('Delete');
      await bar.waitFor({ state: 'detached' });
    }
    const box = await cell.boundingBox();
    await cell.click({ position: { x: box.width * 0.3, y: box.height / 2 } });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From', { exact: true }).fill('09:00');
    await page.keyboard.press('Enter');
    await dialog.getByLabel(/^To/).fill('17:30');
    await page.keyboard.press('Enter');
    await browsers.picture(page, 'dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await bar.waitFor();
    before = await shiftOf(bar);
    assert.equal(before.breaks.length, 1);
  });

  await steps.step('dragged by half an hour it is tried, and kept with its break', async () => {
    const px = (30 * 60_000) / (await msPerPx());
    await drag(bar, px, 0, { drop: false });
    await page.getByRole('status').getByText(/Keeps every rule/).waitFor();
    await browsers.picture(page, 'dragging');
    await page.mouse.up();
    await eventually(async () => Date.parse((await shiftOf(bar)).start) === wants(30, before));
    const after = await shiftOf(bar);
    assert.equal(Date.parse(after.end) - Date.parse(before.end), 30 * 60_000);
    assert.equal(Date.parse(after.breaks[0].start) - Date.parse(before.breaks[0].start), 30 * 60_000);
  });

  await steps.step('a hard rule refuses the drop, in words', async () => {
    const was = await shiftOf(bar);
    await drawn(bar);
    const px = (15 * 60_000) / (await msPerPx());
    const box = await bar.boundingBox();
    // Its end: the template knows one length.
    await page.mouse.move(box.x + box.width - 3, box.y + box.height / 2);
    await page.mouse.down();
    for (const share of [0.5, 1]) await page.mouse.move(box.x + box.width - 3 + 4 * px * share, box.y + box.height / 2);
    await page.getByRole('status').getByText(/is not 9.50 hours long/).waitFor();
    await browsers.picture(page, 'refused-drag');
    await page.mouse.up();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Hard rules would be broken').waitFor();
    assert.ok(await dialog.getByRole('button', { name: 'Do it all the same' }).isDisabled());
    await browsers.picture(page, 'refused');
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await shiftOf(bar), was);
  });

  await steps.step('with a reason it is done, and undone with Ctrl+Z', async () => {
    const was = await shiftOf(bar);
    const cell = page.locator(`[role=gridcell][data-agent="${agents[0].agent_id}"]`);
    await cell.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('status').getByText(/hours long/).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Agreed with everybody');
    await dialog.getByRole('button', { name: 'Do it all the same' }).click();
    await dialog.waitFor({ state: 'detached' });
    await eventually(async () => Date.parse((await shiftOf(bar)).end) === Date.parse(was.end) + 15 * 60_000);
    await page.getByRole('button', { name: /Broken rules/ }).click();
    await page.getByRole('dialog').getByText(/hours long/).first().waitFor();
    await browsers.picture(page, 'broken');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+KeyZ');
    await page.getByText('Taken back').first().waitFor();
    const undone = await shiftOf(bar);
    assert.deepEqual([undone.start, undone.end, undone.breaks], [was.start, was.end, was.breaks]);
  });

  await steps.step('with the keyboard it is tried at the next agent, left there with Escape, and moved earlier', async () => {
    const was = await shiftsOf();
    const rows = await page.locator('[role=gridcell][data-agent]').evaluateAll((cells) => cells.map((cell) => cell.dataset.agent));
    const next = rows[rows.indexOf(agents[0].agent_id) + 1] ?? rows[rows.indexOf(agents[0].agent_id) - 1];
    const down = rows.indexOf(next) > rows.indexOf(agents[0].agent_id);
    await page.locator(`[role=gridcell][data-agent="${agents[0].agent_id}"]`).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press(down ? 'ArrowDown' : 'ArrowUp');
    await page.getByRole('status').getByText(/Keeps every rule|Refused/).first().waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await shiftsOf(), was);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('status').getByText(/Keeps every rule/).waitFor();
    await page.keyboard.press('Enter');
    const start = Date.parse(was.find(({ agent_id }) => agent_id === agents[0].agent_id).start);
    await eventually(async () => Date.parse((await shiftOf(bar)).start) === start - 30 * 60_000);
  });

  await steps.step('by the week a shift goes to another day', async () => {
    await page.locator('.ant-segmented').getByText('Week').click();
    const chip = page.locator(`[data-agent="${agents[0].agent_id}"][data-day="${firstDay}"]`);
    await chip.waitFor();
    await page.waitForTimeout(600);
    await browsers.picture(page, 'week');
    await page.getByRole('searchbox', { name: 'Find agents' }).fill(agents[0].name);
    const free = page.locator(`[role=gridcell][data-agent="${agents[0].agent_id}"][data-day]`).last();
    const [from, to] = [await chip.boundingBox(), await free.boundingBox()];
    const sunday = await free.getAttribute('data-day');
    await page.mouse.move(from.x + 30, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 80, from.y + 22);
    await page.mouse.move(to.x + 30, to.y + 20);
    await page.getByRole('status').getByText(/Keeps every rule|Refused/).first().waitFor();
    await browsers.picture(page, 'week-dragging');
    await page.mouse.up();
    await page.waitForTimeout(300);
    const dialog = page.getByRole('dialog');
    if (await dialog.isVisible()) {
      await dialog.getByRole('textbox').fill('They asked for it');
      await dialog.getByRole('button', { name: 'Do it all the same' }).click();
    }
    await eventually(async () => (await shiftsOf(sunday)).some(({ agent_id }) => agent_id === agents[0].agent_id));
    await page.keyboard.press('Control+KeyZ');
    await eventually(async () => !(await shiftsOf(sunday)).some(({ agent_id }) => agent_id === agents[0].agent_id));
    await page.getByRole('searchbox', { name: 'Find agents' }).fill('');
  });

  await steps.step('somebody else changes it: it is said, and shown as it is', async () => {
    const [one] = await shiftsOf();
    const { agent_id, day } = one;
    await page.locator('.ant-segmented').getByText('Day', { exact: true }).click();
    await page.locator(`[data-shift="${agent_id}/${day}"]`).waitFor();
    await admin.post(`/workforce/schedules/${id}/edits`, { edits: [{ agent_id, day }] });
    await page.locator(`[role=gridcell][data-agent="${agent_id}"]`).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await Promise.race([page.getByText(/Somebody else has just changed/).waitFor(), dialog.waitFor()]);
    if (await dialog.isVisible()) {
      await dialog.getByRole('textbox').fill('It is late');
      await dialog.getByRole('button', { name: 'Do it all the same' }).click();
      await page.getByText(/Somebody else has just changed/).waitFor();
    }
    await page.locator(`[data-shift="${agent_id}/${day}"]`).waitFor({ state: 'detached' });
    await admin.post(`/workforce/schedules/${id}/undo`, {});
  });

  await steps.step('on a tablet a resting finger takes it, a quick one does not; the button takes it back', async () => {
    // One that the rules let begin half an hour later.
    let was;
    for (const shift of (await shiftsOf()).filter((one) => one.shift === template)) {
      const { agent_id, day, start, end, breaks } = shift;
      const later = (instant) => new Date(Date.parse(instant) + 30 * 60_000).toISOString();
      const put = { shift: template, start: later(start), end: later(end), breaks: breaks.map((one) => ({ ...one, start: later(one.start), end: later(one.end) })) };
      const { caused } = await admin.post(`/workforce/schedules/${id}/edits`, { is_trial: true, edits: [{ agent_id, day, put }] });
      if (caused.length === 0) was ??= shift;
    }
    assert.ok(was, 'no shift can begin later');
    const now = async () => (await shiftsOf()).find(({ agent_id }) => agent_id === was.agent_id);
    const tablet = await browsers.signIn('admin@', { width: 1180, height: 820, touch: true }, `/desk/planning/schedules/${id}`);
    await tablet.getByLabel('Find agents').fill(agents.find(({ agent_id }) => agent_id === was.agent_id).name);
    const its = tablet.locator(`[data-shift="${was.agent_id}/${firstDay}"]`).first();
    await its.scrollIntoViewIfNeeded();
    const cell = tablet.locator(`[role=gridcell][data-agent="${was.agent_id}"]`);
    const { width } = await cell.boundingBox();
    const px = (30 * 60_000) / (await cell.evaluate((each, all) => (Number(each.dataset.to) - Number(each.dataset.from)) / all, width));
    const finger = await tablet.context().newCDPSession(tablet);
    const touch = (type, x, y) => finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    const stroke = async (rest_ms, picture) => {
      const box = await its.boundingBox();
      const [x, y] = [box.x + box.width * 0.2, box.y + box.height * 0.3];
      await touch('touchStart', x, y);
      await tablet.waitForTimeout(rest_ms);
      for (const share of [0.2, 0.6, 1]) await touch('touchMove', x + px * share, y);
      if (picture) {
        await tablet.getByRole('status').getByText(/Keeps every rule/).waitFor();
        await browsers.picture(tablet, picture);
      }
      await touch('touchEnd');
    };
    await stroke(0);
    await tablet.waitForTimeout(500);
    assert.equal((await now()).start, was.start);
    await stroke(800, 'touched');
    await eventually(async () => Date.parse((await now()).start) === wants(30, was));
    await tablet.getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await now()).start === was.start);
    await tablet.context().close();
  });

  await steps.step('published, agents have their shifts', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Agents see their shifts').waitFor();
    if (await dialog.getByRole('textbox').isVisible()) await dialog.getByRole('textbox').fill('Agreed with everybody');
    await browsers.picture(page, 'publish');
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published: agents see it now.').waitFor();
    await page.getByRole('button', { name: 'Changes' }).waitFor();
    const maya = await Staff.enter(base, 'maya');
    const { items } = await maya.get(`/workforce/my-shifts?from=${firstDay}T00:00:00Z&to=${new Date(+monday + 8 * 86_400_000).toISOString()}`);
    const planned = (await admin.get(`/workforce/schedules/${id}/shifts?agent_id=${maya.id}`)).items;
    assert.deepEqual(items.map(({ start }) => start), planned.map(({ start }) => start));
    maya.leave();
  });
  assert.deepEqual(browsers.errors, []);
  admin.leave();
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
