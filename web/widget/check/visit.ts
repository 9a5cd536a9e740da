// A visitor's browser at the demo page of the fake server: what the checks share.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { startFake, type FakeServer } from '../fake/server.ts';

export { assert };

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

export interface Look {
  lang?: 'en' | 'zh';
  isDark?: boolean;
  isPhone?: boolean;
  prepare?: () => void; // runs in the page before anything of it
}

export async function visit(
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
  if (look.prepare) await context.addInitScript(look.prepare);
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

export async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
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

export async function look(page: Page, name: string): Promise<void> {
  await picture(page, name);
  assert.deepEqual(await axeFindings(page), [], name);
}

export const open = (page: Page): Promise<void> => page.locator('.launcher').click();
export const bubble = (page: Page, text: string): Locator => page.locator('.line .bubble', { hasText: text });

export async function fillForm(page: Page, text: string): Promise<void> {
  await page.locator('#field-0').fill('Mei Tanaka');
  await page.locator('#field-2').selectOption({ index: 1 });
  await page.locator('#field-text').fill(text);
  await page.locator('.form button[type=submit]').click();
}

// A 64×48 picture (a PNG made here, so that nothing binary lies in the repository).
export const onePicture = makePicture();
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
