// A floor with telephones: the demo server, desks in Chromium and people at telephones, each singing a tone of
// their own, so that who hears whom is measured at every end and not believed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from '../crash/clients.mjs';
import { Server, freePort, freeUdpPort } from '../crash/server.mjs';
import { Browsers, soundFlags } from './browsers.mjs';
import { Caller, until } from './caller.mjs';
import { Steps } from './steps.mjs';

export const tones = { customer: 410, lin: 1_000, zhao: 1_250, sofia: 1_600, outside: 700, phone: 2_100 };
const voices = Object.keys(tones);
const number_zh = '95500';

// In the page, before its own scripts: its microphone is a tone, and what it plays can be listened to.
const sing = (hz) => {
  globalThis.rapport_streams = [];
  const Peer = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Peer {
    constructor(...args) {
      super(...args);
      this.addEventListener('track', (event) => globalThis.rapport_streams.push(event.streams[0] ?? new MediaStream([event.track])));
    }
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext({ sampleRate: 48_000 });
    const microphone = context.createMediaStreamDestination();
    const level = new GainNode(context, { gain: 0.2 });
    const tone = new OscillatorNode(context, { frequency: hz });
    tone.connect(level).connect(microphone);
    tone.start();
    globalThis.rapport_microphone = { context, tone };
    return microphone.stream;
  };
};

// Levels in dB at these frequencies in what the page plays.
const levelsIn = (page, hzs) =>
  page.evaluate(async (hzs) => {
    const stream = globalThis.rapport_streams?.at(-1);
    if (!stream) return hzs.map(() => -200);
    const context = new AudioContext({ sampleRate: 48_000 });
    const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 450));
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    await context.close();
    const width = 48_000 / 16_384;
    return hzs.map((hz) => Math.max(...bins.subarray(Math.round(hz / width) - 2, Math.round(hz / width) + 3)));
  }, hzs);

export class Floor {
  // `settings`: RAPPORT_… for the server.
  static async open(name, settings = {}) {
    const floor = new Floor();
    Object.assign(floor, { name, steps: new Steps(), phones: [] });
    floor.folder = mkdtempSync(join(tmpdir(), `rapport-${name}-`));
    floor.sip = await freeUdpPort();
    Object.assign(process.env, settings, { RAPPORT_VOICE_LISTEN: `udp:127.0.0.1:${floor.sip}` });
    floor.server = new Server(process.env.RAPPORT ?? 'build/release/rapport', join(floor.folder, 'data'), await freePort());
    await floor.server.start(60_000);
    floor.browsers = await Browsers.open(floor.server.base, process.env.PICTURES ?? 'build/pictures', soundFlags);
    return floor;
  }

  // Runs the walk, tells what failed and where, and leaves nothing running. The exit code.
  async walk(act) {
    try {
      await act();
    } catch (error) {
      this.steps.failed.push('the rest');
      console.log(`FAILED after: ${this.steps.passed.at(-1) ?? 'nothing'}\n${error.stack}`);
      console.log(`--- server\n${this.server.log.slice(-6_000)}`);
      for (const phone of this.phones) console.log(`--- phone\n${phone.log.slice(-2_000)}`);
      await this.browsers.pictureAll(`failed-${this.name}`);
    } finally {
      await Promise.all(this.phones.map((phone) => phone.close()));
      await this.browsers.close();
      await this.server.stop().catch(() => {});
      rmSync(this.folder, { recursive: true, force: true });
    }
    if (this.browsers.errors.length) {
      this.steps.failed.push('the pages');
      console.log(`errors in the pages:\n${this.browsers.errors.join('\n')}`);
    }
    return this.steps.report();
  }

  async step(name, act) {
    await this.steps.step(name, act);
  }

  // A desk in Chromium, signed in; with its phone on unless `is_silent`.
  async desk(name, { path = '/desk/', is_silent = false } = {}) {
    const first = is_silent ? undefined : `(${sing})(${tones[name]})`;
    const page = await this.browsers.signIn(`${name}@fernwell.example`, { language: 'zh-CN' }, path, first);
    if (is_silent) return page;
    await this.browsers.phoneOn(page);
    return page;
  }

  async available(page) {
    await this.browsers.available(page);
  }

