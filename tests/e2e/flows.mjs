// A flow from the first step to the right queue: an administrator draws it, tries it, publishes it, a visitor chats through it on the
// demo page while the editor shows where they are; two versions are compared, an older one comes back, and two hundred steps stay fluid.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seriousFindings } from './accessibility.mjs';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/flows';
const data = mkdtempSync(join(tmpdir(), 'rapport-flows-'));
const server = new Server(program, data, await freePort());
const steps = new Steps();
const step = steps.step.bind(steps);
let browsers;

const node = (page, id) => page.locator(`[data-step="${id}"]`);
const panel = (page) => page.getByRole('complementary', { name: 'Details' });
const tab = (page, name) => panel(page).getByRole('tab', { name }).click();
const bar = (page) => page.getByRole('toolbar', { name: 'Tools of the flow' });
// The server has looked at the draft as it is now.
const checked = (page, words) => bar(page).locator('[data-checked=true]').filter({ hasText: words }).waitFor();

async function choose(page, label, option) {
  await panel(page).getByRole('combobox', { name: label, exact: true }).click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click();
}

async function fill(page, label, text) {
  await panel(page).getByLabel(label, { exact: true }).fill(text);
}

const palette = (page, kind) => page.getByRole('navigation', { name: 'Steps to add' }).getByRole('button', { name: kind, exact: true });

