// Real Chromium as the other end of the media plane: DTLS, ICE-lite and SRTP come up, tones are heard at both ends, keys
// arrive, three pages share one UDP port, a page that goes away is noticed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const driverPath = process.env.MEDIA_DRIVER ?? ['build/release/media_driver', 'build/dev/media_driver'].find((path) => existsSync(path));
const microphoneHz = 440;

class Driver {
  constructor() {
    this.child = spawn(driverPath, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.waiting = [];
    this.events = [];
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const value = JSON.parse(line);
      if (value.event) this.events.push(value);
      else this.waiting.shift()(value);
    });
  }

  ask(line) {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.child.stdin.write(`${line}\n`);
    });
  }

  async do(line) {
    const answer = await this.ask(line);
    assert.ok(answer.ok, `${line.slice(0, 60)}: ${answer.reason}`);
    return answer;
  }

  stop() {
    return new Promise((resolve) => {
      this.child.on('exit', resolve);
      this.child.stdin.end();
    });
  }
}

// 16-bit mono WAV of a sine, ten seconds; Chromium repeats it.
function writeTone(path, hz) {
  const rate = 48_000, count = rate * 10;
  const bytes = Buffer.alloc(44 + count * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + count * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(count * 2, 40);
  for (let i = 0; i < count; ++i) bytes.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * hz * i) / rate)), 44 + i * 2);
  writeFileSync(path, bytes);
}

// Runs in the page.
const script = `
  window.start = async (withMicrophone) => {
    const pc = (window.pc = new RTCPeerConnection());
    window.states = [];
    pc.onconnectionstatechange = () => window.states.push(pc.connectionState);
    pc.ontrack = ({ streams, track }) => {
      const stream = streams[0] ?? new MediaStream([track]);
      const audio = document.createElement('audio');
      audio.srcObject = stream;
      audio.autoplay = true;
      document.body.append(audio);
      const context = new AudioContext();
      const analyser = (window.analyser = context.createAnalyser());
      analyser.fftSize = 8192;
      context.createMediaStreamSource(stream).connect(analyser);
      window.rate = context.sampleRate;
      context.resume();
    };
    if (withMicrophone) {
      const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
      const media = await navigator.mediaDevices.getUserMedia({ audio });
      window.sender = pc.addTrack(media.getAudioTracks()[0], media);
    } else {
      pc.addTransceiver('audio', { direction: 'sendrecv' });
    }
    await pc.setLocalDescription(await pc.createOffer());
    return pc.localDescription.sdp;
  };
  window.offerAgain = async (restart) => {
    await window.pc.setLocalDescription(await window.pc.createOffer({ iceRestart: restart }));
    return window.pc.localDescription.sdp;
  };
  window.take = (sdp) => window.pc.setRemoteDescription({ type: 'answer', sdp });
  window.peak = () => {
    const bins = new Float32Array(window.analyser.frequencyBinCount);
    window.analyser.getFloatFrequencyData(bins);
    let best = 1;
    for (let i = 1; i < bins.length; ++i) if (bins[i] > bins[best]) best = i;
    return { hz: (best * window.rate) / window.analyser.fftSize, db: bins[best] };
  };
  window.inbound = async () => {
    for (const report of (await window.pc.getStats()).values()) if (report.type === 'inbound-rtp') return { lost: report.packetsLost, received: report.packetsReceived };
    return { lost: 0, received: 0 };
  };
`;

async function until(what, check, ms = 8_000) {
  const end = Date.now() + ms;
  let last;
  while (Date.now() < end) {
    last = await check();
    if (last === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`${what}: ${JSON.stringify(last)}`);
}

const folder = mkdtempSync(`${tmpdir()}/rapport-media-`);
writeTone(`${folder}/tone.wav`, microphoneHz);
const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(`<!doctype html><body><script>${script}</script>`));
await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${site.address().port}`;

const driver = new Driver();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required',
    '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${folder}/tone.wav`],
});
const context = await browser.newContext();
let nextLeg = 1;

async function connect(codecs, withMicrophone = true) {
  const leg = nextLeg++;
  const page = await context.newPage();
  await page.goto(origin);
  await driver.do(`open ${leg} ${codecs}`);
  const { sdp } = await driver.do(`answer ${leg} ${JSON.stringify(await page.evaluate((mic) => window.start(mic), withMicrophone)).slice(1, -1)}`);
  await page.evaluate((text) => window.take(text), sdp);
  await until('the connection comes up', async () => {
    const state = await page.evaluate(() => window.pc.connectionState);
    return state === 'connected' || state;
  });
  return { leg, page, sdp };
}

