// A recorded call: its number tells everybody so first (700 Hz), then baresip sings 440 Hz, the agent's browser 1000 Hz; a hold and a pause in between. The recording is fetched through the
// API by who may, decoded by the browser, and has each tone in its own channel, and neither music nor what was said during the pause. Then
// it is played in the desk.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers, soundFlags } from './browsers.mjs';
import { Caller, until, writeTone } from './caller.mjs';
import { measure } from './recorded.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort, freeUdpPort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures';
const customer_hz = 440, agent_hz = 1_000, announcement_hz = 700;
const music = [262, 330, 392, 523, 220];
const steps = new Steps();
const step = steps.step.bind(steps);
const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

const folder = mkdtempSync(join(tmpdir(), 'rapport-recording-'));
writeTone(join(folder, 'agent.wav'), agent_hz);
const sip = await freeUdpPort();
process.env.RAPPORT_VOICE_LISTEN = `udp:127.0.0.1:${sip}`;
const server = new Server(program, join(folder, 'data'), await freePort());
const caller = new Caller(customer_hz);
let browsers, sofia, recording;
try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures, [
    ...soundFlags,
    `--use-file-for-fake-audio-capture=${join(folder, 'agent.wav')}`,
  ]);
  const lin = await browsers.signIn('lin@fernwell.example', { language: 'zh-CN' }, '/desk/');
  const admin = await Staff.enter(server.base, 'admin');
  const button = (name) => lin.getByRole('button', { name }).first();

  await step('a number that tells everybody first', async () => {
    writeTone(join(folder, 'told.wav'), announcement_hz, 48_000, 2);
    const answer = await fetch(`${server.base}/api/v1/prompts`, {
      method: 'POST',
      headers: { Cookie: admin.cookie, 'X-CSRF-Token': admin.csrf, 'Content-Type': 'audio/wav', 'X-File-Name': 'Recorded.wav', 'X-Language': 'en' },
      body: readFileSync(join(folder, 'told.wav')),
    });
    const prompt = await answer.json();
    const { items } = await admin.get('/phone-numbers');
    const { id, ...fields } = items.find(({ number }) => number === '95500');
    await admin.put(`/phone-numbers/${id}`, { ...fields, announcement_prompt_id: prompt.id });
  });

  await step('a call into a queue that records', async () => {
    const { items } = await admin.get('/queues');
    for (const queue of items.filter(({ channel }) => channel === 'voice')) {
      const { id, ...fields } = queue;
      await admin.put(`/queues/${id}`, { ...fields, rules: { ...fields.rules, recording: { rule: 'all', by_hand: true } } });
    }
    await browsers.phoneOn(lin);
    await browsers.available(lin);
    caller.dial(`sip:95500@127.0.0.1:${sip}`);
    await caller.answered();
    await until(() => caller.everHeard(announcement_hz, 1), 10_000, () => 'the caller was told nothing');
    await until(() => caller.heard([announcement_hz], 0.5)[0] < 0.05, 10_000, () => 'the announcement does not end');
    await caller.type('2');  // the flow's menu: support
    await lin.getByRole('alert').filter({ hasText: /13900000001/ }).waitFor();
    await seconds(1.5);  // of music
    await lin.getByRole('alert').getByRole('button', { name: /接听|接入/ }).first().click();
    await until(() => caller.heard([agent_hz], 1)[0] > 0.8, 10_000, () => `the caller hears ${caller.heard([agent_hz], 1)}`);
    await lin.getByText('录音中', { exact: true }).waitFor();
    await browsers.picture(lin, 'desk-recording-zh');
    await seconds(2);
  });

  await step('with a hold, and a pause while a card number is said', async () => {
    await button(/^保持/).click();
    await until(() => caller.heard([agent_hz], 1)[0] < 0.05, 10_000, () => 'the caller still hears the agent');
    await seconds(1.5);
    await button(/^恢复/).click();
    await until(() => caller.heard([agent_hz], 1)[0] > 0.8, 10_000, () => 'the caller does not hear the agent again');
    await button('暂停录音').click();
    await lin.getByText('录音已暂停').waitFor();
    await browsers.picture(lin, 'desk-recording-paused-zh');
    await seconds(2);
    await button('继续录音').click();
    await lin.getByText('录音中', { exact: true }).waitFor();
    await seconds(2);
    await button(/挂断/).click();
    await caller.hungUpOn();
  });

  await step('has the customer left, the agent right, and nothing of music, hold and pause', async () => {
    sofia = await browsers.signIn('sofia@fernwell.example');
    const staff = await Staff.enter(server.base, 'sofia');
    const { items: calls } = await staff.get('/interactions');
    const call = calls.find(({ channel }) => channel === 'voice');
    for (const deadline = performance.now() + 10_000; ; await seconds(0.2)) {
      const { items } = await staff.get(`/interactions/${call.id}/recordings`);
      assert.equal(items.length, 1, 'one recording');
      recording = items[0];
      if (recording.state !== 'writing') break;
      assert.ok(performance.now() < deadline, 'it is not ended');
    }
    assert.equal(recording.state, 'whole');
    assert.equal(recording.may_listen, true);
    assert.ok(recording.marks.some(({ kind }) => kind === 'announced'), 'the recording does not say that the customer was told');
    assert.deepEqual(recording.agent_ids, [recording.marks.find(({ user_id }) => user_id).user_id]);
    const at = (kind) => recording.marks.find((mark) => mark.kind === kind).at_ms / 1_000;
    const talks = [[0.5, at('held') - 0.2], [at('resumed') + 0.4, at('paused') - 0.1], [at('unpaused') + 0.3, recording.duration_ms / 1_000 - 0.5]];
    const silences = [[at('held') + 0.3, at('resumed') - 0.2], [at('paused') + 0.3, at('unpaused') - 0.3]];
    const heard = await measure(sofia, recording.id, [...talks, ...silences], [customer_hz, agent_hz, ...music]);
    console.log(`     ${heard.seconds.toFixed(1)} s in ${heard.bytes} bytes, marks ${recording.marks.map(({ kind, at_ms }) => `${kind}@${at_ms}`).join(' ')}`);
    assert.equal(heard.channels, 2);
    assert.ok(Math.abs(heard.seconds - recording.duration_ms / 1_000) < 0.1, `${heard.seconds} s`);
    for (const [left, right] of heard.stretches.slice(0, talks.length)) {
      // A busy machine lets the caller's phone skip frames, which is no fault of the recording.
      assert.ok(left[0] > 0.6, `440 Hz is ${left[0]} of the left`);
      assert.ok(right[1] > 0.6, `1000 Hz is ${right[1]} of the right`);
      assert.ok(left[1] < 0.01 && right[0] < 0.01, `crosstalk ${left[1]} ${right[0]}`);
      assert.ok([...left.slice(2), ...right.slice(2)].every((share) => share < 0.02), `music in ${left} ${right}`);
    }
    for (const stretch of heard.stretches.slice(talks.length))
      for (const channel of stretch) assert.ok(channel.every((share) => share === null), `not silent: ${channel}`);
  });

  await step('by ranges, only to who may, and noted each time', async () => {
    const part = await sofia.evaluate(async (id) => {
      const answer = await fetch(`/api/v1/recordings/${id}/audio`, { headers: { Range: 'bytes=1000-1099' } });
      return { status: answer.status, range: answer.headers.get('content-range'), bytes: (await answer.arrayBuffer()).byteLength };
    }, recording.id);
    assert.equal(part.status, 206);
    assert.equal(part.bytes, 100);
    assert.equal(part.range, `bytes 1000-1099/${recording.bytes}`);
    const refused = await lin.evaluate(async (id) => (await fetch(`/api/v1/recordings/${id}/audio`)).status, recording.id);
    assert.equal(refused, 403);
    const { items } = await admin.get('/audit?what=listen');
    assert.equal(items.length, 2);
    const whole = items.at(-1).after;
    assert.equal(whole.from_ms, 0);
    assert.ok(Math.abs(whole.to_ms - recording.duration_ms) < 100, `to ${whole.to_ms}`);
  });

  await step('is played in the desk by mouse and keys', async () => {
    await sofia.goto(`${server.base}/desk/interactions/${recording.interaction_id}`);
    const slider = sofia.getByRole('slider', { name: 'Position in the recording' });
    await slider.waitFor();
    await sofia.getByRole('button', { name: 'Play' }).click();
    await sofia.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    const at = async () => Number(await slider.getAttribute('aria-valuenow'));
    for (const deadline = performance.now() + 10_000; (await at()) < 1; await seconds(0.1))
      assert.ok(performance.now() < deadline, 'it does not move');
    const box = await slider.boundingBox();
    await sofia.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const middle = recording.duration_ms / 2_000;
    for (const deadline = performance.now() + 5_000; Math.abs((await at()) - middle) > 2; await seconds(0.1))
      assert.ok(performance.now() < deadline, `at ${await at()}, not ${middle}`);
    await slider.focus();
    await sofia.keyboard.press('Home');
    await sofia.keyboard.press('Space');
    assert.ok((await at()) <= 2);
    await sofia.getByRole('button', { name: /Recording paused/ }).click();
    const paused = recording.marks.find(({ kind }) => kind === 'paused').at_ms / 1_000;
    assert.ok(Math.abs((await at()) - paused) <= 1, `at ${await at()}`);
    assert.equal(await sofia.getByRole('alert').filter({ hasText: 'cannot be played' }).count(), 0);
    await browsers.picture(sofia, 'recording-en');
    for (const look of [
      { language: 'zh-CN', dark: true }, { language: 'zh-CN', width: 390, height: 844 }, { language: 'en-US', dark: true, width: 390, height: 844 },
    ]) {
      const page = await browsers.signIn('sofia@fernwell.example', look, `/desk/interactions/${recording.interaction_id}`);
      await page.goto(`${server.base}/desk/interactions/${recording.interaction_id}`);
      await page.getByRole('slider').waitFor();
      await seconds(0.5);
      await browsers.picture(page, `recording-${look.language.slice(0, 2)}-${look.dark ? 'dark' : 'light'}-${look.width ?? 1280}`);
    }
  });
  assert.deepEqual(browsers.errors, [], 'no page threw');
} catch (error) {
  steps.failed.push('the rest');
  console.log(`FAIL after "${steps.passed.at(-1) ?? 'start'}": ${error.stack ?? error}`);
  console.log(`--- server\n${server.log}\n--- caller\n${caller.log.slice(-3_000)}`);
  await browsers?.pictureAll('failed-recording');
} finally {
  await caller.close();
  await browsers?.close();
  await server.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
process.exit(steps.report());
