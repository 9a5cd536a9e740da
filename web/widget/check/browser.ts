// The built widget on the demo page in a real Chromium against the fake server: a walk through every state,
// checks on the way, axe on each screen, and pictures of all (CHECK_PICTURES names their folder).

import { test } from 'node:test';
import { assert, bubble, fillForm, look, onePicture, open, picture, visit, type Look } from './visit.ts';

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
      await page.locator('.problem').nth(2).waitFor();
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
      // It may have come back by itself in the same moment.
      await page
        .locator('.banner .link')
        .click({ timeout: 5_000 })
        .catch(() => undefined);
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

test('closed hours and the need to sign in are said', async () => {
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
      // The panel was open before the reload, so it is again.
      await page.locator('[data-view=identity]').waitFor();
      await look(page, `identity-${lang}`);
    });
});
