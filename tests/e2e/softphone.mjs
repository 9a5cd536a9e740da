// The desk's own sound against the real server: Chromium's microphone reaches the media plane, a second desk takes the
// phone over and gives it back, and a server that was killed finds it again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const data = mkdtempSync(join(tmpdir(), 'rapport-softphone-'));
const server = new Server(program, data, await freePort());
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
});
let passed = 0;
const step = (name, started) => {
  ++passed;
  console.log(`ok   ${name} (${Math.round(performance.now() - started)} ms)`);
};

async function desk() {
  const context = await browser.newContext({ locale: 'en-GB', permissions: ['microphone'] });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.addInitScript(() => {
    window.peers = [];
    const Real = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Real {
      constructor(...given) {
        super(...given);
        window.peers.push(this);
      }
    };
  });
  await page.goto(`${server.base}/desk/`);
  await page.getByText('lin@fernwell.example').first().click();
  await phone(page, 'off').waitFor();
  return page;
}

const phone = (page, look) => page.locator('header').getByRole('button', { name: `Phone ${look}` });

async function turnOn(page) {
  await phone(page, 'off').click();
  await page.getByRole('button', { name: 'Turn the phone on' }).click();
}

const packetsSent = (page) =>
  page.evaluate(async () => {
    const stats = [...(await window.peers.at(-1).getStats()).values()];
    return stats.find(({ type }) => type === 'outbound-rtp')?.packetsSent ?? 0;
  });

let failed = 0;
try {
  await server.start(60_000);
  const first = await desk();
  let started = performance.now();
  await turnOn(first);
  await phone(first, 'ready').waitFor();
  step('the phone is ready', started);

  started = performance.now();
  const before = await packetsSent(first);
  await first.waitForTimeout(1_000);
  assert.ok((await packetsSent(first)) - before > 30, 'the microphone is sent');
  step('the microphone is sent', started);

  started = performance.now();
  const second = await desk();
  await turnOn(second);
  await phone(second, 'ready').waitFor();
  await first.getByRole('button', { name: 'Use it here' }).click();
  await phone(first, 'ready').waitFor();
  await second.getByRole('button', { name: 'Use it here' }).waitFor();
  step('another desk takes the phone, and gives it back', started);

  started = performance.now();
  await server.kill();
  await phone(first, 'connecting').waitFor();
  await server.start(60_000);
  await phone(first, 'ready').waitFor();
  step('the phone comes back after kill -9 of the server', started);
} catch (error) {
  failed = 1;
  console.error(error, server.log.slice(-3_000));
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed);
