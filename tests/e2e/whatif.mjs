// "What if" in real Chromium, on the demo's yesterday: another flow for who called, every kind of change filled in on the form, what a
// saving costs, and the same in Chinese. BASE=http://…: a server that runs already. PICTURES=folder: what it looked like.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/whatif';
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-whatif-'));
const server = process.env.BASE ? null : new Server(program, data, await freePort());
const base = process.env.BASE ?? server.base;
let browsers;

try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const [planner, boss] = await Promise.all(['pia', 'admin'].map((name) => Staff.enter(base, name)));
  const page = await browsers.signIn('pia@', { width: 1360, height: 860 });
  const main = page.locator('main');
  const open = () => page.goto(`${base}/desk/planning/whatif`);
  const idea = (number) => main.getByRole('region', { name: `Idea ${number}` });
  const choose = async (label, options, where) => {
    await where.getByLabel(label, { exact: true }).click();
    for (const option of [options].flat())
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click();
    if (Array.isArray(options)) await page.keyboard.press('Escape');
    await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
  };
  const add = async (number, kind) => {
    await idea(number).getByRole('button', { name: 'Add a change' }).click();
    await page.getByRole('menuitem', { name: kind, exact: true }).click();
    return idea(number).getByRole('group', { name: kind, exact: true });
  };
  // Plays both days; gives the job's result.
  const play = async () => {
    await main.locator('form').getByRole('button', { name: 'Play both days' }).click();
    await page.waitForURL(/\/planning\/whatif\/\d+$/);
    await main.getByRole('heading', { name: 'Side by side' }).waitFor({ timeout: 180_000 });
    return planner.get(`/workforce/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`);
  };
  const row = (figure) => main.getByRole('row', { name: new RegExp(`^${figure}`) });
  let day; // what yesterday was made of

  await steps.step('another flow: yesterday’s callers meet a menu without the order they asked for', async () => {
    const { items } = await boss.get('/flows');
    const { id } = items.find(({ name }) => name.startsWith('Phone'));
    const { name, draft, revision } = await boss.get(`/flows/${id}`);
    const menu = draft.steps.find(({ id: key }) => key === 'menu');
    menu.exits.order = 'support';
    draft.steps = draft.steps.filter(({ id: key }) => key !== 'number' && key !== 'found');
    draft.tests = [];
    await boss.request('PUT', `/flows/${id}`, { name, draft }, { 'If-Match': `"${revision}"` });
    await open();
    const swap = await add(1, 'Swap a flow');
    await choose('Instead of the flow', 'Phone', swap);
    await choose('They meet', 'Phone', swap);
    await swap.getByLabel('Version', { exact: true }).nth(1).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: /^draft$/ }).click();
    await swap.getByText(/Who began with Phone.* meets Phone.*, draft/).waitFor();
    await browsers.picture(page, 'flow');
    const { result } = await play();
    day = result.day;
    assert.equal(day.flows.length, 2, String(day.flows));
    const { total, queues } = result.comparison.variants[0];
    // Whoever had heard about their order and hung up waits for somebody now.
    assert.ok(total.left_in_flow.difference.mean < -5, JSON.stringify(total.left_in_flow));
    assert.ok(total.offered.difference.mean > 5, JSON.stringify(total.offered));
    const phone = queues.find(({ queue }) => queue.startsWith('电话'));
    assert.ok(phone.figures.offered.is_sure && phone.figures.offered.difference.mean > 5);
    await row('Contacts').getByText(/\+/).first().waitFor();
    await main.getByText(/Left in the flow, All queues: down from/).waitFor();
    await browsers.picture(page, 'flow-played');
  });

  await steps.step('a flow that nobody met, and one for another channel, are named; nothing is played', async () => {
    await open();
    const swap = await add(1, 'Swap a flow');
    await choose('Instead of the flow', 'Phone', swap);
    await choose('They meet', 'Chat', swap);
    await main.getByRole('button', { name: 'Play both days' }).click();
    await main.getByText(/is not for the channel of/).waitFor();
    await browsers.picture(page, 'flow-refused');
    assert.equal(await main.getByRole('heading', { name: 'Side by side' }).count(), 0);
  });

  await steps.step('every other kind of change is filled in, said in words, and played', async () => {
    const [one, two, three, four] = day.groups;
    const [queue, other] = [day.queues.find((name) => name.startsWith('电话')), day.queues.find((name) => name.startsWith('Phone'))];
    const ideas = [
      [
        ['Learn a skill', { Who: [one, two], Skill: 'English', Level: 4 }, `${one} and ${two}: English at level 4.`],
        ['Lose a skill', { Who: [three], Skill: 'Billing' }, `${three}: without Billing.`],
        ['Join a queue', { Who: [one], Queue: queue }, `${one} also work for ${queue}.`],
        ['Leave a queue', { Who: [two], Queue: other }, `${two} do not work for ${other}.`],
        ['More people', { 'Like whom': four, 'How many': 2 }, `2 more with the skills and hours of ${four}.`],
        ['One person less', { Who: three }, `${three} does not come.`],
      ],
      [
        ['Work earlier or later', { Who: [one], 'By (less than 0: earlier)': -30 }, `${one} work 30 minutes earlier, breaks as well.`],
        ['Work at other hours', { Who: [two], From: '10:00', To: '15:30' }, `${two} work from 10:00 to 15:30.`],
        ['Move breaks', { Who: [three], From: '11:00', To: '14:00', 'By (less than 0: earlier)': 45 }, `${three}: breaks that begin from 11:00 to 14:00 are 45 minutes later.`],
        ['Be absent', { Who: [four], From: '13:00', To: '14:00' }, `${four} are away from 13:00 to 14:00.`],
      ],
      [
        ['Route differently', { Queue: queue, 'Who gets the next contact': 'Most skilled', 'Seconds to accept': 15 }, `${queue}: next contact to Most skilled, time to accept 15 seconds.`],
        ['Offer callbacks', { Queue: queue, 'After a wait of': 1, 'Take the offer': 60, 'Are reached': 80 }, `${queue}: after 1 minutes of waiting a callback is offered; 60 % take it, 80 % of the calls reach them.`],
        ['Open at other hours', { Queue: other, From: '09:00', To: '18:00' }, `${other} is open from 09:00 to 18:00.`],
      ],
      [
        ['More or fewer contacts', { 'Of what it was': 120, From: '09:00', To: '12:00' }, 'all queues: 120 % of the contacts, from 09:00 to 12:00.'],
        ['Contacts come earlier or later', { 'Queues (none chosen: all)': [queue], From: '10:00', To: '11:00', 'By (less than 0: earlier)': 60 }, `${queue}: who came from 10:00 to 11:00 comes 60 minutes later.`],
        ['Contacts on top', { Queue: other, Contacts: 12, From: '15:00', To: '16:00' }, `${other}: 12 contacts more, from 15:00 to 16:00.`],
        ['Shorter or longer conversations', { 'Queues (none chosen: all)': [queue], 'Of what it was': 95 }, `${queue}: conversations take 95 % of the time.`],
        ['More or less patience', { 'Of what it was': 90 }, 'all queues: customers wait 90 % as long before they leave.'],
      ],
    ];
    await open();
    for (const [place, changes] of ideas.entries()) {
      if (place > 0) await main.getByRole('button', { name: 'Another idea beside it' }).click();
      for (const [kind, fields, words] of changes) {
        const group = await add(place + 1, kind);
        for (const [label, value] of Object.entries(fields)) {
          const field = group.getByLabel(label, { exact: true });
          if (typeof value === 'number') await field.fill(String(value));
          else if (/^\d\d:\d\d$/.test(value)) {
            await field.fill(value);
            await field.press('Enter');
          } else await choose(label, value, group);
        }
        await group.getByText(words, { exact: true }).waitFor();
      }
    }
    await browsers.picture(page, 'every-kind');
    const { state, request, result } = await play();
    assert.equal(state, 'done');
    assert.deepEqual(request.variants.map(({ changes }) => changes.length), ideas.map((changes) => changes.length));
    const kinds = new Set(request.variants.flatMap(({ changes }) => changes.map(({ kind }) => kind)));
    assert.equal(kinds.size, 18);
    assert.equal(result.comparison.variants.length, 4);
    assert.ok(result.comparison.replications >= 2);
    const { agents, total } = result.comparison.variants[0];
    assert.ok(agents.occupancy && total.service_level);
    const of = (place, name) => result.comparison.variants[place].queues.find((each) => each.queue === name).figures;
    assert.ok(of(2, queue).called_back.variant.mean > 0);
    assert.ok(of(3, other).offered.difference.mean > 11);
    await browsers.picture(page, 'every-kind-played');
  });

  await steps.step('what it costs: fewer people are cheaper until customers who leave have a price', async () => {
    const fourLess = async () => {
      await open();
      for (const name of day.groups.slice(0, 4)) await choose('Who', name, (await add(1, 'One person less')).last());
    };
    await fourLess();
    const abandon = main.getByLabel('An abandoned contact', { exact: true });
    await abandon.fill('-5');
    await abandon.blur();
    assert.equal(await abandon.inputValue(), '0');
    const before = (await play()).result.comparison.variants[0].cost;
    assert.ok(before.total.is_sure && before.total.difference.mean < 0, JSON.stringify(before.total));
    await row('Cost').getByText('better').waitFor();
    await main.getByText(/Cost, All queues: down from .* to /).waitFor();
    await fourLess();
    await abandon.fill('400');
    await browsers.picture(page, 'costs');
    const after = (await play()).result.comparison.variants[0].cost;
    assert.ok(after.abandons.difference.mean > 0, JSON.stringify(after.abandons));
    assert.ok(after.total.difference.mean > before.total.difference.mean);
    for (const name of ['Cost of people', 'Cost of abandoned contacts', 'Cost \\d']) await row(name).waitFor();
    await browsers.picture(page, 'costs-played');
  });

  await steps.step('in Chinese neither the form nor a result says an English sentence', async () => {
    const chinese = await browsers.signIn('pia@', { language: 'zh-CN', dark: true, width: 1360, height: 860 });
    const jobs = (await planner.get('/workforce/jobs?kind=whatif')).items.map(({ id }) => id);
    const found = [];
    for (const path of ['', ...jobs.map((id) => `/${id}`)]) {
      await chinese.goto(`${base}/desk/planning/whatif${path}`);
      await chinese.locator('main h2').first().waitFor();
      await browsers.picture(chinese, `zh${path === '' ? '' : `-${jobs.indexOf(path.slice(1))}`}`);
      // Names are of two or three words; four in a row are a sentence.
      const lines = (await chinese.locator('main').innerText()).split('\n');
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
