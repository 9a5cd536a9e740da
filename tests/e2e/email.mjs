// Mail through a real Dovecot and a real SMTP server: a customer's mail reaches an agent, who answers with a formatted reply and a file, takes it
// back once, and sees what came of it; the customer's answer joins the thread; what cannot be delivered comes back and shows.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { faults, seriousFindings } from './accessibility.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';
import { MailWorld } from '../support/mail_world.mjs';

const pictures = process.env.PICTURES ?? 'build/pictures/email';
const data = mkdtempSync(join(tmpdir(), 'rapport-email-'));
const steps = new Steps();
const step = steps.step.bind(steps);
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let world;
let server;
let browsers;
let sent;

const until = async (what, is_so) => {
  for (const deadline = performance.now() + 15_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 40))) {
    const found = await is_so();
    if (found) return found;
  }
  throw new Error(`waited in vain: ${what}`);
};
const assertAccessible = async (page, what) => assert.deepEqual([...(await seriousFindings(page)), ...(await faults(page))], [], what);
const header = (mail, name) => new RegExp(`^${name}: ((?:.*(?:\\r?\\n[ \\t].*)*))`, 'im').exec(mail.split(/\r?\n\r?\n/)[0])?.[1].replace(/\r?\n[ \t]+/g, ' ') ?? '';

const complaint = `From: Ada Okafor <ada@customer.test>
To: support@shop.test
Subject: The grinder stopped
Message-ID: <complaint@customer.test>
Date: Wed, 25 Feb 2026 09:00:00 +0000
Authentication-Results: mx.test; dmarc=pass header.from=customer.test; spf=pass; dkim=pass
MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset=utf-8

<p>My <b>grinder</b> stopped after three weeks.</p><script>document.title='owned'</script><img src="cid:photo" alt="a photo" width="40" height="40">
<img src="http://tracker.example/pixel.gif"><blockquote type="cite"><p>We are glad that you bought it.</p></blockquote>
--x
Content-Type: image/png; name="grinder.png"
Content-ID: <photo>
Content-Disposition: inline; filename="grinder.png"
Content-Transfer-Encoding: base64

${pixel}
--x--
`;

