// A planner's day in real Chromium, on the demo organisation: what came, the forecast, today forecast again, requirements, a schedule
// that fills them and is published, today's outlook with a proposal applied and taken back, and every file that planners take with them.
// BASE=http://…: a server that runs already. PICTURES=folder: what it looked like.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { sheetsOf } from './workbook.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/planning';
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-planning-'));
// Where it is ten in the morning now: a day with a part that was and a part that will be, whenever this is run.
const ahead = ((22 - new Date().getUTCHours() + 24) % 24) - 12;
const zone = process.env.BASE ? 'Asia/Shanghai' : `Etc/GMT${ahead === 0 ? '' : ahead > 0 ? `-${ahead}` : `+${-ahead}`}`;
const server = process.env.BASE ? null : new Server(program, data, await freePort(), ['--time-zone', zone]);
const base = process.env.BASE ?? server.base;
const day_ms = 86_400_000;
const mark = Date.now().toString(36).slice(-4);
const title = `Walked ahead ${mark}`;
const dayOf = (instant) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
const today = dayOf(Date.now());
// The week after the demo's schedules.
const monday = new Date(Date.parse(`${today}T00:00:00Z`) + 21 * day_ms);
monday.setUTCDate(monday.getUTCDate() + ((8 - monday.getUTCDay()) % 7));
const firstDay = monday.toISOString().slice(0, 10);
let browsers;

