// One customer, one story: Ada looks for help on the portal, writes by its form, then a mail, and at last opens a chat about the same thing.
// She is told there that her mail waits, too. Whoever takes the chat sees before a word is said who she is, what she tried, that mail, her case
// and the article that would have helped. The mail is joined to the chat, one case holds it all, and her thread tells it in order.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';
import { MailWorld } from '../support/mail_world.mjs';

const pictures = process.env.PICTURES ?? 'build/pictures/story';
const data = mkdtempSync(join(tmpdir(), 'rapport-story-'));
const address = 'ada@customers.test';
const steps = new Steps();
const step = steps.step.bind(steps);
let world, server, browsers;

const mail = `From: Ada Okafor <${address}>
To: support@shop.test
Subject: The grinder is jammed
Message-ID: <jammed@customers.test>
Authentication-Results: mx.test; dmarc=pass header.from=customers.test
Date: Wed, 25 Feb 2026 09:00:00 +0000

The grinder is jammed again. Nobody has answered yet.
`;

try {
  world = await MailWorld.open();
  world.addAccount('support');
  Object.assign(process.env, world.settings, { RAPPORT_MAIL_PRIVATE: 'true' });
  server = new Server(process.env.RAPPORT ?? 'build/release/rapport', data, await freePort());
  await server.start(60_000);
  const portal = `${server.base}/help/fernwell`;
  browsers = await Browsers.open(server.base, pictures);
  const admin = await Staff.enter(server.base, 'admin');
  for (const { id, ...fields } of (await admin.get('/queues')).items)
    await admin.put(`/queues/${id}`, { ...fields, rules: { ...fields.rules, offer_timeout_s: 3600, wrap_up_limit_s: 0 } });
  const maya = (await admin.get('/users?limit=100')).items.find(({ email }) => email.startsWith('maya'));
  const queue = await admin.post('/queues', { name: 'Mail', channel: 'email', member_ids: [maya.id], rules: { offer_timeout_s: 3600, wrap_up_limit_s: 0 } });
  await admin.post('/mailboxes', {
    name: 'Support', address: 'support@shop.test', queue_id: queue.id, authserv_id: 'mx.test',
    imap_host: 'localhost', imap_port: world.imaps_port, imap_user: 'support', imap_secret: 'secret-support',
  });
  const newest = async (channel) => (await admin.get('/interactions?limit=20')).items.find((each) => each.channel === channel);
  const soon = async (what, read) => {
    for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const found = await read();
      if (found) return found;
    }
    throw new Error(`waited in vain: ${what}`);
  };

  const page = await browsers.page();
  await step('Ada signs in on the portal by a mailed link, and looks for help there', async () => {
    await page.goto(`${portal}/-/cases`);
    await page.getByLabel('Your email address').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    const [letter] = await soon('the link', () => world.outside(address).length === 1 && world.outside(address));
    const [link] = /http:\/\/\S+\/-\/sign-in\/link\?token=[\w-]+&language=en/.exec(letter.replace(/=\r?\n/g, '').replace(/=3D/g, '='));
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    await page.goto(`${portal}/-/search?q=grinder+smells+of+smoke`);
    await page.locator('.count').waitFor();
  });

  let number;
  await step('she writes by the form, which opens a case', async () => {
    await page.goto(`${portal}/-/contact`);
    await page.getByLabel('What is it about?').pressSequentially('The grinder is jammed');
    await page.locator('[data-suggestions]').getByRole('link', { name: /grinder is jammed/ }).waitFor();
    await page.getByLabel('Your message').fill('It smells of smoke.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    number = /C-\d+/.exec(await page.getByText(/C-\d+/).first().textContent())[0];
  });

  let letter, talk;
  await step('she writes a mail as well, which waits in its line', async () => {
    world.deliver('support', mail);
    letter = await soon('the mail waits', async () => {
      const found = await newest('email');
      return found?.state === 'queued' && found;
    });
  });

  await step('at last she opens the chat about the same thing', async () => {
    await page.goto(portal);
    await page.getByRole('button', { name: 'Chat with us' }).click();
    const box = page.getByRole('textbox').last();
    await box.waitFor();
    const select = page.getByRole('dialog').getByRole('combobox');
    if (await select.count()) await select.first().selectOption({ index: 1 });
    await box.fill('Hello, my grinder is jammed again');
    await page.getByRole('button', { name: 'Start chat' }).click();
    talk = await soon('the chat waits', async () => {
      const found = await newest('chat');
      return found?.state === 'queued' && found;
    });
    // She hears there that her mail waits, too, and by no mail of its own.
    await page.locator('.elsewhere').getByText('Your e-mail waits for an answer as well').waitFor();
    await browsers.picture(page, 'chat-told');
    assert.equal(world.outside(address).length, 1);
  });

  const agent = await browsers.signIn('maya@');
  await step('the agent sees one person with one story before saying hello', async () => {
    await browsers.available(agent);
    // Form, mail and chat are one person's, by name, already where they are offered.
    for (const words of ['my grinder is jammed again', 'Nobody has answered yet', `${number} The grinder is jammed`])
      await agent.getByRole('alert').filter({ hasText: words }).filter({ hasText: 'Ada Okafor' }).waitFor();
    await browsers.picture(agent, 'offers');
    await agent.getByRole('alert').filter({ hasText: 'my grinder is jammed again' }).getByRole('button', { name: /Accept/ }).click();
    await agent.getByRole('region', { name: 'Tried before' }).getByText('grinder smells of smoke').waitFor();
    await agent.getByText('Also waits by e-mail').waitFor();
    await agent.getByRole('link', { name: new RegExp(`${number} The grinder is jammed`) }).waitFor();
    await agent.getByRole('region', { name: 'Suggested articles' }).getByText('grinder is jammed').first().waitFor();
    await browsers.picture(agent, 'before-hello');
    await agent.getByRole('button', { name: 'Read it' }).click();
    await agent.getByRole('dialog').getByRole('heading', { name: 'The grinder is jammed' }).waitFor();
    await browsers.picture(agent, 'mail-read');
    await agent.keyboard.press('Escape');
  });

  await step('the mail is joined to the chat, and its place is free', async () => {
    await agent.getByRole('button', { name: 'Join here' }).click();
    await agent.getByText('Their e-mail is answered here').waitFor();
    assert.equal((await admin.get(`/interactions/${letter.id}`)).state, 'set_aside');
    await page.locator('.elsewhere').getByText('Your e-mail will be answered here').waitFor();
  });

  await step('one case holds form, mail and chat, and nobody else is asked to work on it', async () => {
    await agent.getByRole('button', { name: 'Belongs to this' }).first().click();
    const held = (await admin.get('/cases?text=grinder%20is%20jammed')).items.find((each) => each.number === number);
    const { items } = await soon('all of it is linked', async () => {
      const links = await admin.get(`/cases/${held.id}/links`);
      return [talk.id, letter.id].every((id) => links.items.some((each) => each.interaction_id === id && !each.is_work)) && links;
    });
    const work = items.find((each) => each.is_work);
    await soon('the work on it has come here', async () => (await admin.get(`/interactions/${work.interaction_id}`)).state === 'set_aside');
    await agent.getByRole('alert').filter({ hasText: number }).waitFor({ state: 'detached' });
    assert.equal((await admin.get(`/cases/${held.id}`)).assignee_id, maya.id);
    await browsers.picture(agent, 'joined');
  });

  await step('the article that would have prevented it is sent, and her thread tells the story in order', async () => {
    await agent.getByRole('region', { name: 'Suggested articles' }).getByText('grinder is jammed').first().click();
    await agent.getByRole('button', { name: 'Insert link' }).click();
    await agent.getByRole('button', { name: /Send$/ }).click();
    await page.getByRole('link', { name: /help\/fernwell/ }).waitFor();
    await browsers.picture(page, 'chat-answered');
    const { items } = await admin.get(`/customers/${talk.customer.id}/thread?limit=50`);
    const told = items.map(({ kind, interaction }) => interaction?.channel ?? kind).filter((kind) => kind !== 'join');
    assert.deepEqual(told, ['chat', 'email', 'task', 'opened_case']);
    for (const { interaction } of items) if (interaction) assert.equal(interaction.customer.name, 'Ada Okafor');
  });

  await step('the same in Chinese, dark and narrow', async () => {
    const narrow = await browsers.signIn('maya@', { language: 'zh-CN', dark: true, width: 420, height: 900 });
    await narrow.getByRole('button', { name: /Ada Okafor/ }).first().click();
    await narrow.getByText('该客户的邮件').first().waitFor();
    await browsers.picture(narrow, 'narrow-zh-dark');
  });
  assert.deepEqual(browsers.errors, []);
} catch (error) {
  steps.failed.push('the walk');
  console.log(`FAIL ${error.stack ?? error}\n--- server\n${server?.log.slice(-4_000)}`);
  await browsers?.pictureAll('failed');
} finally {
  await browsers?.close();
  await server?.stop();
  world?.close();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