try {
  world = await MailWorld.open();
  world.addAccount('support');
  Object.assign(process.env, { RAPPORT_MAIL_CA_FILE: world.ca_file, RAPPORT_MAIL_PRIVATE: 'true' });
  server = new Server(process.env.RAPPORT ?? 'build/release/rapport', data, await freePort());
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  const admin = await Staff.enter(server.base, 'admin');
  const maya = (await admin.get('/users?limit=100')).items.find(({ email }) => email.startsWith('maya'));
  const queue = await admin.post('/queues', { name: 'Mail', channel: 'email', member_ids: [maya.id], rules: { offer_timeout_s: 3600, wrap_up_limit_s: 0 } });

  await step('an administrator sets a mailbox up and tests it', async () => {
    const page = await browsers.signIn('admin@', {}, '/desk/admin/mailboxes');
    await page.getByRole('button', { name: 'Add a mailbox' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name', { exact: true }).fill('Support');
    await form.getByLabel('Address', { exact: true }).fill('support@shop.test');
    await form.getByLabel('Name beside the address').fill('Fernwell');
    await form.getByRole('combobox', { name: 'Queue' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: /^Mail$/ }).click();
    await form.getByLabel('Server whose sender checks count').fill('mx.test');
    for (const [at, port] of [[0, world.imaps_port], [1, world.smtps_port]]) {
      await form.getByLabel('Server', { exact: true }).nth(at).fill('localhost');
      await form.getByLabel('Port').nth(at).fill(String(port));
      await form.getByLabel('User', { exact: true }).nth(at).fill('support');
      await form.getByLabel('Password', { exact: true }).nth(at).fill('secret-support');
    }
    await form.getByLabel('Signature').fill('{agent}\nFernwell');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Support', exact: true }).click();
    await form.getByRole('button', { name: 'Test the connection' }).click();
    await form.getByText('the server was reached and took the sign-in').nth(1).waitFor();
    await browsers.picture(page, 'mailbox');
    await page.close();
  });

  const desk = await browsers.signIn('maya@');
  await browsers.available(desk);
  const thread = desk.getByRole('region', { name: 'The exchange of mails' });

  await step('a customer’s mail reaches the agent, harmless, with its image and who it is from', async () => {
    world.deliver('support', complaint);
    await desk.getByRole('alert').filter({ hasText: 'Ada' }).getByRole('button', { name: /Accept/ }).click();
    await thread.getByRole('heading', { name: 'The grinder stopped' }).waitFor();
    await thread.getByText('Sender verified').waitFor();
    const frame = thread.frameLocator('iframe');
    await frame.getByText('grinder').waitFor();
    assert.notEqual(await desk.title(), 'owned');
    await until('the image of the mail', () => frame.locator('img[alt="a photo"]').evaluate((image) => image.naturalWidth > 0));
    await thread.getByText('1 image from elsewhere is not shown').waitFor();
    assert.ok(await frame.getByText('glad that you bought it').isHidden());
    await thread.getByRole('button', { name: 'Show what it quotes' }).click();
    await frame.getByText('glad that you bought it').waitFor();
    await browsers.picture(desk, 'arrived');
    await assertAccessible(desk, 'a conversation by email');
  });

  await step('a formatted reply with a file is taken back, and sent', async () => {
    await desk.getByRole('button', { name: /Reply$/ }).click();
    const text = desk.getByRole('textbox', { name: 'Text of the mail' });
    await text.click();
    await desk.keyboard.type('We send you a ');
    await desk.keyboard.press('Control+b');
    await desk.keyboard.type('new one');
    await desk.keyboard.press('Control+b');
    await desk.keyboard.type('.');
    await desk.locator('input[type=file]:not([accept])').setInputFiles({ name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('return label') });
    await desk.getByRole('button', { name: 'Remove label.txt' }).waitFor();
    await browsers.picture(desk, 'writing');
    await assertAccessible(desk, 'the composer');
    await text.click();
    await desk.keyboard.press('Control+Enter');
    await desk.getByRole('button', { name: /^Undo/ }).first().click();
    await text.getByText('new one').waitFor();
    assert.deepEqual(world.outside('ada@customer.test'), []);
    // Nobody takes anything back from now on.
    const [{ id, ...mailbox }] = (await admin.get('/mailboxes')).items;
    const settings = Object.entries(mailbox).filter(([name]) => !name.startsWith('has_')); // of its secrets
    await admin.put(`/mailboxes/${id}`, { ...Object.fromEntries(settings), undo_s: 0 });
    await desk.getByRole('button', { name: /Send$/ }).click();
    await thread.getByText('Sent', { exact: true }).waitFor();
    [sent] = await until('the mail outside', () => world.outside('ada@customer.test').length === 1 && world.outside('ada@customer.test'));
    assert.equal(header(sent, 'Subject'), 'Re: The grinder stopped');
    assert.match(header(sent, 'From'), /Fernwell <support@shop.test>/);
    assert.match(header(sent, 'Reply-To'), /support\+\w+@shop.test/);
    assert.equal(header(sent, 'In-Reply-To'), '<complaint@customer.test>');
    assert.match(sent, /<strong>new one<\/strong>/);
    assert.match(sent, /On 2026-02-25, Ada Okafor/);
    assert.match(sent, /filename="?label.txt/);
    assert.match(sent, /Content-Type: image\/png/);
    assert.match(sent, /Maya Fischer\r?\nFernwell/);
    await browsers.picture(desk, 'sent');
  });

  await step('the customer’s answer joins the thread', async () => {
    world.deliver('support', `From: ada@customer.test\nTo: support@shop.test\nSubject: Re: The grinder stopped\nMessage-ID: <thanks@customer.test>\nIn-Reply-To: ${header(sent, 'Message-ID')}\n\nThank you so much!\n`);
    await thread.getByText('Thank you so much!').waitFor();
    await thread.getByRole('article').nth(2).waitFor();
  });

  await step('a mail goes on to somebody else', async () => {
    await thread.getByRole('button', { name: 'Forward' }).last().click();
    await desk.getByRole('combobox', { name: 'To', exact: true }).click();
    await desk.keyboard.type('supplier@factory.test,');
    await browsers.picture(desk, 'forwarding');
    await desk.getByRole('button', { name: /Send$/ }).click();
    const [mail] = await until('the forwarded mail', () => world.outside('supplier@factory.test').length === 1 && world.outside('supplier@factory.test'));
    assert.equal(header(mail, 'Subject'), 'Fwd: Re: The grinder stopped');
    assert.equal(header(mail, 'Reply-To'), '');
    assert.match(mail, /Thank you so much!/);
  });

  await step('what cannot be delivered comes back, and shows with its reason', async () => {
    await desk.getByRole('button', { name: /Reply$/ }).click();
    await desk.getByRole('combobox', { name: 'To', exact: true }).click();
    await desk.keyboard.press('Backspace');
    await desk.keyboard.type('bounce@customer.test,');
    await desk.getByRole('textbox', { name: 'Text of the mail' }).click();
    await desk.keyboard.type('A copy for you.');
    await desk.keyboard.press('Control+Enter');
    await thread.getByText('Came back').waitFor({ timeout: 30_000 });
    await thread.getByText('no such user here').first().waitFor();
    await browsers.picture(desk, 'bounced');
    const page = await browsers.signIn('sofia@', {}, '/desk/admin/failed_mails');
    await page.getByRole('row').filter({ hasText: 'bounce@customer.test' }).getByText('no such user here').waitFor();
    await browsers.picture(page, 'failed-mails');
    await assertAccessible(page, 'mails that failed');
    await page.close();
  });

  await step('words in a case leave by email, to whom the agent sees before, and the answer lands in the case', async () => {
    const { interaction_id } = (await admin.get('/arrivals?channel=email&limit=1')).items[0];
    const customer_id = (await admin.get(`/interactions/${interaction_id}`)).customer.id;
    const { id: case_id } = await admin.post('/cases', { subject: 'A new grinder', customer_id, interaction_id });
    const page = await browsers.signIn('maya@', {}, `/desk/cases/${case_id}`);
    const story = page.locator('ol > li');
    await page.getByLabel('Reply', { exact: true }).last().fill('It left this morning.');
    await page.getByRole('checkbox', { name: 'By email, too: to ada@customer.test, from support@shop.test' }).waitFor();
    await browsers.picture(page, 'case-before');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await story.filter({ hasText: 'It left this morning.' }).getByText('Sent', { exact: true }).waitFor();
    const [, told] = await until('the mail of the case', () => world.outside('ada@customer.test').length === 2 && world.outside('ada@customer.test'));
    assert.match(told, /It left this morning\./);
    world.deliver('support', `From: ada@customer.test\nTo: ${header(told, 'Reply-To').replace(/.*<|>.*/g, '')}\nSubject: Re\nMessage-ID: <arrived@customer.test>\n\nIt arrived.\n`);
    await story.filter({ hasText: 'It arrived.' }).waitFor();
    await browsers.picture(page, 'case');
    await assertAccessible(page, 'a case whose words left by email');
    await page.close();
  });

  await step('the same in Chinese, dark and narrow', async () => {
    const narrow = await browsers.signIn('maya@', { language: 'zh-CN', dark: true, width: 420, height: 800 });
    await narrow.getByRole('button', { name: /Ada/ }).first().click();
    await narrow.getByRole('heading', { name: 'The grinder stopped' }).waitFor();
    await narrow.getByText('被退回').first().waitFor();
    await browsers.picture(narrow, 'narrow-zh-dark');
    await assertAccessible(narrow, 'a conversation by email, narrow and dark');
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