try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const [planner, boss] = await Promise.all(['pia', 'admin'].map((name) => Staff.enter(base, name)));
  const page = await browsers.signIn('pia@', { width: 1360, height: 860 });
  const go = (path) => page.goto(`${base}/desk${path}`);
  const main = page.locator('main');
  const button = (name) => page.getByRole('button', { name: new RegExp(`${name}$`) });
  const choose = async (label, option, where = page) => {
    await where.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click();
  };
  const download = async (kind, name = 'Export') => {
    await main.getByRole('button', { name }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: kind }).click()]);
    assert.match(file.suggestedFilename(), new RegExp(`\\.${kind.toLowerCase()}$`));
    await page.locator('.ant-dropdown:visible').waitFor({ state: 'hidden' });
    return readFileSync(await file.path());
  };
  const rowsOf = (csv) => csv.toString('utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/).map((line) => line.split(','));
  // Every sheet has a head and something below it; gives them.
  const bothFiles = async () => {
    const rows = rowsOf(await download('CSV'));
    assert.ok(rows.length > 1 && rows.every((row) => row.length > 1), 'an empty table');
    const sheets = sheetsOf(await download('XLSX'));
    for (const [name, sheet] of sheets) assert.ok(sheet.length > 1, `an empty sheet: ${name}`);
    return { rows, sheets };
  };
  // By the mouse over a chart, from one share of its width to another.
  const brush = async (chart, from, to) => {
    const box = await chart.boundingBox();
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.4);
    await page.mouse.down();
    for (const share of [0.3, 0.7, 1]) await page.mouse.move(box.x + box.width * (from + (to - from) * share), box.y + box.height * 0.45);
    await page.mouse.up();
  };
  const job = async (path, is) => {
    for (let tries = 0; tries < 4000; tries += 1) {
      const found = await planner.get(path);
      if (is(found)) return found;
      await page.waitForTimeout(100);
    }
    throw new Error(`${path} is not in time`);
  };

  await steps.step('history: a stretch is summed up by dragging over it, and compared with a week before', async () => {
    await go('/planning/history');
    const chart = main.locator('canvas').first();
    await chart.waitFor();
    const contacts = main.getByRole('row', { name: /^Contacts/ });
    const all = await contacts.innerText();
    await page.waitForTimeout(500);
    await brush(chart, 0.35, 0.6);
    await button('Everything shown').waitFor();
    assert.notEqual(await contacts.innerText(), all);
    await browsers.picture(page, 'history-stretch');
    await choose('Compare with', 'A week before');
    await page.waitForURL(/against|earlier|7/);
    await chart.waitFor();
    await page.waitForTimeout(500);
    await browsers.picture(page, 'history-compared');
    const csv = await download('CSV');
    assert.ok(rowsOf(csv).length > 100);
  });

  let forecast;
  await steps.step('a forecast from today on is computed for every queue', async () => {
    await go('/planning/forecast');
    await button('New forecast').click();
    const drawer = page.locator('.ant-drawer-open');
    await drawer.getByLabel('Name', { exact: true }).fill(title);
    await drawer.getByLabel('First day').fill(today);
    await page.keyboard.press('Enter');
    await drawer.getByLabel('Days', { exact: true }).fill('35');
    await drawer.getByRole('button', { name: 'Compute' }).click();
    await page.waitForURL(/\/planning\/forecast\/\d+$/, { timeout: 90_000 });
    await main.getByRole('heading', { name: title }).waitFor();
    forecast = new URL(page.url()).pathname.split('/').at(-1);
    const kept = await planner.get(`/workforce/forecasts/${forecast}`);
    assert.deepEqual([kept.title, kept.from, kept.days, kept.series.length], [title, today, 35, 5]);
  });

  await steps.step('today is forecast again from what came this morning', async () => {
    const section = main.getByRole('region', { name: 'Today', exact: true });
    await section.getByText(/Until .* came; .* were planned/).waitFor();
    await section.scrollIntoViewIfNeeded();
    await browsers.picture(page, 'forecast-today');
    const { rows, sheets } = await bothFiles();
    assert.ok(rows.length > 35 * 48 * 5 * 0.9, `${rows.length} intervals`);
    assert.ok(sheets.size > 0);
  });

  let requirements;
  await steps.step('requirements of a day of it are found; and are there after a reload', async () => {
    await go('/planning/requirements');
    await main.getByLabel('Name', { exact: true }).fill(title);
    await main.getByLabel('First day', { exact: true }).fill(firstDay);
    await page.keyboard.press('Enter');
    await main.getByLabel('Days', { exact: true }).fill('1');
    await button('Compute').click();
    await page.waitForURL(/\/planning\/requirements\/\d+$/);
    requirements = new URL(page.url()).pathname.split('/').at(-1);
    await main.getByRole('progressbar').waitFor();
    await page.reload();
    await main.getByRole('heading', { name: 'What is reached' }).waitFor({ timeout: 400_000 });
    await browsers.picture(page, 'requirements');
    const done = await planner.get(`/workforce/jobs/${requirements}`);
    assert.equal(done.state, 'done');
    assert.ok(done.result.groups.length >= 3);
    const { rows, sheets } = await bothFiles();
    assert.ok(rows.length > 48, `${rows.length} intervals`);
    assert.ok(sheets.size >= 1);
  });
  await steps.step('jobs: one is cancelled, and the results of the others are still there', async () => {
    await go('/planning/requirements');
    await main.getByLabel('Name', { exact: true }).fill(`Given up ${mark}`);
    await main.getByLabel('Days', { exact: true }).fill('7');
    await button('Compute').click();
    await page.waitForURL(/\/planning\/requirements\/\d+$/);
    const given_up = new URL(page.url()).pathname.split('/').at(-1);
    await go('/planning/jobs');
    const row = main.getByRole('row', { name: new RegExp(`Given up ${mark}`) });
    await row.getByRole('button', { name: 'Cancel' }).click();
    await row.getByText('Cancelled').waitFor();
    await browsers.picture(page, 'jobs');
    assert.equal((await planner.get(`/workforce/jobs/${given_up}`)).state, 'cancelled');
    await main.getByRole('row', { name: new RegExp(title) }).first().getByRole('link', { name: title }).click();
    await main.getByRole('region').first().waitFor();
  });

  let schedule;
  await steps.step('a schedule is made of these requirements', async () => {
    await go('/planning/schedules/new');
    await main.getByLabel('Name', { exact: true }).fill(title);
    await main.getByLabel('First day').fill(firstDay);
    await page.keyboard.press('Enter');
    await choose('Computed requirements', new RegExp(title));
    await main.getByText(/hours of agents are asked for/).first().waitFor();
    await browsers.picture(page, 'new-schedule');
    await button('Create the draft').click();
    await page.getByRole('grid').waitFor();
    schedule = new URL(page.url()).pathname.split('/').at(-1);
    const { requirements: asked } = await planner.get(`/workforce/schedules/${schedule}/problem`);
    assert.ok(asked.length >= 3 && asked.every(({ points }) => points.length > 0));
  });

  await steps.step('it is filled and published, and its table has every shift', async () => {
    await button('Fill').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Compute' }).click();
    await page.getByText(/Filled with \d+ shifts/).waitFor({ timeout: 240_000 });
    await page.locator('[data-hold=whole]').first().waitFor();
    await browsers.picture(page, 'filled');
    await button('Publish').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Agents see their shifts').waitFor();
    if (await dialog.getByRole('textbox').isVisible()) await dialog.getByRole('textbox').fill('Agreed with everybody');
    await dialog.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published: agents see it now.').waitFor();
    const { items } = await planner.get(`/workforce/schedules/${schedule}/shifts`);
    const { rows, sheets } = await bothFiles();
    assert.ok(rows.length > items.length, `${rows.length} rows of ${items.length} shifts`);
    assert.ok([...sheets.values()][0].length > items.length);
  });
  let moved; // agents
  const published = async () => (await planner.get('/workforce/schedules')).items.find(({ state, first_day, days }) =>
    state === 'published' && first_day <= today && Date.parse(first_day) + days * day_ms > Date.parse(today));
  const shiftsToday = async () => (await planner.get(`/workforce/schedules/${(await published()).id}/shifts?day=${today}`)).items;
  const looked = () => planner.get('/workforce/intraday');
  // A new one, made on what stands in the schedule now.
  const lookAgain = async () => {
    const { id } = await planner.post('/workforce/outlook', { service_level_target: 0.95 });
    const { state } = await job(`/workforce/jobs/${id}`, ({ state: now }) => now !== 'queued' && now !== 'running');
    assert.equal(state, 'done');
    return (await looked()).outlook;
  };
  await steps.step('the outlook: somebody is wanted, and what would help is shown with its effect', async () => {
    // Every demo's day is another one: people fall ill until the day wants for something that a change of shifts can mend.
    const agents = [...new Set((await shiftsToday()).map(({ agent_id }) => agent_id))];
    let outlook = await lookAgain();
    for (let ill = 0; ill < 8 && !outlook.proposals.some(({ edit }) => edit); ill += 2) {
      await planner.post(`/workforce/schedules/${(await published()).id}/edits`, {
        edits: agents.slice(ill, ill + 2).map((agent_id) => ({ agent_id, day: today })),
        force_reason: 'At home with the flu',
      });
      outlook = await lookAgain();
    }
    assert.ok(outlook.proposals.some(({ edit }) => edit), JSON.stringify(outlook.proposals.map(({ kind }) => kind)));
    await go('/planning/intraday');
    await main.getByRole('heading', { name: 'What would help' }).waitFor();
    await main.getByRole('button', { name: 'Apply' }).first().waitFor();
    await browsers.picture(page, 'outlook');
    // The first card: those that help on top of each other, if there are such, else the first that changes a schedule.
    const { proposals, together } = (await looked()).outlook;
    const first = together ? together.parts.map((place) => proposals[place]) : [proposals.find(({ edit }) => edit)];
    moved = new Set(first.flatMap(({ steps: each }) => each.map(({ agent_id }) => agent_id)));
  });

  await steps.step('applied, the schedule and its agent have it; taken back, all is as it was', async () => {
    const before = await shiftsToday();
    const card = main.locator('li').filter({ has: button('Apply') }).first();
    await card.scrollIntoViewIfNeeded();
    await card.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('The schedule is changed').waitFor();
    const applied = main.getByRole('region', { name: 'Applied just now' });
    await applied.waitFor();
    const after = await shiftsToday();
    assert.notDeepEqual(after, before);
    const [changed] = after.filter((shift) => !before.some((was) => JSON.stringify(was) === JSON.stringify(shift)));
    assert.ok(moved.has(changed.agent_id));
    // On the board, too.
    const board = await browsers.signIn('pia@', { width: 1360, height: 860 }, `/desk/planning/schedules/${(await published()).id}?day=${today}`);
    await board.getByRole('grid').waitFor();
    await browsers.picture(board, 'board-with-proposal');
    await board.context().close();
    // On the agent's own desk.
    // The demo's colleagues get a password first.
    const { id, has_totp: _, ...fields } = await boss.get(`/users/${changed.agent_id}`);
    await boss.put(`/users/${id}`, { ...fields, password: 'rapport-demo' });
    const theirs = await browsers.typeIn(fields.email, 'rapport-demo', { width: 1360, height: 860 }, '/desk/schedule');
    const clock = (instant) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(Date.parse(instant));
    const own = theirs.locator('li[data-is-today=true]');
    await own.getByText(`${clock(changed.start)}–${clock(changed.end)}`).first().waitFor();
    for (const { name, start, end } of changed.breaks) await own.getByText(`${name} ${clock(start)}–${clock(end)}`, { exact: false }).first().waitFor();
    await browsers.picture(theirs, 'own-desk-with-proposal');
    await theirs.context().close();
    // What was looked at before it, is looked at again, and still it can be taken back.
    await page.waitForTimeout(1_000);
    await page.getByText('The rest of the day is being played').waitFor({ state: 'hidden' });
    await browsers.picture(page, 'outlook-applied');
    await applied.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The schedule is as it was').waitFor();
    await applied.waitFor({ state: 'detached' });
    const plain = (shifts) => shifts.map(({ agent_id, day, start, end, breaks }) => ({ agent_id, day, start, end, breaks }));
    assert.deepEqual(plain(await shiftsToday()), plain(before));
  });

  await steps.step('in Chinese no screen of a planner says an English sentence', async () => {
    const chinese = await browsers.signIn('pia@', { language: 'zh-CN', width: 1360, height: 860 });
    const found = [];
    for (const path of ['/planning/history', `/planning/forecast/${forecast}`, '/planning/forecast', '/planning/requirements',
      `/planning/requirements/${requirements}`, `/planning/schedules/${schedule}`, '/planning/schedules/new', '/planning/intraday',
      '/planning/adherence', '/planning/contracts', '/planning/shift_templates', '/planning/jobs']) {
      await chinese.goto(`${base}/desk${path}`);
      await chinese.locator('main h1, main h2').first().waitFor();
      await chinese.waitForTimeout(1_200);
      await browsers.picture(chinese, `zh${path.replace(/\d{6,}/, 'one').replaceAll('/', '-')}`);
      // Names are of two or three words; four in a row are a sentence.
      const lines = (await chinese.locator('main').innerText()).split('\n').map((line) => line.replaceAll(title, ''));
      found.push(...lines.filter((line) => /[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){3}/.test(line)).map((line) => `${path}: ${line}`));
    }
    await chinese.context().close();
    assert.deepEqual(found, []);
  });
  assert.deepEqual(browsers.errors, []);
  for (const staff of [planner, boss]) staff.leave();
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
