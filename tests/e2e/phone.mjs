// A phone call on real input: baresip calls the demo's number, an agent takes it in the desk in Chromium, and each is proved to
// hear the other by the tone it sings. Then hold, and the end from both sides.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers, soundFlags } from './browsers.mjs';
import { Caller, until, writeTone } from './caller.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort, freeUdpPort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures';
const customer_hz = 440, agent_hz = 1_000;
const steps = new Steps();
const step = steps.step.bind(steps);

// The strongest frequency that the page plays to its user, in Hz; 0: silence.
const pageHears = (page) =>
  page.evaluate(async () => {
    const streams = globalThis.rapport_streams ?? [];
    const stream = streams.at(-1);
    if (!stream) return -1;
    const context = new AudioContext({ sampleRate: 48_000 });
    const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 700));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    await context.close();
    let best = 0;
    for (let i = 1; i < bins.length; ++i) if (bins[i] > bins[best]) best = i;
    return bins[best] < -70 ? 0 : (best * 48_000) / 16_384;
  });

// What arrives over any peer connection of the page can be listened to by the test.
const listenIn = () => {
  globalThis.rapport_streams = [];
  const Peer = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Peer {
    constructor(...args) {
      super(...args);
      this.addEventListener('track', (event) => globalThis.rapport_streams.push(event.streams[0] ?? new MediaStream([event.track])));
    }
  };
};

const folder = mkdtempSync(join(tmpdir(), 'rapport-phone-'));
writeTone(join(folder, 'agent.wav'), agent_hz);
const sip = await freeUdpPort();
process.env.RAPPORT_VOICE_LISTEN = `udp:127.0.0.1:${sip}`;
const server = new Server(program, join(folder, 'data'), await freePort());
const caller = new Caller(customer_hz);
let browsers;
try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures, [
    ...soundFlags,
    `--use-file-for-fake-audio-capture=${join(folder, 'agent.wav')}`,
  ]);
  const lin = await browsers.signIn('lin@fernwell.example', { language: 'zh-CN' }, '/desk/', listenIn);

  await step('the desk turns its phone on', async () => {
    await browsers.phoneOn(lin);
    await browsers.available(lin);
  });

  await step('a caller asks the flow for an order, then for sales, and waits there with music', async () => {
    caller.dial(`sip:95500@127.0.0.1:${sip}`);
    await caller.answered();
    await caller.type('34711#1');
    await lin.getByRole('alert').filter({ hasText: /13900000001/ }).filter({ hasText: '销售' }).waitFor();
    await browsers.picture(lin, 'desk-call-offer-zh');
    await until(() => caller.heard([agent_hz], 1)[0] < 0.2 && caller.heard([262, 330, 392, 523, 220, 440], 1).some((s) => s > 0.02),
      10_000, () => 'no music');
  });

  await step('the agent takes the call, and each hears the other', async () => {
    await lin.getByRole('alert').getByRole('button', { name: /接听|接入/ }).first().click();
    await until(() => caller.heard([agent_hz], 1)[0] > 0.8, 10_000, () => `the caller hears ${caller.heard([agent_hz], 1)}`);
    const hz = await pageHears(lin);
    assert.ok(Math.abs(hz - customer_hz) < 10, `the agent hears ${hz} Hz`);
    await browsers.picture(lin, 'desk-call-zh');
  });

  await step('on hold the caller hears music, and the agent nothing', async () => {
    await lin.getByRole('button', { name: /保持/ }).first().click();
    await until(() => caller.heard([agent_hz], 1)[0] < 0.05, 10_000, () => 'the caller still hears the agent');
    assert.equal(await pageHears(lin), 0);
    await lin.getByRole('button', { name: /恢复/ }).first().click();
    await until(() => caller.heard([agent_hz], 1)[0] > 0.8, 10_000, () => 'the caller does not hear the agent again');
  });

  await step('the agent ends the call, and the caller is hung up on', async () => {
    await lin.getByRole('button', { name: /挂断/ }).first().click();
    await caller.hungUpOn();
    await lin.getByText('会话小结').first().waitFor();
    await browsers.picture(lin, 'desk-call-wrap-up-zh');
  });
  assert.deepEqual(browsers.errors, [], 'no page threw');
} catch (error) {
  steps.failed.push('the rest');
  console.log(`FAIL after "${steps.passed.at(-1) ?? 'start'}": ${error.stack ?? error}`);
  console.log(`--- server\n${server.log}\n--- caller\n${caller.log.slice(-3_000)}`);
  await browsers?.pictureAll('failed-phone');
} finally {
  await caller.close();
  await browsers?.close();
  await server.stop().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
process.exit(steps.report());
