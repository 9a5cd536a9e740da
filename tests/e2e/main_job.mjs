// The main job on real input: a customer on a web page talks to the right agent, over a reload, a kill -9 of the server and a
// transfer, while a supervisor watches. Pictures of the main screens are taken on the way.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures';
const steps = new Steps();
const step = steps.step.bind(steps);

const widget = (page) => ({
  bubble: (text) => page.locator('.bubble, .words').filter({ hasText: text }).first(),
  compose: async (text) => {
    await page.locator('.composer textarea').fill(text);
    await page.keyboard.press('Enter');
  },
});

const data = mkdtempSync(join(tmpdir(), 'rapport-e2e-'));
const server = new Server(program, data, await freePort());
let browsers;
try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  const lin = await browsers.signIn('lin@fernwell.example', { language: 'zh-CN' });
  const maya = await browsers.signIn('maya@fernwell.example');
  const sofia = await browsers.signIn('sofia@fernwell.example', {}, '/desk/board');
  const visitor = await browsers.page({ language: 'zh-CN' });
  const chat = widget(visitor);

  await step('two agents are available', async () => {
    await browsers.available(lin);
    await browsers.available(maya);
    await sofia.goto(`${server.base}/desk/board`);
    await sofia.getByText('林晓').first().waitFor();
  });

  await step('a visitor writes in Chinese on the demo page', async () => {
    await visitor.goto(`${server.base}/demo/`);
    await visitor.locator('.launcher').click();
    await visitor.locator('.form').waitFor();
    await browsers.picture(visitor, 'widget-form');
    await visitor.locator('.form textarea').fill('你好，我的磨豆机卡住了');
    await visitor.locator('.form button[type=submit]').click();
    await chat.bubble('你好，我的磨豆机卡住了').waitFor();
  });

  await step('the agent who speaks Chinese gets the offer, the other does not', async () => {
    await lin.getByRole('alert').filter({ hasText: '磨豆机' }).waitFor();
    await browsers.picture(lin, 'desk-offer-zh');
    await sofia.getByText('磨豆机').first().waitFor();
    await browsers.picture(sofia, 'board-offer');
    assert.equal(await maya.getByRole('alert').filter({ hasText: '磨豆机' }).count(), 0);
    await lin.getByRole('alert').getByRole('button', { name: /接入/ }).first().click();
    await visitor.getByText('林晓').first().waitFor();
  });

  const say = async (page, text) => {
    const box = page.getByPlaceholder(/Write a reply|输入回复|回复/).last();
    await box.fill(text);
    await box.press('Enter');
  };

  await step('the agent answers and the visitor reads it', async () => {
    await say(lin, '您好，我是林晓，请问是哪一款磨豆机？');
    await chat.bubble('哪一款磨豆机').waitFor();
    await chat.compose('手摇的那款，蓝色');
    await lin.getByText('手摇的那款').first().waitFor();
    await browsers.picture(visitor, 'widget-conversation');
    await browsers.picture(lin, 'desk-conversation-zh');
  });

  await step('the visitor reloads in the middle and nothing is gone', async () => {
    await visitor.reload();
    await chat.bubble('手摇的那款').waitFor();
    await chat.bubble('哪一款磨豆机').waitFor();
  });

  await step('the server is killed in the middle and both sides go on', async () => {
    await server.kill();
    await chat.compose('服务器断开时写的消息');
    await server.start(60_000);
    await lin.getByText('服务器断开时写的消息').first().waitFor({ timeout: 40_000 });
    await say(lin, '收到了，我们继续');
    await chat.bubble('收到了，我们继续').waitFor({ timeout: 40_000 });
    assert.equal(await visitor.locator('.words').filter({ hasText: '服务器断开时写的消息' }).count(), 1);
  });

  await step('the agent transfers with a note to the colleague', async () => {
    await lin.getByRole('button', { name: /转接/ }).first().click();
    const dialog = lin.getByRole('dialog');
    await dialog.waitFor();
    await dialog.getByRole('tab', { name: '转给同事' }).click();
    await dialog.getByText('Maya Fischer').first().click();
    await dialog.locator('textarea:not([aria-hidden=true])').fill('客户的手摇磨豆机卡住了，已确认是蓝色款');
    await browsers.picture(lin, 'desk-transfer-zh');
    await dialog.getByRole('button', { name: /转接/ }).last().click();
    await maya.getByRole('alert').filter({ hasText: /磨豆机|继续|断开/ }).waitFor();
    await maya.getByRole('alert').getByRole('button', { name: 'Accept' }).first().click();
    await maya.getByText('已确认是蓝色款').first().waitFor();
    await visitor.getByText('Maya Fischer').first().waitFor();
    assert.equal(await visitor.getByText('已确认是蓝色款').count(), 0, 'a note must never reach the visitor');
  });

  await step('the colleague ends and wraps up', async () => {
    await say(maya, 'We will send you a replacement burr today.');
    await chat.bubble('replacement burr').waitFor();
    await browsers.picture(maya, 'desk-conversation-en');
    await sofia.getByText('replacement burr').first().waitFor();
    await browsers.picture(sofia, 'board');
    await maya.getByRole('button', { name: 'End conversation' }).first().click();
    await maya.getByRole('dialog').getByRole('button', { name: 'End conversation' }).last().click();
    await maya.getByText('Wrap-up').first().waitFor();
    await maya.locator('fieldset input[type=radio]').first().check();
    await browsers.picture(maya, 'desk-wrap-up');
    await maya.getByRole('button', { name: 'Done Alt W' }).click();
    await visitor.locator('.ended').waitFor();
    await sofia.getByText('replacement burr').first().waitFor({ state: 'detached' });
  });

  await step('why it went where it went can be read', async () => {
    await sofia.goto(`${server.base}/desk/history`);
    await sofia.getByText('磨豆机').first().waitFor();
    await browsers.picture(sofia, 'history');
    const response = await sofia.request.get(`${server.base}/api/v1/interactions?limit=1`);
    const { items } = await response.json();
    await sofia.goto(`${server.base}/desk/interactions/${items[0].id}/why`);
    await sofia.getByText('林晓').first().waitFor();
    await browsers.picture(sofia, 'why');
  });
  assert.deepEqual(browsers.errors, [], 'no page threw');
} catch (error) {
  steps.failed.push('the rest');
  console.log(`FAIL after "${steps.passed.at(-1) ?? 'start'}": ${error.stack ?? error}`);
  await browsers?.pictureAll('failed');
  console.log(server.log.slice(-2_000));
} finally {
  await browsers?.close();
  if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
