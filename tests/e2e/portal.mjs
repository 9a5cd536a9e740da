// A customer helps themselves: reads without scripts, searches while typing, writes by the form, signs in by the mailed link, goes on
// with their case. Every page is looked at by axe, in both languages. What their chat and its agent know of it is the walk `story`'s.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults, seriousFindings } from './accessibility.mjs';
import { Browsers } from './browsers.mjs';
import { until } from './caller.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';
import { MailWorld } from '../support/mail_world.mjs';

const pictures = process.env.PICTURES ?? 'build/pictures/portal';
const data = mkdtempSync(join(tmpdir(), 'rapport-portal-'));
const address = 'ada@customers.test';
const world = await MailWorld.open({ has_imap: false });
Object.assign(process.env, world.settings);
const server = new Server(process.env.RAPPORT ?? 'build/release/rapport', data, await freePort());
const steps = new Steps();
const step = steps.step.bind(steps);
const portal = `${server.base}/help/fernwell`;
let browsers;

async function look(page, name) {
  const found = [...(await seriousFindings(page)), ...(await faults(page))];
  assert.deepEqual(found, [], name);
  if (process.env.PICTURES) await browsers.picture(page, name);
}

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  const admin = await Staff.enter(server.base, 'admin');

  await step('without scripts: home, search, topic and article are read, in Chinese', async () => {
    const context = await browsers.browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(portal);
    await page.getByRole('heading', { name: '好咖啡，好服务' }).waitFor();
    await page.getByRole('searchbox').fill('退款');
    await page.getByRole('button', { name: '搜索' }).click();
    await page.getByText(/找到 \d+ 篇文章/).waitFor();
    await page.getByRole('link', { name: '退款多久到账？' }).click();
    await page.getByText('五个工作日').waitFor();
    await page.getByRole('link', { name: '退货与退款' }).click();
    await page.getByRole('link', { name: '如何退货' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Returns and refunds' }).waitFor();
    await context.close();
  });

  await step('every page passes axe in both languages, light and dark, wide and narrow', async () => {
    for (const [language, dark, width] of [['en-US', false, 1280], ['zh-CN', true, 390]]) {
      const page = await browsers.page({ language, dark, width });
      for (const [name, path] of [['home', ''], ['search', '/-/search?q=refund'], ['article', '/how-long-does-a-refund-take'], ['contact', '/-/contact'], ['sign-in', '/-/sign-in'], ['not-found', '/nothing-here']]) {
        await page.goto(portal + path);
        await look(page, `${name}-${language}`);
      }
      await page.context().close();
    }
  });

  const page = await browsers.page();
  await step('with scripts: answers come while typing, and one is opened by the keyboard', async () => {
    await page.goto(portal);
    await page.getByRole('searchbox').pressSequentially('how long does a refun');
    await page.locator('.typed a').first().filter({ hasText: 'How long does a refund take' }).waitFor();
    await look(page, 'typing');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('article').getByText('within five working days').waitFor();
  });

  await step('the form suggests an article, and what is sent is a case and work for an agent', async () => {
    await page.goto(`${portal}/-/contact`);
    await page.getByLabel('What is it about?').pressSequentially('The grinder is jammed again');
    await page.getByText('These may answer it:').waitFor();
    await page.locator('[data-suggestions]').getByRole('link', { name: /grinder is jammed/ }).waitFor();
    await page.getByLabel('Your message').fill('It smells of smoke.');
    await page.getByLabel('Your email address').fill(address);
    await page.getByLabel('Your name (optional)').fill('Ada');
    await page.getByLabel('Files (optional)').setInputFiles({ name: 'grinder.txt', mimeType: 'text/plain', buffer: Buffer.from('Series 12') });
    await look(page, 'contact-filled');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText(/C-\d+/).waitFor();
    await look(page, 'contact-sent');
    const [work] = (await admin.get('/interactions?limit=5')).items.filter(({ channel }) => channel === 'task');
    assert.equal(work.state, 'queued');
    assert.match((await admin.get(`/interactions/${work.id}`)).subject, /The grinder is jammed again/);
  });

  await step('the mailed link signs in, once and by a button', async () => {
    await page.goto(`${portal}/-/cases`);
    await page.getByLabel('Your email address').fill(address);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('Look into your mail').waitFor();
    await until(() => world.outside(address).length === 1, 20_000, () => 'no mail came');
    const mail = world.outside(address)[0].replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const [link] = /http:\/\/\S+\/-\/sign-in\/link\?token=[\w-]+&language=en/.exec(mail);
    await page.goto(link);
    await look(page, 'link');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'My requests' }).waitFor();
    await page.getByRole('link', { name: 'The grinder is jammed again' }).waitFor();
    await look(page, 'my-cases');
  });

  await step('what they answer in their case is in the case', async () => {
    await page.getByRole('link', { name: 'The grinder is jammed again' }).click();
    await page.getByText('It smells of smoke.').waitFor();
    await page.getByLabel('Your answer').fill('It has stopped smelling.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.words').getByText('It has stopped smelling.').waitFor();
    await look(page, 'my-case');
    const [found] = (await admin.get('/cases?text=grinder%20is%20jammed%20again')).items;
    const { items } = await admin.get(`/cases/${found.id}/timeline`);
    assert.ok(items.some(({ text, is_by_customer }) => is_by_customer && text === 'It has stopped smelling.'));
  });
  assert.deepEqual(browsers.errors, []);
} catch (error) {
  steps.failed.push('the walk');
  console.log(`FAIL ${error.stack ?? error}\n${server.log.slice(-3_000)}`);
  await browsers?.pictureAll('failed');
} finally {
  await browsers?.close();
  await server.stop();
  world.close();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
