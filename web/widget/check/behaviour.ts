// What pictures do not show: reloads, tabs, keys, hostile words and pages, files, signing in.

import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FakeServer } from '../fake/server.ts';
import { assert, bubble, fillForm, look, onePicture, open, visit } from './visit.ts';

const noForm = { pre_chat: { is_on: false, fields: [] } };

async function talking(page: Page, fake: FakeServer): Promise<(order: object) => Promise<unknown>> {
  fake.options.config = noForm;
  await page.reload();
  await open(page);
  await page.locator('.composer textarea').fill('hello');
  await page.keyboard.press('Enter');
  await page.locator('[data-mark=sent]').waitFor();
  const order = (data: object) => page.request.post(`${fake.url}/fake`, { data });
  await order({ do: 'accept', text: 'Nora' });
  await page.locator('.header', { hasText: 'Nora' }).waitFor();
  return order;
}

// Focus moves after the paint that follows what is shown.
const focused = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('#rapport-chat')?.shadowRoot?.activeElement?.closest(wanted),
    selector,
  );

const shown = (page: Page): Promise<string[]> => page.locator('.line .bubble').allInnerTexts();

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await check())) {
    assert.ok(Date.now() < end, `in time: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test('a reload mid-conversation shows everything once, with the panel and the draft as they were', () =>
  visit({}, async (page, fake) => {
    const order = await talking(page, fake);
    await order({ do: 'agent', text: 'first answer' });
    await bubble(page, 'first answer').waitFor();
    fake.options.isDeaf = true;
    await page.locator('.composer textarea').fill('never acknowledged');
    await page.keyboard.press('Enter');
    await until(() => fake.chats.newest()!.messages.length === 3);
    await page.locator('.composer textarea').fill('half a thou');
    fake.options.isDeaf = false;
    await page.reload();
    await bubble(page, 'never acknowledged').waitFor();
    await page.locator('[data-mark=sending]').waitFor({ state: 'detached' });
    assert.deepEqual(await shown(page), ['hello', 'first answer', 'never acknowledged']);
    assert.equal(await page.locator('.composer textarea').inputValue(), 'half a thou');
    assert.equal(fake.chats.newest()!.messages.length, 3);
  }));

test('two tabs of a visitor stay alike', () =>
  visit({}, async (page, fake, context) => {
    const order = await talking(page, fake);
    const other = await context.newPage();
    await other.goto(page.url());
    await open(other);
    await bubble(other, 'hello').waitFor();
    await other.locator('.composer textarea').fill('from the second');
    await other.keyboard.press('Enter');
    await bubble(page, 'from the second').waitFor();
    await order({ do: 'agent', text: 'to both' });
    for (const tab of [page, other]) await bubble(tab, 'to both').waitFor();
    assert.deepEqual(await shown(page), await shown(other));
    await order({ do: 'end' });
    for (const tab of [page, other]) await tab.locator('.ended').waitFor();
    await other.locator('.ended .button').click();
    await other.locator('.composer textarea').fill('again');
    await other.keyboard.press('Enter');
    await bubble(page, 'again').waitFor();
    await page.locator('.queue').waitFor();
    assert.equal(fake.chats.newest()!.conversations.length, 2);
  }));

test('the keyboard does everything', () =>
  visit({}, async (page) => {
    await page.locator('.launcher').focus();
    await page.keyboard.press('Enter');
    await page.locator('.form').waitFor();
    await focused(page, '#field-0');
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    await focused(page, '.launcher');
    await page.keyboard.press('Enter');
    await fillForm(page, 'hello');
    await page.locator('.queue').waitFor();
    await page.locator('.header .round').first().focus();
    await page.keyboard.press('Enter');
    await focused(page, '.menu');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await focused(page, '.ask');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.ended').waitFor();
  }));

test('on a phone the focus stays in the sheet', () =>
  visit({ isPhone: true }, async (page, fake) => {
    await talking(page, fake);
    const inside = () =>
      page.evaluate(() => Boolean(document.querySelector('#rapport-chat')?.shadowRoot?.activeElement));
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press(i < 8 ? 'Tab' : 'Shift+Tab');
      assert.ok(await inside());
    }
    const box = await page.locator('.panel').boundingBox();
    assert.deepEqual([box?.x, box?.y, box?.width, box?.height], [0, 0, 390, 844]);
  }));

test('Enter belongs to the input method while it composes', () =>
  visit({ lang: 'zh' }, async (page, fake) => {
    await talking(page, fake);
    const area = page.locator('.composer textarea');
    const client = await page.context().newCDPSession(page);
    await area.focus();
    await client.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
    await area.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await area.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    assert.equal(await area.inputValue(), 'nihao');
    await client.send('Input.insertText', { text: '你好' });
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('世界');
    await page.keyboard.press('Enter');
    await bubble(page, '世界').waitFor();
    assert.ok(fake.chats.newest()!.messages.some((m) => m.text === '你好\n世界'));
  }));

test('words are words: no markup, no script address', () =>
  visit({}, async (page, fake) => {
    const order = await talking(page, fake);
    const text = '<img src=x onerror="window.hacked=1"> javascript:alert(1) <a href="x">y</a> \u202Egnp.exe';
    await order({ do: 'agent', text });
    await bubble(page, 'onerror').waitFor();
    assert.equal(await page.evaluate(() => (window as { hacked?: number }).hacked), undefined);
    assert.equal(await page.locator('.line img, .words a').count(), 0);
  }));

test('the page’s styles do not reach the chat, nor the chat’s the page', () =>
  visit({}, async (page) => {
    const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await colour();
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'div, button, #rapport-chat { display: none !important; opacity: 0 !important; transform: scale(3) !important; font-size: 60px !important; color: red !important }',
      );
      document.adoptedStyleSheets = [sheet];
    });
    await open(page);
    await page.locator('.form').waitFor();
    const box = await page.locator('.panel').boundingBox();
    assert.equal(box?.width, 392);
    assert.equal(await page.locator('.greeting').evaluate((e) => getComputedStyle(e).fontSize), '15px');
    assert.equal(await colour(), before);
    const globals = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      return Object.getOwnPropertyNames(window).filter(
        (name) => !plain.has(name) && Number.isNaN(Number(name)),
      );
    });
    assert.deepEqual(
      globals.filter((name) => !/playwright|^axe/i.test(name)),
      ['RapportChat'],
    );
  }));

test('files come by paste and drop, and are refused with a reason', () =>
  visit({}, async (page, fake) => {
    await talking(page, fake);
    await page.locator('.composer textarea').evaluate(
      (area, bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'screen.png', { type: 'image/png' }));
        area.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      [...onePicture],
    );
    await page.locator('.item', { hasText: 'screen.png' }).waitFor();
    await page.locator('.panel').evaluate((panel) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'film.zip', { type: 'application/zip' }));
      data.items.add(new File([], 'empty.txt', { type: 'text/plain' }));
      data.items.add(new File(['x'], 'a.svgz', { type: 'image/x-other' }));
      data.items.add(new File(['x'], 'a.wasm', { type: 'application/wasm' }));
      panel.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
      panel.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.locator('.item.bad').nth(2).waitFor();
    await page.locator('.progress').waitFor({ state: 'detached' });
    const sizes = await page.locator('.item .size').allInnerTexts();
    assert.deepEqual(sizes.slice(1), [
      'Larger than 20 MB',
      'The file is empty',
      '1 B',
      'This kind of file is not accepted — Programs are not accepted.',
    ]);
    await look(page, 'attach-refused');
    fake.options.isDown = true;
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'later.txt', mimeType: 'text/plain', buffer: Buffer.from('later') });
    await page.locator('.item .link').waitFor();
    fake.options.isDown = false;
    await page.locator('.item .link').click();
    await until(async () => (await page.locator('.item .size').last().innerText()) === '5 B');
  }));

test('new messages count on the launcher and in the title of a page in the background', () =>
  visit({}, async (page, fake) => {
    const order = await talking(page, fake);
    await page.locator('.header .round').last().click();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await order({ do: 'agent', text: 'one' });
    await order({ do: 'agent', text: 'two' });
    await until(
      async () =>
        (await page
          .locator('.badge')
          .innerText()
          .catch(() => '')) === '2',
    );
    await until(async () => (await page.title()) === '(2) 2 new messages');
    await page.screenshot({
      path: process.env.CHECK_PICTURES ? `${process.env.CHECK_PICTURES}/badge.png` : undefined,
    });
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await until(async () => (await page.title()).startsWith('Fernwell'));
    await open(page);
    await page.locator('.badge').waitFor({ state: 'detached' });
  }));

test('without storage the chat works until the page goes', () =>
  visit(
    {
      prepare: () => {
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, {
            get: () => {
              throw new DOMException('blocked', 'SecurityError');
            },
          });
      },
    },
    async (page) => {
      await open(page);
      await fillForm(page, 'hello');
      await page.locator('[data-mark=sent]').waitFor();
    },
  ));

test('a signed-in customer is known, is not asked for their name, and leaves nothing behind', () =>
  visit({}, async (page, fake) => {
    await page.locator('#account summary').click();
    await page.locator('#customers button').last().click();
    await page.locator('#account summary', { hasText: 'Ada Okafor' }).waitFor();
    await open(page);
    await page.locator('.form').waitFor();
    assert.equal(await page.locator('.field').count(), 2);
    await page.locator('#field-0').selectOption({ index: 1 });
    await page.locator('#field-text').fill('It is me');
    await page.locator('.form button[type=submit]').click();
    await page.locator('[data-mark=sent]').waitFor();
    assert.equal(fake.chats.newest()?.is_verified, true);
    await page.reload();
    await bubble(page, 'It is me').waitFor();
    await page.locator('#account summary').click();
    await page.locator('#customers button').last().click();
    await bubble(page, 'It is me').waitFor({ state: 'detached' });
    await page.locator('.form').waitFor();
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage }).includes('okafor')), false);
  }));

test('the host page opens, closes and listens', () =>
  visit({}, async (page, fake) => {
    const order = await talking(page, fake);
    await page.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      for (const name of ['open', 'close', 'message', 'unread', 'conversation'] as const)
        (
          window as unknown as { RapportChat: { on: (n: string, l: (d: unknown) => void) => void } }
        ).RapportChat.on(name, (detail) => heard.push([name, detail]));
    });
    const call = (name: 'open' | 'close') =>
      page.evaluate(
        (n) => (window as unknown as { RapportChat: Record<string, () => void> }).RapportChat[n]!(),
        name,
      );
    await call('close');
    await order({ do: 'agent', text: 'psst' });
    await page.locator('.badge').waitFor();
    await call('open');
    await bubble(page, 'psst').waitFor();
    const hear = () => page.evaluate(() => (window as unknown as { heard: [string, unknown][] }).heard);
    await until(async () => (await hear()).length >= 5);
    const heard = await hear();
    assert.deepEqual(
      heard.map(([name]) => name),
      ['close', 'message', 'unread', 'open', 'unread'],
    );
  }));

test('a conversation that nobody takes says so', () =>
  visit({ lang: 'zh' }, async (page, fake) => {
    fake.options.config = noForm;
    await page.reload();
    await open(page);
    await page.locator('.composer textarea').fill('有人吗');
    await page.keyboard.press('Enter');
    await page.locator('.queue').waitFor();
    const order = (data: object) => page.request.post(`${fake.url}/fake`, { data });
    await order({
      do: 'change',
      change: { position: undefined, wait: { position: 0, low_s: 0, high_s: 0, is_known: false } },
    });
    await page.locator('.queue', { hasText: '暂时无法预估等待时间' }).waitFor();
    await look(page, 'queue-unknown');
    await order({ do: 'end' });
    await page.locator('.note', { hasText: '暂时没有客服' }).waitFor();
    await look(page, 'unanswered');
  }));

test('a refused message keeps its words and says why', () =>
  visit({}, async (page, fake) => {
    await talking(page, fake);
    fake.options.refuse = { reason: 'bad_message', detail: 'The message cannot be sent as it is.' };
    await page.locator('.composer textarea').fill('refused');
    await page.keyboard.press('Enter');
    await page.locator('.failed').waitFor();
    await look(page, 'refused');
    fake.options.refuse = undefined;
    await page.locator('.failed .link').first().click();
    await page.locator('[data-mark=sent]', { hasText: 'refused' }).waitFor();
  }));
