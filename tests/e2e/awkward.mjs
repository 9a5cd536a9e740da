// What goes wrong on a real day: two tabs, reloads in every state, a lost network, declined and unanswered offers, a wrap-up that runs
// out, an agent who is full, a conversation taken away while somebody types, endings that cross, files that may not be, strange words,
// conversations of hundreds of messages.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Guest } from './guest.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const data = mkdtempSync(join(tmpdir(), 'rapport-awkward-'));
const server = new Server(program, data, await freePort());
const steps = new Steps();
const only = process.env.ONLY;
let browsers;
const staff = {};
const guests = [];
const pages = {};

const widget = (page) => ({
  open: async () => {
    await page.goto(`${server.base}/demo/`);
    await page.locator('.launcher').click();
  },
  begin: async (text) => {
    await page.locator('.form textarea').fill(text);
    await page.locator('.form button[type=submit]').click();
    await page.locator('.words').filter({ hasText: text }).first().waitFor();
  },
  say: async (text) => {
    await page.locator('.composer textarea').fill(text);
    await page.keyboard.press('Enter');
  },
  words: (text) => page.locator('.words').filter({ hasText: text }),
});

const box = (page) => page.getByPlaceholder('Write a reply').first();
const say = async (page, text) => {
  await box(page).fill(text);
  await box(page).press('Enter');
};
const message = (page, text) => page.getByRole('log').getByText(text, { exact: true });
const offer = (page, text) => page.getByRole('alert').filter({ hasText: text });

async function rules(change) {
  for (const { id, ...fields } of (await staff.admin.get('/queues')).items)
    await staff.admin.put(`/queues/${id}`, { ...fields, rules: { ...fields.rules, ...change } });
}

async function guest(text, options = {}) {
  const one = await Guest.come(server.base, { language: 'en' });
  guests.push(one);
  one.id = (await one.say(text, options)).interaction_id;
  return one;
}

// Ends what this agent has in hand, so that every step begins with an empty desk.
async function finish(person) {
  const first = (await person.get('/directory')).dispositions[0].id;
  for (const { id, state, agent_id } of (await person.get('/desk')).interactions) {
    if (agent_id !== person.id) continue;
    if (state === 'active') await person.post(`/interactions/${id}/end`);
    if (state === 'active' || state === 'wrap_up') await person.post(`/interactions/${id}/wrap-up`, { disposition_id: first });
  }
}