// Where it is once the view has come to rest.
async function still(locator) {
  for (let before; ; ) {
    const box = await locator.boundingBox();
    if (before && box && before.x === box.x && before.y === box.y) return box;
    before = box;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

// Draws from an exit to a step, by hand.
async function draw(page, from, exit, to) {
  const start = await still(page.locator(`.react-flow__handle[data-nodeid="${from}"][data-handleid="${exit}"]`));
  const end = await still(page.locator(`.react-flow__handle[data-nodeid="${to}"][data-handleid="in"]`));
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2 + 30, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 });
  await page.mouse.up();
}

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  const staff = await Staff.enter(server.base, 'admin');
  const { queues } = await staff.get('/directory');
  const orders = queues.find(({ name }) => name.includes('Orders'));
  const admin = await browsers.signIn('admin@fernwell.example', { width: 1440, height: 900 });
  let id;

  await step('an administrator begins a new flow', async () => {
    await admin.goto(`${server.base}/desk/admin/flows`);
    await admin.getByRole('button', { name: 'New flow' }).click();
    await node(admin, 'queue').waitFor();
    id = admin.url().split('/').at(-1);
    await bar(admin).getByLabel('Name', { exact: true }).fill('Front door');
  });

  await step('they choose a menu from the palette, and say what it asks in both languages', async () => {
    await admin.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await palette(admin, 'Menu').click();
    await fill(admin, 'Asks · Chinese', '请问您需要什么帮助？');
    await fill(admin, 'Asks · English', 'How can we help?');
    for (const [index, [name, zh, en]] of [['parcel', '订单', 'An order'], ['other', '其他', 'Something else']].entries()) {
      await panel(admin).getByLabel('Name of the option').nth(index).fill(name);
      await panel(admin).getByLabel('Name of the option').nth(index).press('Enter');
      await panel(admin).getByLabel('Button · Chinese').nth(index).fill(zh);
      await panel(admin).getByLabel('Button · English').nth(index).fill(en);
    }
    await panel(admin).getByRole('button', { name: 'Begin the flow here' }).click();
    await checked(admin, /problem/);
    await browsers.picture(admin, 'menu');
  });

  await step('a queue is dragged in, exits are drawn and chosen', async () => {
    await palette(admin, 'Queue').dragTo(admin.locator('.react-flow__pane'), { targetPosition: { x: 560, y: 600 } });
    await node(admin, 'queue_2').waitFor();
    await choose(admin, 'Queue', orders.name);
    await choose(admin, 'Not taken', 'end');
    await admin.getByRole('button', { name: 'Arrange the steps' }).click();
    await draw(admin, 'menu', 'parcel', 'queue_2');
    await draw(admin, 'menu', 'other', 'queue');
    await node(admin, 'menu').click();
    await choose(admin, 'No answer', /^queue$/);
    await checked(admin, 'No problems');
    assert.equal(await admin.locator('.react-flow__edge').count(), 5);
    await browsers.picture(admin, 'drawn');
  });

  await step('undo and redo by the keys, copying, pasting and deleting', async () => {
    const edges = admin.locator('.react-flow__edge');
    await admin.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await admin.keyboard.press('Control+z');
    await admin.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 4);
    await admin.keyboard.press('Control+Shift+z');
    await admin.waitForFunction(() => document.querySelectorAll('.react-flow__edge').length === 5);
    await node(admin, 'queue_2').click();
    await admin.keyboard.press('Control+d');
    await node(admin, 'queue_3').waitFor();
    await admin.keyboard.press('Delete');
    await node(admin, 'queue_3').waitFor({ state: 'detached' });
    assert.equal(await edges.count(), 5);
    await checked(admin, 'No problems');
  });

  await step('a stored test runs, and its path is lit', async () => {
    await tab(admin, 'Tests');
    await panel(admin).getByRole('button', { name: 'Add a test' }).click();
    await panel(admin).getByRole('button', { name: 'Add an input' }).click();
    await panel(admin).getByLabel('Words, digits or exit').fill('an order');
    await panel(admin).getByRole('button', { name: 'Expect the way it went' }).click();
    await panel(admin).getByRole('img', { name: 'Passed' }).or(panel(admin).getByLabel('Passed')).first().waitFor();
    await admin.locator('[data-step=queue_2][data-lit=true]').waitFor();
    await admin.locator('[data-step=queue][data-lit=false]').waitFor();
    assert.equal(await admin.locator('.edge-lit').count(), 1);
    await browsers.picture(admin, 'test');
  });

  await step('it is published with a message, and the website’s chat begins with it', async () => {
    await bar(admin).getByRole('button', { name: 'Publish' }).click();
    await admin.getByRole('dialog').getByLabel('What changed').fill('The first one');
    await admin.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await bar(admin).getByText('Version 1 is live').waitFor();
    await tab(admin, 'Flow');
    const { channels } = await staff.get('/directory');
    await choose(admin, 'Web chats that begin with it', channels[0].name);
    await admin.getByText('From now on.').waitFor();
    await admin.keyboard.press('Escape');
  });

  const visitor = await browsers.page({ language: 'en-US' });
  await step('a visitor is asked by it, and the editor shows where they are', async () => {
    await visitor.goto(`${server.base}/demo/`);
    await visitor.locator('.launcher').click();
    await visitor.locator('.form textarea').fill('Hello there');
    await visitor.locator('.form button[type=submit]').click();
    await visitor.getByRole('button', { name: 'An order' }).waitFor();
    await node(admin, 'menu').getByTitle('1 conversation is here now').waitFor();
    await tab(admin, /Now/);
    await panel(admin).getByRole('link', { name: 'Open' }).waitFor();
    await browsers.picture(admin, 'live');
    await browsers.picture(visitor, 'visitor');
  });

  await step('they choose, and stand in the right queue', async () => {
    await visitor.getByRole('button', { name: 'An order' }).click();
    await visitor.locator('.queue').waitFor();
    const { items } = await staff.get('/interactions?limit=1');
    assert.equal(items[0].queue_id, orders.id);
    await node(admin, 'queue_2').getByTitle('1 conversation is here now').waitFor();
  });

  await step('two versions are compared on the canvas and as a list', async () => {
    await node(admin, 'menu').click();
    await tab(admin, 'Step');
    await fill(admin, 'Asks · English', 'What can we do for you?');
    await palette(admin, 'Say').click();
    await fill(admin, 'Says · English', 'One moment please');
    await admin.keyboard.press('Control+s');
    await bar(admin).getByText('Saved', { exact: true }).waitFor();
    await tab(admin, 'Versions');
    await panel(admin).getByRole('button', { name: 'Compare with the draft' }).first().click();
    await admin.locator('[data-step=menu][data-change=changed]').waitFor();
    await admin.locator('[data-step=say][data-change=added]').waitFor();
    await panel(admin).getByRole('list', { name: 'Changes' }).getByRole('button', { name: /menu/ }).click();
    await panel(admin).locator('ins').filter({ hasText: 'What can we do for you?' }).waitFor();
    await browsers.picture(admin, 'difference');
    await panel(admin).getByRole('button', { name: 'End the comparison' }).click();
  });

  await step('a flow with problems says so in its place, and is not published', async () => {
    await node(admin, 'say').click();
    await checked(admin, /problem/);
    assert.ok(await bar(admin).getByRole('button', { name: 'Publish' }).isDisabled());
    await bar(admin).getByRole('button', { name: /problem/ }).click();
    await admin.getByRole('tooltip').getByText('This exit leads nowhere.').first().waitFor();
    await browsers.picture(admin, 'problems');
    await admin.keyboard.press('Escape');
    await node(admin, 'say').click();
    await admin.keyboard.press('Delete');
    await checked(admin, 'No problems');
  });

  await step('a second version goes live, and the first comes back', async () => {
    await bar(admin).getByRole('button', { name: 'Publish' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await bar(admin).getByText('Version 2 is live').waitFor();
    await tab(admin, 'Versions');
    await panel(admin).getByRole('button', { name: 'Back to this one' }).click();
    await admin.locator('.ant-popconfirm').getByRole('button', { name: 'OK' }).click();
    await bar(admin).getByText('Version 3 is live').waitFor();
    const whole = await staff.get(`/flows/${id}`);
    assert.deepEqual(whole.versions.map(({ version, is_live }) => [version, is_live]), [[3, true], [2, false], [1, false]]);
    assert.equal(whole.versions[2].note, 'The first one');
  });

  await step('somebody else’s draft is not overwritten unasked', async () => {
    const { revision, draft } = await staff.get(`/flows/${id}`);
    await staff.request('PUT', `/flows/${id}`, { name: 'Theirs', draft }, { 'If-Match': `"${revision}"` });
    await bar(admin).getByLabel('Name', { exact: true }).fill('Mine');
    await admin.keyboard.press('Control+s');
    await admin.getByRole('dialog').getByRole('button', { name: 'Take theirs' }).click();
    await admin.waitForFunction(() => document.querySelector('[role=toolbar] input')?.value === 'Theirs');
  });

  await step('two hundred steps are dragged and moved fluidly', async () => {
    const many = [];
    for (let n = 0; n < 198; ++n) {
      const next = (by) => (n + by < 198 ? `step_${n + by}` : 'people');
      many.push({
        id: `step_${n}`,
        does: {
          kind: 'menu', text: { en: `Question ${n}` },
          options: [{ name: 'a', label: { en: 'One' } }, { name: 'b', label: { en: 'Two' } }],
        },
        exits: { a: next(1), b: next(3), timeout: 'people' },
        place: { x: (n % 20) * 320, y: Math.floor(n / 20) * 260 },
      });
    }
    many.push({ id: 'people', does: { kind: 'queue', queue_id: orders.id }, exits: { refused: 'end' }, place: { x: 6_600, y: 0 } });
    many.push({ id: 'end', does: { kind: 'end' }, place: { x: 6_900, y: 0 } });
    const made = await staff.post('/flows', {
      name: 'Large',
      draft: { languages: ['en'], channels: ['chat'], start: 'step_0', fallback_queue_id: orders.id, steps: many },
    });
    let started = performance.now();
    await admin.goto(`${server.base}/desk/admin/flows/${made.id}`);
    await node(admin, 'step_0').waitFor();
    await checked(admin, 'No problems');
    const opened = performance.now() - started;
    // Close enough to take hold of a step.
    await tab(admin, 'Step');
    await admin.keyboard.press('Escape');
    await admin.evaluate(() => {
      globalThis.frames_ms = [];
      let last = performance.now();
      const tick = (now) => {
        globalThis.frames_ms.push(now - last);
        last = now;
        if (globalThis.frames_ms.length < 5_000) requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const drag = async (target) => {
      const box = await target.boundingBox();
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 4 };
      await admin.evaluate(() => (globalThis.frames_ms.length = 0));
      await admin.mouse.move(at.x, at.y);
      await admin.mouse.down();
      for (let n = 1; n <= 60; ++n) await admin.mouse.move(at.x + n * 3, at.y + (n % 10) * 4);
      await admin.mouse.up();
      const frames = (await admin.evaluate(() => globalThis.frames_ms.slice(1))).sort((a, b) => a - b);
      return { median: frames[frames.length >> 1], p95: frames[Math.floor(frames.length * 0.95)], count: frames.length };
    };
    const show = ({ median, p95, count }) => `median ${median.toFixed(0)} ms, 95 % within ${p95.toFixed(0)} ms (${count} frames)`;
    const stepDrag = await drag(node(admin, 'step_105'));
    const paneDrag = await drag(admin.locator('.react-flow__pane'));
    started = performance.now();
    await admin.getByRole('button', { name: 'Arrange the steps' }).click();
    await bar(admin).getByText('Not saved').waitFor();
    const arranged = performance.now() - started;
    await checked(admin, 'No problems');
    console.log(`     200 steps: open and checked in ${opened.toFixed(0)} ms; dragging a step: ${show(stepDrag)}; the canvas: ${show(paneDrag)}; arranged in ${arranged.toFixed(0)} ms`);
    assert.ok(stepDrag.median < 100, 'dragging a step is not fluid');
    await browsers.picture(admin, 'large');
  });

  await step('whoever leaves with changes is asked', async () => {
    await bar(admin).getByRole('link', { name: 'All flows' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await admin.getByRole('heading', { name: 'Flows' }).waitFor();
    assert.deepEqual(await seriousFindings(admin), []);
    await browsers.picture(admin, 'list');
  });
  staff.leave();
  assert.deepEqual(browsers.errors, [], 'no page threw');
} catch (error) {
  steps.failed.push('the rest');
  console.log(`FAIL after "${steps.passed.at(-1) ?? 'start'}": ${error.stack ?? error}`);
  await browsers?.pictureAll('failed-flows');
  console.log(server.log.slice(-2_000));
} finally {
  await browsers?.close();
  if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
