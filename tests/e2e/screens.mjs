// Every screen of the desk, the widget and the demo page, as people of the demo organisation see them: no page throws, none is
// wider than its window, axe finds nothing serious in light or dark, no text is missing. Pictures of all of them with PICTURES=folder.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { makeDay } from './day.mjs';
import { deskScreens, visitorScreens } from './screen_list.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/screens';
const only = process.env.ONLY;
const axe = readFileSync(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');

// The first two are asked of axe; the others are looked at for overflow. LOOKS=all takes the tablets, too.
const wanted = process.env.LOOKS ?? 'en-light,zh-dark,en-narrow';
const looks = [
  { name: 'en-light', language: 'en-US', dark: false, width: 1280, height: 720, is_axe: true },
  { name: 'zh-dark', language: 'zh-CN', dark: true, width: 1280, height: 720, is_axe: true },
  { name: 'zh-tablet', language: 'zh-CN', dark: false, width: 1024, height: 768 },
  { name: 'en-portrait', language: 'en-US', dark: true, width: 768, height: 1024 },
  { name: 'en-narrow', language: 'en-US', dark: false, width: 390, height: 844 },
].filter(({ name }) => wanted === 'all' || wanted.split(',').includes(name));

async function seriousFindings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return run.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.html})`).join(' | ')}`);
  });
}

// What is wider than the window, and keys that stand where their text should.
function faults() {
  const found = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px wider than the window`);
  const bare = document.body.innerText.match(/\b(ui|org|board|why|session|interactions|customers|history|webchat|replies|presence):[a-z_.]+|\b(undefined|null|NaN|Invalid Date|\[object Object\])\b|\{\{\w+\}\}/);
  if (bare) found.push(`stands there: ${bare[0]}`);
  return found;
}

const data = mkdtempSync(join(tmpdir(), 'rapport-screens-'));
const server = new Server(program, data, await freePort());
let browsers;
let day;
let passed = 0;
const failures = [];
const check = (name, problems) => {
  if (problems.length === 0) passed += 1;
  else failures.push(name);
  if (problems.length > 0) console.log(`FAIL ${name}\n     ${problems.join('\n     ')}`);
};

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  day = await makeDay(server.base, browsers);
  const walk = async (screens, look) => {
    const started = performance.now();
    for (const screen of screens(server, browsers, day, look)) {
      if (only && !screen.name.match(only)) continue;
      const problems = [];
      try {
        const page = await screen.open();
        await page.evaluate(() => document.fonts.ready);
        problems.push(...(await page.evaluate(faults)));
        if (look.is_axe) problems.push(...(await seriousFindings(page)));
        await browsers.picture(page, `${look.name}-${screen.name}`);
        await screen.leave?.(page);
      } catch (error) {
        problems.push(String(error.stack ?? error).split('\n').slice(0, 8).join(' '));
      }
      check(`${look.name}/${screen.name}`, problems);
    }
    return Math.round((performance.now() - started) / 1000);
  };
  // Desks only look: two at a time. Visitors talk to the same agent: one after the other.
  const waiting = [...looks];
  const walker = async () => {
    for (let look = waiting.shift(); look; look = waiting.shift()) {
      console.log(`     desk ${look.name}: ${await walk(deskScreens, look)} s`);
      await day.closeDesks(look);
    }
  };
  await Promise.all([walker(), walker()]);
  for (const look of looks) console.log(`     visitor ${look.name}: ${await walk(visitorScreens, look)} s`);
  check('no page threw', browsers.errors);
  assert.ok(passed > 0);
} catch (error) {
  failures.push('the walk');
  console.log(`FAIL ${error.stack ?? error}`);
  console.log(server.log.slice(-2_000));
} finally {
  day?.end();
  await browsers?.close();
  if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failures.length} failed, 0 skipped`);
process.exit(failures.length > 0 ? 1 : 0);