  // Commands by the same person, for what is not about sound.
  async person(name) {
    const agent = new Agent(this.server.base, { email: `${name}@fernwell.example`, password: 'rapport-demo' });
    await agent.enter();
    return agent;
  }

  // Other rules for the queues that take calls; `change` is told the queue.
  async rules(change) {
    const admin = await this.person('admin');
    const { items } = (await admin.request('GET', '/queues')).value;
    for (const { id, ...queue } of items.filter(({ channel }) => channel === 'voice'))
      await admin.request('PUT', `/queues/${id}`, { ...queue, rules: { ...queue.rules, ...change(queue) } });
  }

  telephone(who, options) {
    const phone = new Caller(tones[who], options);
    this.phones.push(phone);
    return phone;
  }

  // A customer calls the Chinese line, is answered by its flow and asks for support.
  async customer() {
    const caller = this.telephone('customer');
    caller.dial(`sip:${number_zh}@127.0.0.1:${this.sip}`);
    await caller.answered();
    await caller.type('2');
    return caller;
  }

  // The trunk of the demo gets a way out, to somebody who answers there; by hand when `answers` is manual, and then takes
  // commands.
  async outside(number, { answers = 'auto', who = 'outside' } = {}) {
    const { phone, port } = await this.bound(async () => {
      const port = await freeUdpPort();
      const phone = this.telephone(who, {
        port, control: answers === 'manual' ? await freePort() : 0,
        account: `<sip:${number}@127.0.0.1>;regint=0;audio_codecs=pcma;answermode=${answers}`,
      });
      return { phone, port };
    });
    const admin = await this.person('admin');
    const trunks = (await admin.request('GET', '/trunks')).value.items;
    const { id, has_inbound_password, has_outbound_password, ...trunk } = trunks[0];
    await admin.request('PUT', `/trunks/${id}`, {
      ...trunk, caller_number: '+8695500', gateways: [{ host: '127.0.0.1', port, transport: 'udp', priority: 0 }],
    });
    return phone;
  }

  // A telephone that listens; somebody else may be quicker to take its port (it wants the same for TCP), then it takes another.
  async bound(make) {
    for (;;) {
      const made = await make();
      made.phone.start();
      await made.phone.says(/baresip is ready|ready\.|Address already in use/i);
      if (!/Address already in use/i.test(made.phone.log)) return made;
      await made.phone.close();
      this.phones.splice(this.phones.indexOf(made.phone), 1);
    }
  }

  // A desk phone of an agent, registered; it picks up by itself.
  async deskPhone(agent, extension) {
    const admin = await this.person('admin');
    const { password } = (
      await admin.request('POST', '/phones', { agent_id: agent.id, kind: 'desk_phone', user: extension })
    ).value;
    const phone = this.telephone('phone', {
      control: await freePort(),
      account: `<sip:${extension}@127.0.0.1:${this.sip}>;auth_pass=${password};regint=60;audio_codecs=pcma;answermode=auto`,
    });
    phone.start();
    await phone.says(/200 OK|registered/i);
    return phone;
  }

  async accept(page) {
    await page.getByRole('alert').getByRole('button', { name: /接听|接入/ }).first().click();
  }

  async current(agent) {
    return (await agent.request('GET', '/desk')).value.interactions.find(({ state }) => state !== 'wrap_up').id;
  }

  // Exactly these voices arrive at this end (a page or a telephone), and no other.
  async hears(end, expected, deadline_ms = 12_000) {
    const hzs = Object.values(tones);
    const deadline = performance.now() + deadline_ms;
    let heard;
    do {
      heard = end instanceof Caller ? heardAt(end, hzs) : heardIn(await levelsIn(end, hzs));
      if (heard.join() === voices.filter((voice) => expected.includes(voice)).join()) return;
      await new Promise((resolve) => setTimeout(resolve, 60));
    } while (performance.now() < deadline);
    throw new Error(`hears ${heard.join() || 'nobody'} instead of ${expected.join() || 'nobody'}`);
  }
}

const heardAt = (phone, hzs) => {
  const shares = phone.heard(hzs, 0.5);
  return voices.filter((_, i) => shares[i] > 0.06);
};

const heardIn = (levels) => {
  const most = Math.max(...levels);
  return voices.filter((_, i) => levels[i] > -65 && levels[i] > most - 18);
};

export { until };
