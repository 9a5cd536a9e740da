// The built widget on the demo page in a real Chromium against the fake server: a walk through every state,
// checks on the way, axe on each screen, and pictures of all (CHECK_PICTURES names their folder).

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { startFake, type FakeServer } from '../fake/server.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.CHECK_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

let browser: Browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
after(() => browser.close());

interface Look {
  lang?: 'en' | 'zh';
  isDark?: boolean;
  isPhone?: boolean;
}

async function visit(
  look: Look,
  run: (page: Page, fake: FakeServer, context: BrowserContext) => Promise<void>,
) {
  const fake = await startFake();
  fake.options.isAgentAlive = false;
  const context = await browser.newContext({
    viewport: look.isPhone ? { width: 390, height: 844 } : { width: 1280, height: 860 },
    deviceScaleFactor: look.isPhone ? 2 : 1,
    hasTouch: look.isPhone ?? false,
    isMobile: look.isPhone ?? false,
    colorScheme: look.isDark ? 'dark' : 'light',
    locale: look.lang === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  try {
    await page.goto(`${fake.url}/demo/?lang=${look.lang ?? 'en'}`);
    await page.locator('.launcher').waitFor();
    await run(page, fake, context);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    await fake.close();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  await page.waitForTimeout(120);
  await page.screenshot({ path: `${pictures}/${name}.png` });
}

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (c: object) => Promise<{ violations: Finding[] }> } }).axe
      .run;
    type Finding = { id: string; impact: string; nodes: { target: unknown; failureSummary: string }[] };
    const { violations } = await run({ include: [['#rapport-chat']] });
    return violations
      .filter((v) => v.impact === 'serious' || v.impact === 'critical')
      .map((v) => `${v.id}: ${v.nodes.map((n) => JSON.stringify(n.target) + n.failureSummary).join('; ')}`);
  });
}

async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  assert.deepEqual(await axeFindings(page), [], name);
}

const open = (page: Page) => page.locator('.launcher').click();
const bubble = (page: Page, text: string) => page.locator('.line .bubble', { hasText: text });

async function fillForm(page: Page, text: string): Promise<void> {
  await page.locator('#field-0').fill('Mei Tanaka');
  await page.locator('#field-2').selectOption({ index: 1 });
  await page.locator('#field-text').fill(text);
  await page.locator('.form button[type=submit]').click();
}

for (const [name, shape] of Object.entries({
  'en-light': { lang: 'en' },
  'zh-light': { lang: 'zh' },
  'zh-dark': { lang: 'zh', isDark: true },
  'en-dark-phone': { lang: 'en', isDark: true, isPhone: true },
  'zh-light-phone': { lang: 'zh', isPhone: true },
} satisfies Record<string, Look>))
  test(`a conversation from form to end (${name})`, async () => {
    const isChinese = shape.lang === 'zh';
    const words = isChinese
      ? {
          ask: '你好，我的磨豆机卡住了 😅',
          reply: '您好，可以拍张照片吗？参考 https://example.com/help。',
          own: '好的，稍等',
        }
      : {
          ask: 'Hello, my grinder is stuck 😅',
          reply: 'Could you take a photo? See https://example.com/help.',
          own: 'Sure, one moment',
        };
    await visit(shape, async (page, fake) => {
      await picture(page, `${name}-0-page`);
      await open(page);
      await page.locator('.form').waitFor();
      await page.locator('.form button[type=submit]').click();
      assert.equal(await page.locator('.problem').count(), 3);
      await look(page, `${name}-1-form`);
      await fillForm(page, words.ask);
      await page.locator('.queue').waitFor();
      await bubble(page, words.ask).waitFor();
      await look(page, `${name}-2-queue`);
      const control = (order: object) => page.request.post(`${fake.url}/fake`, { data: order });
      await control({ do: 'accept', text: isChinese ? '李娜' : 'Nora Lindqvist' });
      await control({ do: 'agent', text: words.reply });
      await bubble(page, words.reply.slice(0, 6)).waitFor();
      assert.equal(await page.locator('.theirs .words a').getAttribute('href'), 'https://example.com/help');
      await page.locator('.composer textarea').fill(words.own);
      await page.keyboard.press('Enter');
      await page.locator('[data-mark=sent]', { hasText: words.own }).waitFor();
      await control({ do: 'read' });
      await page.locator('[data-mark=read]', { hasText: words.own }).waitFor();
      await page.locator('input[type=file]').setInputFiles([
        { name: 'grinder.png', mimeType: 'image/png', buffer: onePicture },
        {
          name: isChinese ? '购买发票 2026.pdf' : 'Invoice 2026.pdf',
          mimeType: 'application/pdf',
          buffer: Buffer.alloc(48_000, 32),
        },
        { name: 'setup.exe', mimeType: '', buffer: Buffer.from('MZ') },
      ]);
      await page.locator('.item.bad').waitFor();
      await page.locator('.progress').waitFor({ state: 'detached' });
      await look(page, `${name}-3-attach`);
      await page.locator('.item.bad button').last().click();
      await page.locator('.send').click();
      await page.locator('.picture img').waitFor();
      await control({ do: 'typing' });
      await page.locator('.typing').waitFor();
      await look(page, `${name}-4-conversation`);
      fake.options.isDown = true;
      fake.cut();
      await page.locator('.composer textarea').fill(isChinese ? '断网时写的消息' : 'Written while offline');
      await page.keyboard.press('Enter');
      await page.locator('.banner').waitFor();
      await look(page, `${name}-5-offline`);
      fake.options.isDown = false;
      await page.locator('.banner .link').click();
      await page.locator('[data-mark=sending]').waitFor({ state: 'detached' });
      await control({ do: 'end' });
      await page.locator('.ended').waitFor();
      await look(page, `${name}-6-ended`);
      await page.locator('.ended .button').click();
      await page.locator('.composer textarea').fill(isChinese ? '还有一个问题' : 'One more question');
      await page.keyboard.press('Enter');
      await page.locator('.queue').waitFor();
      await look(page, `${name}-7-again`);
    });
  });

test('closed hours, identity and failure are said', async () => {
  for (const lang of ['en', 'zh'] as const)
    await visit({ lang, isDark: lang === 'zh' }, async (page, fake) => {
      const opens_at = new Date(Date.now() + 3 * 86_400_000).toISOString();
      fake.options.config = { is_open: false, opens_at, position: 'left', colour: '#ffd23f' };
      await page.reload();
      await open(page);
      await page.locator('[data-view=closed]').waitFor();
      await look(page, `closed-${lang}`);
      fake.options.config = { is_identity_required: true, colour: '#7c3aed' };
      await page.reload();
      await open(page);
      await page.locator('[data-view=identity]').waitFor();
      await look(page, `identity-${lang}`);
    });
});

// A 64×48 picture (a PNG made here, so that nothing binary lies in the repository).
const onePicture = makePicture();
function makePicture(): Buffer {
  const { deflateSync, crc32 } = createRequire(import.meta.url)('node:zlib') as typeof import('node:zlib');
  const [width, height] = [320, 220];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows.set(
        [190 - y / 2, 140 - Math.hypot(x - 160, y - 110) / 3, 80 + x / 6],
        y * (width * 3 + 1) + 1 + x * 3,
      );
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    sign,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