async function test(name, act) {
  if (only && !name.match(only)) return;
  const { maya } = pages;
  await maya.goto(`${server.base}/desk/conversations`);
  await maya.getByText('My conversations').waitFor();
  await steps.alone(name, act, browsers);
  for (const person of [staff.maya, staff.tom]) await finish(person).catch((error) => console.log(`     ${error.message}`));
  await rules({ offer_timeout_s: 20, wrap_up_limit_s: 60 });
  await staff.maya.be('available');
}

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, process.env.PICTURES ?? 'build/pictures/awkward');
  for (const name of ['admin', 'sofia', 'maya', 'tom']) staff[name] = await Staff.enter(server.base, name);
  const maya = (pages.maya = await browsers.signIn('maya@fernwell.example'));
  await staff.maya.be('available');
  await maya.locator('header').getByText('Available').waitFor();

  await test('a visitor with two tabs has one conversation, each word in it once', async () => {
    const one = await browsers.page();
    await widget(one).open();
    await widget(one).begin('Said in the first tab');
    const two = await one.context().newPage();
    await two.goto(`${server.base}/demo/`);
    await offer(maya, 'first tab').getByRole('button', { name: 'Accept' }).click();
    if ((await two.locator('.panel').count()) === 0) await two.locator('.launcher').click();
    await widget(two).words('Said in the first tab').waitFor();
    await widget(two).say('Said in the second tab');
    await widget(one).words('Said in the second tab').waitFor();
    await message(maya, 'Said in the second tab').waitFor();
    await say(maya, 'Heard in both');
    for (const page of [one, two]) {
      await widget(page).words('Heard in both').waitFor();
      for (const text of ['Said in the first tab', 'Said in the second tab', 'Heard in both'])
        assert.equal(await widget(page).words(text).count(), 1, text);
    }
    assert.equal((await staff.maya.get('/desk')).interactions.length, 1);
    await one.context().close();
  });

  await test('both sides reload in every state and find themselves where they were', async () => {
    await rules({ offer_timeout_s: 600, wrap_up_limit_s: 0 });
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await visitor.locator('.form textarea').fill('Half a thought');
    await visitor.reload();
    if ((await visitor.locator('.panel').count()) === 0) await visitor.locator('.launcher').click();
    await visitor.locator('.form').waitFor();
    assert.equal(await visitor.locator('.form textarea').inputValue(), 'Half a thought');
    await staff.maya.be('away');
    await chat.begin('Waiting in line');
    await visitor.locator('.queue').waitFor();
    await visitor.reload();
    await visitor.locator('.queue').waitFor();
    await staff.maya.be('available');
    await offer(maya, 'Waiting in line').waitFor();
    await maya.reload();
    await offer(maya, 'Waiting in line').getByRole('button', { name: 'Accept' }).click();
    await box(maya).fill('An answer that is not fin');
    await maya.reload();
    await maya.getByText('Waiting in line').first().waitFor();
    assert.equal(await box(maya).inputValue(), 'An answer that is not fin');
    await say(maya, 'An answer');
    await chat.words('An answer').waitFor();
    await visitor.reload();
    await chat.words('An answer').waitFor();
    await staff.maya.post(`/interactions/${(await staff.maya.get('/desk')).interactions[0].id}/end`);
    await maya.locator('fieldset').waitFor();
    await maya.reload();
    await maya.locator('fieldset').waitFor();
    await visitor.locator('.ended').waitFor();
    await visitor.reload();
    await visitor.locator('.ended').waitFor();
    await visitor.locator('.ended button').click();
    await chat.say('And another thing');
    await chat.words('And another thing').waitFor();
    await maya.locator('fieldset input').first().check();
    await maya.getByRole('button', { name: 'Done Alt W' }).click();
    await offer(maya, 'And another thing').getByRole('button', { name: 'Accept' }).click();
    await message(maya, 'And another thing').waitFor();
    await visitor.context().close();
  });

  await test('what is written without a network arrives once when it is back', async () => {
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await chat.begin('Before the tunnel');
    await offer(maya, 'Before the tunnel').getByRole('button', { name: 'Accept' }).click();
    await chat.words('Before the tunnel').waitFor();
    await message(maya, 'Before the tunnel').waitFor();
    await visitor.context().setOffline(true);
    await maya.context().setOffline(true);
    await chat.say('In the tunnel');
    await say(maya, 'Also in a tunnel');
    await visitor.locator('.banner').waitFor({ timeout: 40_000 });
    await browsers.picture(visitor, 'widget-offline');
    await maya.getByText('Connection lost').first().waitFor({ timeout: 40_000 });
    await browsers.picture(maya, 'desk-offline');
    await visitor.context().setOffline(false);
    await maya.context().setOffline(false);
    await message(maya, 'In the tunnel').waitFor({ timeout: 40_000 });
    await chat.words('Also in a tunnel').waitFor({ timeout: 40_000 });
    assert.equal(await message(maya, 'In the tunnel').count(), 1);
    assert.equal(await chat.words('Also in a tunnel').count(), 1);
    await visitor.context().close();
  });

  await test('a declined offer goes to the colleague, with its reason', async () => {
    await guest('Not for Maya');
    await offer(maya, 'Not for Maya').waitFor();
    await staff.tom.be('available');
    await maya.keyboard.press('Alt+KeyX');
    await maya.locator('[role=menu]:focus-within').waitFor();
    await maya.keyboard.press('Enter');
    await offer(maya, 'Not for Maya').waitFor({ state: 'detached' });
    await staff.tom.accept(guests.at(-1).id);
    await staff.tom.be('offline');
  });

  await test('nobody answers: the agent is set aside, and back with one click', async () => {
    await rules({ offer_timeout_s: 2 });
    await guest('Is anybody there?');
    await offer(maya, 'anybody').waitFor();
    await offer(maya, 'anybody').waitFor({ state: 'detached' });
    await browsers.picture(maya, 'desk-not-responding');
    await rules({ offer_timeout_s: 20 });
    await maya.locator('header').getByRole('button', { name: /back/ }).click();
    // The one they left waiting goes to others first; the next is theirs.
    const next = await guest('The next one');
    await offer(maya, 'The next one').getByRole('button', { name: 'Accept' }).click();
    await maya.waitForURL(`**/conversations/${next.id}`);
    guests.at(-2).tell({ type: 'end' });
  });

  await test('a wrap-up that runs out closes by itself', async () => {
    await rules({ wrap_up_limit_s: 2 });
    const brief = await guest('Short question');
    await offer(maya, 'Short question').getByRole('button', { name: 'Accept' }).click();
    await message(maya, 'Short question').waitFor();
    await staff.maya.post(`/interactions/${brief.id}/end`);
    await maya.getByText('No conversation open').waitFor();
  });

  await test('a full agent is offered the fifth when there is room again', async () => {
    for (const number of [1, 2, 3, 4]) {
      await guest(`Chat ${number}`);
      await staff.maya.accept(guests.at(-1).id);
    }
    const fifth = await guest('Chat 5');
    await maya.getByText('Chat 4').first().waitFor();
    await browsers.picture(maya, 'desk-full');
    assert.equal(await offer(maya, 'Chat 5').count(), 0);
    const [{ id }] = (await staff.maya.get('/desk')).interactions;
    await staff.maya.post(`/interactions/${id}/end`);
    await staff.maya.post(`/interactions/${id}/wrap-up`, { disposition_id: (await staff.maya.get('/directory')).dispositions[0].id });
    await offer(maya, 'Chat 5').getByRole('button', { name: 'Accept' }).click();
    await maya.waitForURL(`**/conversations/${fifth.id}`);
  });

  await test('two desks of one agent accept at once, and a stranger who accepts is refused', async () => {
    const second = await browsers.signIn('maya@fernwell.example');
    const wanted = await guest('Who is first?');
    await Promise.all([offer(maya, 'Who is first').waitFor(), offer(second, 'Who is first').waitFor()]);
    const { offer: open } = staff.maya.mine.get(wanted.id);
    const refusal = await staff.tom.post(`/interactions/${wanted.id}/accept`, { offer_id: open.id }).catch((error) => error);
    assert.ok(refusal.status >= 400 && refusal.status < 500, String(refusal));
    await Promise.all([maya, second].map((page) => page.keyboard.press('Alt+KeyA')));
    for (const page of [maya, second]) await message(page, 'Who is first?').waitFor();
    assert.equal(await maya.locator('.ant-message-error').count(), 0, 'accepting one’s own twice is no error');
    await second.context().close();
  });

  await test('a conversation is taken away while its agent types: they are told, and nothing is sent', async () => {
    await staff.tom.be('available');
    const moved = await guest('Please help me quickly');
    await staff.maya.accept(moved.id).catch(() => staff.tom.accept(moved.id));
    if ((await staff.maya.get(`/interactions/${moved.id}`)).agent_id !== staff.maya.id) {
      await staff.sofia.post(`/interactions/${moved.id}/transfer`, { agent_id: staff.maya.id });
      await staff.maya.accept(moved.id);
    }
    await message(maya, 'Please help me quickly').waitFor();
    await box(maya).pressSequentially('I was just about to say');
    await staff.sofia.post(`/interactions/${moved.id}/transfer`, { agent_id: staff.tom.id, note: 'Tom knows this one' });
    await staff.tom.accept(moved.id);
    await maya.getByText('No conversation open').waitFor();
    await browsers.picture(maya, 'desk-taken');
    await maya.getByText('You were writing: I was just about to say').waitFor();
    await staff.tom.be('offline');
  });

  await test('both sides end at once, and once more', async () => {
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await chat.begin('Goodbye then');
    await offer(maya, 'Goodbye').getByRole('button', { name: 'Accept' }).click();
    await message(maya, 'Goodbye then').waitFor();
    const { id } = (await staff.maya.get('/desk')).interactions[0];
    await visitor.locator('.panel header button').first().click();
    await visitor.getByText('End conversation').click();
    await maya.keyboard.press('Alt+KeyQ');
    // Whoever hears of the other's end first has nothing left to click.
    const click = (button) => Promise.race([button.click(), button.waitFor({ state: 'detached' })]);
    await Promise.all([
      click(visitor.getByRole('button', { name: 'End it' })),
      click(maya.getByRole('dialog').getByRole('button', { name: 'End conversation' })),
    ]);
    await visitor.locator('.ended').waitFor();
    await maya.locator('fieldset').waitFor();
    const again = await staff.maya.post(`/interactions/${id}/end`).catch((error) => error);
    assert.ok(again.status === undefined || (again.status >= 400 && again.status < 500), String(again));
    await browsers.picture(maya, 'desk-ended-twice');
    await visitor.context().close();
  });

  await test('files that may not be are refused with a reason, on both sides', async () => {
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await chat.begin('I send you a picture');
    await offer(maya, 'picture').getByRole('button', { name: 'Accept' }).click();
    await message(maya, 'I send you a picture').waitFor();
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const files = [
      { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(2000, 1)]) },
      { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(21 << 20) },
      { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
      { name: 'good.png', mimeType: 'image/png', buffer: png },
    ];
    await visitor.locator('.composer input[type=file]').setInputFiles(files);
    for (const reason of ['This kind of file is not accepted', 'Larger than 20 MB', 'The file is empty'])
      await visitor.getByText(reason).first().waitFor();
    await browsers.picture(visitor, 'widget-uploads');
    await chat.say('Only the good one');
    await maya.getByRole('log').locator('img[alt="good.png"]').waitFor();
    await maya.locator('section input[type=file]').first().setInputFiles(files);
    for (const reason of ['Files of this kind are not accepted', 'The file is too large', 'The file is empty'])
      await maya.getByText(reason).first().waitFor();
    await browsers.picture(maya, 'desk-uploads');
    await say(maya, 'Mine too');
    await visitor.locator('.theirs img').waitFor();
    await visitor.context().close();
  });

  await test('strange words look like what was written', async () => {
    const words = ['مرحبا، أريد إرجاع المطحنة رقم 1204', '👩‍👩‍👧‍👦🫖🇨🇳'.repeat(20), 'x'.repeat(600), '<img src=x onerror=alert(1)> & "quotes" {{name}} $&', 'one\n\n\ntwo'];
    const strange = await guest(words[0], { form: { name: 'ﷺ<b>Bold</b>'.repeat(4) } });
    await staff.maya.accept(strange.id);
    for (const text of words.slice(1)) await strange.say(text);
    await maya.getByRole('log').getByText('<img src=x').waitFor();
    await browsers.picture(maya, 'desk-strange');
    assert.equal(await maya.locator('[role=log] img').count(), 0);
    for (const page of [maya]) assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  await test('three hundred messages: all of them can be reached, on both sides', async () => {
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await chat.begin('number 0');
    await offer(maya, 'number 0').getByRole('button', { name: 'Accept' }).click();
    await message(maya, 'number 0').waitFor();
    const { id } = (await staff.maya.get('/desk')).interactions[0];
    for (let number = 1; number <= 300; number += 1) await staff.maya.say(id, `number ${number}`);
    await chat.words('number 300').waitFor();
    await visitor.reload();
    await chat.words('number 300').waitFor();
    assert.equal(await visitor.locator('.words').filter({ hasText: /^number 0$/ }).count(), 0);
    await visitor.locator('.transcript').evaluate((element) => (element.scrollTop = 0));
    await visitor.locator('.words').filter({ hasText: /^number 0$/ }).waitFor({ state: 'attached' });
    const place = await visitor.locator('.transcript').evaluate((element) => element.scrollTop);
    assert.ok(place > 500, `the place is kept while older messages come: ${place}`);
    assert.equal(await visitor.locator('.words').filter({ hasText: /^number \d+$/ }).count(), 301);
    await maya.reload();
    await message(maya, 'number 300').waitFor();
    await maya.getByRole('log').first().evaluate((element) => (element.scrollTop = 0));
    await message(maya, 'number 0').waitFor({ state: 'attached' });
    await visitor.context().close();
  });

  await test('the visitor sees that words are delivered, and then read', async () => {
    await maya.goto(`${server.base}/desk/profile`);
    const visitor = await browsers.page();
    const chat = widget(visitor);
    await chat.open();
    await chat.begin('Have you got this?');
    await offer(maya, 'Have you got this?').getByRole('button', { name: 'Accept' }).waitFor();
    const [{ id }] = (await staff.maya.get('/desk')).interactions;
    await staff.maya.accept(id);
    await visitor.locator('.mark.delivered').waitFor();
    await maya.goto(`${server.base}/desk/conversations`);
    await visitor.locator('.mark.read').waitFor();
    await visitor.context().close();
  });

  await test('an unknown visitor has an empty name until somebody learns it', async () => {
    const unknown = await guest('I would rather not say');
    await staff.maya.accept(unknown.id);
    await message(maya, 'I would rather not say').waitFor();
    const name = maya.getByLabel('Name', { exact: true });
    await name.waitFor();
    assert.equal(await name.inputValue(), '');
    await name.fill('Greta Lind');
    await name.press('Enter');
    await maya.locator('main header').getByText('Greta Lind').waitFor();
    await browsers.picture(maya, 'desk-named');
  });

  await test('signing out in one tab signs out the other', async () => {
    const tom = await browsers.signIn('tom@fernwell.example');
    const other = await tom.context().newPage();
    await other.goto(`${server.base}/desk/`);
    await other.locator('header nav').waitFor();
    await tom.locator('header').first().locator('button').last().click();
    await tom.getByRole('menuitem', { name: 'Sign out' }).click();
    await tom.locator('input[type=password]').waitFor();
    await other.locator('input[type=password]').waitFor();
    await tom.context().close();
  });

  assert.deepEqual(browsers.errors, [], 'no page threw');
} catch (error) {
  steps.failed.push('the rest');
  console.log(`FAIL ${error.stack ?? error}`);
  console.log(server.log.slice(-2_000));
} finally {
  for (const each of [...Object.values(staff), ...guests]) each.leave();
  await browsers?.close();
  if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
