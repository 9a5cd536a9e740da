// The softphone in real Chromium against the fake server: its states, a call, a supervisor; axe, and pictures into
// CHECK_PICTURES. Run by `npm run check:desk` after `npm run build:desk`.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createFake } from '../fake/server.ts';
import type { Kept } from '../fake/world.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.CHECK_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

const dist = fileURLToPath(new URL('../../dist/desk', import.meta.url));
let fake: ReturnType<typeof createFake>;
let newest: Page;
let browser: Browser;
let base = '';
beforeEach(async () => {
  fake = createFake(dist);
  await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(fake.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  if (pictures && !newest.isClosed()) await newest.screenshot({ path: `${pictures}/last.png` });
  for (const context of browser.contexts()) await context.close();
  fake.server.closeAllConnections();
  fake.server.close();
});
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--use-fake-device-for-media-stream',
    ],
  });
});
after(() => browser.close());

interface Look {
  user: string;
  language?: 'en' | 'zh-CN';
  isDark?: boolean;
  width?: number;
  height?: number;
  mayHear?: boolean;
}

const faults: string[] = [];

async function desk(look: Look, path = 'conversations'): Promise<{ page: Page; context: BrowserContext }> {
  const { user, language = 'en', isDark = false, width = 1280, height = 720, mayHear = true } = look;
  const context = await browser.newContext({
    locale: language === 'en' ? 'en-GB' : language,
    colorScheme: isDark ? 'dark' : 'light',
    viewport: { width, height },
    reducedMotion: 'reduce',
    permissions: mayHear ? ['microphone'] : [],
  });
  await context.addCookies([{ name: 'fake_session', value: user, url: base }]);
  await context.addInitScript((wanted) => localStorage.setItem('rapport.language', wanted), language);
  const page = await context.newPage();
  newest = page;
  page.setDefaultTimeout(15_000);
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${base}/desk/${path}`);
  await phoneButton(page).waitFor();
  return { page, context };
}

const phoneButton = (page: Page) =>
  page.getByRole('button', { name: /^(Phone (off|connecting|ready|problem)|电话.+)$/ });

const callInList = (page: Page) =>
  page
    .locator('aside li button')
    .filter({ has: page.locator('[title="Call"], [title="电话"]') })
    .last();

async function turnOn(page: Page): Promise<void> {
  await phoneButton(page).click();
  await page.getByRole('button', { name: /^(Turn the phone on|开启电话)$/ }).click();
}

const control = async (what: string, body: object): Promise<Kept> => {
  const response = await fetch(`${base}/api/v1/fake/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Kept;
};

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300); // what glides in has arrived
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  await page.evaluate(axe);
  const findings = await page.evaluate(async () => {
    type Found = { id: string; impact: string; nodes: { target: unknown; failureSummary: string }[] };
    const run = (window as unknown as { axe: { run: () => Promise<{ violations: Found[] }> } }).axe.run;
    const { violations } = await run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map((n) => JSON.stringify(n.target) + n.failureSummary).join('; ')}`,
      );
  });
  assert.deepEqual(findings, [], name);
}

for (const language of ['en', 'zh-CN'] as const) {
  for (const isDark of [false, true]) {
    const name = (state: string) => `phone-${language}-${isDark ? 'dark' : 'light'}-${state}`;
    test(`a call from ring to hang-up, ${language}, ${isDark ? 'dark' : 'light'}`, async () => {
      const { page, context } = await desk({ user: '1', language, isDark });
      await phoneButton(page).click();
      await look(page, name('1-off'));
      await page.keyboard.press('Escape');
      const caller = await control('ring', { customer_id: '1', queue_id: '1' });
      await control('offer', { id: caller.id, agent_id: '1', seconds: 60 });
      await page.getByRole('alert').waitFor();
      await look(page, name('2-offer-phone-off'));
      await page.getByRole('alert').getByRole('button').first().click();
      await page.getByRole('button', { name: /^(Phone ready|电话就绪)$/ }).waitFor();
      await look(page, name('3-offer'));
      await page.keyboard.press('Alt+a');
      await callInList(page).click();
      const bar = page.getByRole('region', { name: /^(Call|通话)$/ });
      await bar.waitFor();
      await control('talk', { id: caller.id, number: '+8613812345678' });
      await bar.getByText('+8613812345678').waitFor();
      await look(page, name('4-talking'));
      await page.keyboard.press('Alt+m');
      await page.keyboard.press('Alt+l');
      await bar.getByText(/^(On hold|保持中)/).waitFor();
      await look(page, name('5-held-muted'));
      await page.keyboard.press('Alt+l');
      await page.keyboard.press('Alt+m');
      await page.keyboard.press('Alt+z');
      await page.getByRole('group', { name: /^(Keypad|拨号盘)$/ }).waitFor();
      await page.keyboard.type('12#');
      await look(page, name('6-keypad'));
      await page.keyboard.press('Escape');
      await page.keyboard.press('Alt+o');
      await page.getByLabel(/^(Number to call|要呼叫的号码)$/).fill('010 6552 9988');
      await look(page, name('7-number'));
      await page.keyboard.press('Enter');
      await bar.getByText('01065529988').waitFor();
      await look(page, name('8-ringing'));
      await bar.getByRole('button', { name: /^(All together|多方通话)$/ }).click();
      await bar
        .getByText(/^(Conference|多方通话)$/)
        .first()
        .waitFor();
      await look(page, name('9-conference'));
      await phoneButton(page).click();
      await page.getByText(/^(Round trip|往返时延)$/).waitFor();
      await look(page, name('10-panel'));
      await phoneButton(page).click();
      await page.keyboard.press('Alt+q');
      await page
        .getByText(/^(Wrap-up|会话小结)$/)
        .first()
        .waitFor();
      await look(page, name('11-wrap-up'));
      await context.close();
    });
  }
}

test('a supervisor listens, whispers and joins from the board', async () => {
  for (const [language, isDark] of [
    ['en', false],
    ['zh-CN', true],
  ] as const) {
    const caller = await control('ring', { customer_id: language === 'en' ? '4' : '2', queue_id: '2' });
    await control('offer', { id: caller.id, agent_id: '2', seconds: 60 });
    const { page: agent, context: agents } = await desk({ user: '2', language });
    await agent.keyboard.press('Alt+a');
    await callInList(agent).click();
    await agent
      .getByRole('region', { name: /^(Call|通话)$/ })
      .first()
      .waitFor();
    const { page, context } = await desk({ user: '3', language, isDark }, 'board');
    await look(page, `board-${language}`);
    await page
      .getByRole('button', { name: /^(Listen in|监听)$/ })
      .last()
      .click();
    const bar = page.getByRole('region', { name: /^(Supervise the call|监督通话)$/ });
    await bar.waitFor();
    await control('talk', { id: caller.id, number: '+442071838750' });
    await look(page, `supervise-${language}-off`);
    await bar.getByRole('button', { name: /^(Turn the phone on|开启电话)$/ }).click();
    await page
      .locator('header')
      .getByRole('button', { name: /^(Phone ready|电话就绪)$/ })
      .waitFor();
    await bar.getByText(/^(Whisper|耳语)$/).click();
    await bar
      .getByText(/^(whispers|耳语)$/)
      .first()
      .waitFor();
    await look(page, `supervise-${language}-whisper`);
    await bar.getByRole('button', { name: /^(Leave|退出)$/ }).click();
    await bar.getByRole('button', { name: /^(Leave|退出)$/ }).waitFor({ state: 'detached' });
    await context.close();
    await agents.close();
  }
});

test('what is wrong is said, and another tab can take the phone', async () => {
  const { page: denied, context: deniedContext } = await desk({ user: '1', mayHear: false });
  await turnOn(denied);
  await denied.getByText(/does not allow the microphone/).waitFor();
  await look(denied, 'phone-denied');
  await deniedContext.close();

  const { page, context } = await desk({ user: '1', width: 820, height: 1180 });
  await turnOn(page);
  await page.getByText(/You hear a call as soon/).waitFor();
  await look(page, 'phone-tablet');
  const { page: other, context: otherContext } = await desk({ user: '1', language: 'zh-CN' });
  await turnOn(other);
  await page.getByRole('button', { name: 'Use it here' }).waitFor();
  await look(page, 'phone-replaced');
  await page.getByRole('button', { name: 'Use it here' }).click();
  await page.getByText(/You hear a call as soon/).waitFor();
  await other.getByRole('button', { name: '在此处使用' }).waitFor();
  await otherContext.close();

  // The feed breaks and comes back: so does the phone. It is remembered over a reload.
  await control('drop', {});
  await page.getByRole('button', { name: 'Phone connecting' }).waitFor();
  await page.getByRole('button', { name: 'Phone ready' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Phone ready' }).waitFor();
  await context.close();
  assert.deepEqual(faults, []);
});
