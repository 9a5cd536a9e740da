// Somebody on the telephone: baresip, which sings a tone and keeps what it hears. Measures tones in what was kept.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const modules = '/usr/lib/baresip/modules';

export class Caller {
  // `account`: as baresip writes it; `port` and `control`: where it listens for SIP and for commands, 0: any and none.
  constructor(hz, { account = '<sip:+8613900000001@127.0.0.1>;regint=0;audio_codecs=pcma', port = 0, control = 0 } = {}) {
    this.control = control;
    this.folder = mkdtempSync(join(tmpdir(), 'rapport-caller-'));
    this.sounds = join(this.folder, 'sounds');
    mkdirSync(this.sounds);
    this.log = '';
    writeFileSync(join(this.folder, 'config'), `
poll_method epoll
sip_listen 127.0.0.1:${port}
call_max_calls 4
audio_player aubridge,ear
audio_source ausine,${hz}
audio_alert aubridge,bell
ausrc_srate 48000
ausrc_channels 2
auplay_channels 1
audio_level no
rtp_tos 184
module_path ${modules}
module stdio.so
module g711.so
module ausine.so
module aubridge.so
module sndfile.so
module_app account.so
module_app menu.so
snd_path ${this.sounds}
${control ? `module_app ctrl_tcp.so\nctrl_tcp_listen 127.0.0.1:${control}\n` : ''}`);
    writeFileSync(join(this.folder, 'accounts'), `${account}\n`);
    writeFileSync(join(this.folder, 'contacts'), '');
  }

  dial(uri) {
    this.start('-e', `/dial ${uri}`);
  }

  start(...more) {
    this.child = spawn('baresip', ['-f', this.folder, ...more], { stdio: ['pipe', 'pipe', 'pipe'] });
    const keep = (text) => (this.log = (this.log + text).slice(-20_000));
    this.child.stdout.on('data', keep);
    this.child.stderr.on('data', keep);
    this.gone = new Promise((resolve) => this.child.once('exit', resolve));
  }

  // A command of baresip's menu, as somebody at the phone would press it.
  async press(command, params = '') {
    const text = JSON.stringify({ command, params, token: 'walk' });
    const socket = connect(this.control, '127.0.0.1');
    await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', resolve);
      socket.write(`${Buffer.byteLength(text)}:${text},`);
    });
    socket.destroy();
  }

  // What it said so far counts no more: the next call is another one.
  forget() {
    this.log = '';
  }

  async says(words, deadline_ms = 10_000) {
    await until(() => words.test(this.log), deadline_ms, () => `never said ${words}:\n${this.log}`);
  }

  async answered(deadline_ms = 10_000) {
    await until(() => /call established/i.test(this.log), deadline_ms, () => `not answered:\n${this.log}`);
  }

  // Keys on the telephone, one after the other.
  async type(keys) {
    for (const key of keys) {
      this.child.stdin.write(key);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  }

  async hungUpOn(deadline_ms = 10_000) {
    await until(() => /session closed|call.*(terminated|closed)/i.test(this.log), deadline_ms, () => `still up:\n${this.log}`);
  }

  // Strengths of tones in the last `seconds` of what was heard, each a share of all the energy (0 to 1).
  heard(tones, seconds) {
    const calls = readdirSync(this.sounds).filter((name) => name.includes('dec')).map((name) => join(this.sounds, name));
    const last = calls.sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1);
    return last ? strengths(readWav(last), tones, seconds) : tones.map(() => 0);
  }

  // Whether the tone was heard at any time, for so many seconds.
  everHeard(hz, seconds) {
    const file = readdirSync(this.sounds).filter((name) => name.includes('dec')).sort().at(-1);
    if (!file) return false;
    const { rate, samples } = readWav(join(this.sounds, file));
    const length = Math.round((rate * seconds) / 2);
    for (let at = 0; at + length <= samples.length; at += length) {
      const part = { rate, samples: samples.subarray(at, at + length) };
      if (strengths(part, [hz], seconds / 2)[0] > 0.8) return true;
    }
    return false;
  }

  async hangUp() {
    this.child?.kill('SIGINT');
    await this.gone;
  }

  async close() {
    this.child?.kill('SIGKILL');
    await this.gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function until(is, deadline_ms, what) {
  const deadline = performance.now() + deadline_ms;
  while (!is()) {
    if (performance.now() > deadline) throw new Error(what());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// A file that is still being written: the header's sizes are not to be trusted, and there may be none yet.
function readWav(path) {
  const bytes = readFileSync(path);
  if (!bytes.includes('data')) return { rate: 8_000, samples: new Int16Array(0) };
  const rate = bytes.readUInt32LE(24);
  const at = bytes.indexOf('data') + 8;
  const samples = new Int16Array((bytes.length - at) >> 1);
  for (let i = 0; i < samples.length; ++i) samples[i] = bytes.readInt16LE(at + 2 * i);
  return { rate, samples };
}

function strengths({ rate, samples }, tones, seconds) {
  const last = samples.subarray(Math.max(0, samples.length - Math.round(rate * seconds)));
  const energy = last.reduce((sum, sample) => sum + sample * sample, 0);
  if (last.length < rate * seconds * 0.9 || energy / last.length < 100) return tones.map(() => 0);
  return tones.map((hz) => {
    const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
    let before = 0, earlier = 0;
    for (const sample of last) [before, earlier] = [sample + turn * before - earlier, before];
    return (2 * (before * before + earlier * earlier - turn * before * earlier)) / (last.length * energy);
  });
}

// 30 s of a tone for Chromium's microphone.
export function writeTone(path, hz, rate = 48_000, seconds = 30) {
  const bytes = Buffer.alloc(44 + 2 * rate * seconds);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let i = 0; i < rate * seconds; ++i)
    bytes.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * hz * i) / rate)), 44 + 2 * i);
  writeFileSync(path, bytes);
}
