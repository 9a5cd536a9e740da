// Every screen of the desk, the widget and the demo page, as people of the demo organisation see them: no page throws, none is
// wider than its window, axe finds nothing serious in light or dark, no text is missing. Pictures of all of them with PICTURES=folder.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults, seriousFindings } from './accessibility.mjs';
import { Browsers } from './browsers.mjs';
import { makeDay } from './day.mjs';
import { deskScreens, visitorScreens } from './screen_list.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/screens';
const only = process.env.ONLY;

// The first two are asked of axe; the others are looked at for overflow. LOOKS=all takes the tablets, too.
const wanted = process.env.LOOKS ?? 'en-light,zh-dark,en-narrow';
const looks = [
  { name: 'en-light', language: 'en-US', dark: false, width: 1280, height: 720, is_axe: true },
  { name: 'zh-dark', language: 'zh-CN', dark: true, width: 1280, height: 720, is_axe: true },
  { name: 'zh-tablet', language: 'zh-CN', dark: false, width: 1024, height: 768 },
  { name: 'en-portrait', language: 'en-US', dark: true, width: 768, height: 1024 },
  { name: 'en-narrow', language: 'en-US', dark: false, width: 390, height: 844 },
].filter(({ name }) => wanted === 'all' || wanted.split(',').includes(name));

const data = mkdtempSync(join(tmpdir(), 'rapport-screens-'));
const server = new Server(program, data, await freePort());
let browsers;
let day;
let passed = 0;
const failures = [];
const at_once = Number(process.env.AT_ONCE ?? 3);
const cost = (lane) => lane.reduce((sum, [, { is_axe }]) => sum + (is_axe ? 2 : 1), 0);
const check = (name, problems) => {
  if (problems.length === 0) passed += 1;
  else failures.push(name);
  if (problems.length > 0) console.log(`FAIL ${name}\n     ${problems.join('\n     ')}`);
};

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures, ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);
  day = await makeDay(server.base, browsers);
  const look = async (screen, look) => {
    const problems = [];
    try {
      const page = await screen.open();
      problems.push(...(await faults(page)));
      if (look.is_axe) problems.push(...(await seriousFindings(page)));
      if (process.env.PICTURES) await browsers.picture(page, `${look.name}-${screen.name}`);
      await screen.leave?.(page);
      if (!page.isClosed()) await day.tidy(page);
    } catch (error) {
      problems.push(String(error.stack ?? error).split('\n').slice(0, 8).join(' '));
    }
    check(`${look.name}/${screen.name}`, problems);
  };
  // A lane is walked in its order, lanes beside each other. Lin's phone can be in one window only, and visitors talk to one agent:
  // theirs is one lane for all looks, and so is Zhao's, who has one callback to make. Tom's desk is empty only before he talks to visitors.
  const lanes = new Map();
  const add = (name, screen, of) => {
    if (only && !screen.name.match(only)) return;
    lanes.set(name, [...(lanes.get(name) ?? []), [screen, of]]);
  };
  for (const each of looks)
    for (const screen of deskScreens(server, browsers, day, each))
      add(['lin', 'tom', 'zhao'].includes(screen.person) ? screen.person : `${screen.person} ${each.name}`, screen, each);
  for (const each of looks) for (const screen of visitorScreens(server, browsers, day, each)) add('tom', screen, each);
  // The longest first, so that none is left over at the end.
  const waiting = [...lanes.entries()].sort(([, a], [, b]) => cost(b) - cost(a));
  const walker = async () => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      const [name, screens] = lane;
      const started = performance.now();
      for (const [screen, of] of screens) await look(screen, of);
      console.log(`     ${name}: ${screens.length} screens, ${Math.round((performance.now() - started) / 1000)} s`);
      await day.closeDesks(name);
    }
  };
  await Promise.all(Array.from({ length: at_once }, walker));
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
