// Voicemail on real input: baresip calls the demo's number, chooses to leave a message and sings after the beep. An agent is offered what it
// left, finds the tone in the recording, plays it in the desk and calls back. Then a caller who hangs up in the middle.
import assert from 'node:assert/strict';
import { Floor, tones, until } from './floor.mjs';
import { measure } from './recorded.mjs';

const beep_hz = 1_000;
const floor = await Floor.open('voicemail');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const sofia = await floor.person('sofia');
    const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));
    const voicemails = async () =>
      (await sofia.request('GET', '/interactions')).value.items.filter(({ channel }) => channel === 'voicemail');
    // The newest, once there are so many.
    const recorded = async (count) => {
      for (const deadline = performance.now() + 20_000; ; await seconds(0.1)) {
        const all = await voicemails();
        assert.ok(all.length <= count, `${all.length} voicemails`);
        if (all.length === count) {
          const { items } = (await sofia.request('GET', `/interactions/${all[0].id}/recordings`)).value;
          assert.equal(items.length, 1, 'one recording');
          return items[0];
        }
        assert.ok(performance.now() < deadline, `${all.length} voicemails, not ${count}`);
      }
    };
    // On the line until the beep; the menu is known already, and so is what is said before the beep.
    const speak = async () => {
      const caller = floor.telephone('customer');
      caller.dial(`sip:95500@127.0.0.1:${floor.sip}`);
      await caller.answered();
      await caller.type('4');
      await seconds(0.4);
      await caller.type('0');
      await until(() => caller.everHeard(beep_hz, 0.2), 15_000, () => 'no beep');
      return caller;
    };
    // In pieces of half a second: where the line slips by a frame, the tone goes on at another place of its wave.
    const pieces = (end_s) => Array.from({ length: Math.floor((end_s - 1.2) / 0.5) }, (_, i) => [0.6 + i * 0.5, 1.1 + i * 0.5]);
    const singsAlone = (heard) => {
      const shares = heard.stretches.map(([left]) => left[0] ?? 0).sort((a, b) => a - b);
      assert.ok(shares.length > 1 && shares[Math.floor(shares.length / 4)] > 0.9, `the tone is ${shares.join(', ')} of the left`);
      for (const [, right] of heard.stretches) assert.equal(right[0], null, 'nobody of ours is on it');
    };
    let outside;

    await floor.step('a caller leaves a message after the beep and ends it with #', async () => {
      const caller = await speak();
      await seconds(3);
      await caller.type('#');
      await caller.hungUpOn(15_000);
    });

    await floor.step('an agent is offered it and finds the tone in it', async () => {
      outside = await floor.outside('+8613900000001');
      await floor.available(lin);
      const offer = lin.getByRole('alert').filter({ hasText: '语音留言' }).filter({ hasText: '13900000001' });
      await offer.waitFor();
      await floor.browsers.picture(lin, 'voicemail-offer-zh');
      await floor.accept(lin);
      const recording = await recorded(1);
      assert.equal(recording.state, 'whole');
      assert.equal(recording.because, 'voicemail');
      assert.ok(recording.duration_ms > 2_500 && recording.duration_ms < 9_000, `${recording.duration_ms} ms`);
      const heard = await measure(lin, recording.id, pieces(recording.duration_ms / 1_000), [tones.customer]);
      singsAlone(heard);
    });

    await floor.step('plays it', async () => {
      const slider = lin.getByRole('slider', { name: '录音播放位置' });
      await slider.waitFor();
      await lin.getByText('+8613900000001').first().waitFor();
      await lin.getByRole('button', { name: '播放' }).click();
      for (const deadline = performance.now() + 10_000; Number(await slider.getAttribute('aria-valuenow')) < 1; await seconds(0.1))
        assert.ok(performance.now() < deadline, 'it does not move');
      await floor.browsers.picture(lin, 'voicemail-zh');
    });

    await floor.step('it looks the same in English, and on a narrow screen in the dark', async () => {
      for (const look of [{ language: 'en-US' }, { language: 'zh-CN', dark: true, width: 390, height: 844 }]) {
        const page = await floor.browsers.signIn('lin@fernwell.example', look);
        if (look.width) await page.getByText('语音留言').first().click();
        await page.getByRole('slider').waitFor();
        await page.locator('svg path[d^=M]').first().waitFor({ state: 'attached' });
        await floor.browsers.picture(page, `voicemail-${look.language.slice(0, 2)}-${look.dark ? 'dark' : 'light'}`);
        await page.context().close();
      }
    });

    await floor.step('and calls back from it', async () => {
      await lin.getByRole('button', { name: '回拨' }).click();
      await floor.hears(lin, ['outside'], 20_000);
      await floor.hears(outside, ['lin']);
      await lin.getByRole('button', { name: /挂断/ }).first().click();
      await outside.hungUpOn();
    });

    await floor.step('who hangs up in the middle of speaking has left what they said', async () => {
      const caller = await speak();
      await seconds(2);
      await caller.hangUp();
      const recording = await recorded(2);
      assert.ok(recording.duration_ms > 1_500, `${recording.duration_ms} ms`);
      const length = recording.duration_ms / 1_000;
      singsAlone(await measure(lin, recording.id, pieces(length + 0.3), [tones.customer]));
    });
  }),
);