const pageHears = (page, hz) => until(`the page hears ${hz} Hz`, async () => {
  const peak = await page.evaluate(() => window.peak());
  return (Math.abs(peak.hz - hz) < 12 && peak.db > -60) || peak;
});
const planeHears = (leg, hz) => until(`the plane hears ${hz} Hz of leg ${leg}`, async () => {
  const { share } = await driver.do(`measure ${leg} ${hz}`);
  return share > 0.8 || share;
});

let passed = 0, failed = 0;
async function step(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
    ++passed;
  } catch (error) {
    console.log(`FAIL ${name}: ${error.stack}`);
    ++failed;
  }
}

for (const codec of ['PCMU', 'PCMA', 'opus', 'G722'])
  await step(`${codec}: tones at both ends, nothing lost, keys arrive`, async () => {
    const { leg, page } = await connect(codec);
    await driver.do(`tone ${leg} 1000`);
    await pageHears(page, 1000);
    await planeHears(leg, microphoneHz);
    await page.evaluate(() => window.sender.dtmf.insertDTMF('159#', 100, 70));
    await until('four keys', () => {
      const keys = driver.events.filter((event) => event.event === 'digit' && event.leg === leg).map((event) => event.digit).join('');
      return keys === '159#' || keys;
    });
    const { lost, received } = await page.evaluate(() => window.inbound());
    assert.equal(lost, 0);
    assert.ok(received > 20);
    assert.equal(driver.events.filter((event) => event.event === 'connected' && event.leg === leg).length, 1);
    await page.close();
    await driver.do(`close ${leg}`);
  });

await step('three pages on one port hear each other as told', async () => {
  const [one, two, three] = [await connect('PCMU,PCMA'), await connect('PCMA'), await connect('opus,PCMU')];
  const port = (sdp) => /m=audio (\d+)/.exec(sdp)[1];
  assert.equal(port(one.sdp), port(three.sdp));
  await driver.do(`tone ${one.leg} 1000`);
  await driver.do(`tone ${two.leg} 1500`);
  await driver.do(`tone ${three.leg} 2000`);
  await Promise.all([pageHears(one.page, 1000), pageHears(two.page, 1500), pageHears(three.page, 2000)]);
  // A call between two of them.
  await driver.do(`tone ${one.leg} 0`);
  await driver.do(`hears ${one.leg} ${two.leg}`);
  await pageHears(one.page, microphoneHz);
  for (const { page, leg } of [one, two, three]) {
    assert.equal((await page.evaluate(() => window.inbound())).lost, 0);
    await page.close();
    await driver.do(`close ${leg}`);
  }
});

await step('without microphone permission (names instead of addresses in the offer) it connects too', async () => {
  const { leg, page } = await connect('PCMU', false);
  await driver.do(`tone ${leg} 700`);
  await pageHears(page, 700);
  await page.close();
  await driver.do(`close ${leg}`);
});

await step('a second offer with an ICE restart keeps the sound', async () => {
  const { leg, page } = await connect('PCMU');
  await driver.do(`tone ${leg} 900`);
  await pageHears(page, 900);
  const again = JSON.stringify(await page.evaluate(() => window.offerAgain(true))).slice(1, -1);
  const { sdp } = await driver.do(`answer ${leg} ${again}`);
  await page.evaluate((text) => window.take(text), sdp);
  await driver.do(`tone ${leg} 1300`);
  await pageHears(page, 1300);
  await planeHears(leg, microphoneHz);
  await page.close();
  await driver.do(`close ${leg}`);
});

await step('another fingerprint than the certificate has is refused', async () => {
  const leg = nextLeg++;
  const page = await context.newPage();
  await page.goto(origin);
  await driver.do(`open ${leg} PCMU`);
  const offer = (await page.evaluate(() => window.start(true))).replace(/(a=fingerprint:sha-256 )(..)/g, (_, name, byte) => `${name}${byte === '00' ? '01' : '00'}`);
  const { sdp } = await driver.do(`answer ${leg} ${JSON.stringify(offer).slice(1, -1)}`);
  await page.evaluate((text) => window.take(text), sdp);
  await until('the failure is told', () => driver.events.some((event) => event.event === 'failed' && event.leg === leg && event.reason === 2));
  assert.equal(driver.events.some((event) => event.event === 'connected' && event.leg === leg), false);
  await page.close();
  await driver.do(`close ${leg}`);
});

await step('a closed connection is told', async () => {
  const { leg, page } = await connect('PCMU');
  await page.evaluate(() => window.pc.close());
  await until('the failure is told', () => driver.events.some((event) => event.event === 'failed' && event.leg === leg && event.reason === 3));
  await page.close();
  await driver.do(`close ${leg}`);
});

await browser.close();
site.close();
assert.equal(await driver.stop(), 0);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
