// Webhooks, as a company meets them: the receiver of docs/operations.md as it stands there, a server that is killed while nobody
// receives, and one that is killed again and again while conversations go on: every conversation that was accepted is told.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, freePort } from '../crash/server.mjs';
import { Guest } from './guest.mjs';
import { Staff } from './staff.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const folder = mkdtempSync(join(tmpdir(), 'rapport-told-'));
process.env.RAPPORT_WEBHOOKS_PRIVATE = 'true';
const server = new Server(program, join(folder, 'data'), await freePort());
const port = await freePort();
const told = [];
let receiver;

const lines = readFileSync('docs/operations.md', 'utf8').split('\n');
const first = lines.findIndex((line) => line.startsWith('    import { createHmac'));
const text = lines.slice(first, lines.indexOf('    }).listen(8090);', first) + 1).map((line) => line.slice(4)).join('\n');
writeFileSync(join(folder, 'receiver.mjs'), text.replace('8090', String(port)).replace('console.log(JSON.parse(body))', 'console.log(body.toString())'));

async function receive(secret) {
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], { env: { ...process.env, SECRET: secret }, stdio: ['ignore', 'pipe', 'inherit'] });
  let rest = '';
  receiver.stdout.on('data', (piece) => {
    const all = (rest + piece).split('\n');
    rest = all.pop();
    told.push(...all.map((line) => JSON.parse(line)));
  });
}

async function eventually(what, isSo, limit_ms = 60_000) {
  const end = performance.now() + limit_ms;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  console.log(`ok   ${what}`);
}

try {
  await server.start(60_000);
  let admin = await Staff.enter(server.base, 'admin');
  const url = `http://127.0.0.1:${port}/`;
  const events = ['interaction.arrived', 'message.created'];
  const { id, secret } = await admin.post('/webhooks', { name: 'receiver', url, events });
  const accepted = new Set();
  const come = async (n) => {
    const guest = await Guest.come(server.base, { language: 'en' });
    accepted.add((await guest.say(`Hello ${n}`)).interaction_id);
    guest.leave?.();
  };
  await come(1);
  await server.kill(); // nobody has received anything
  await receive(secret);
  await server.start(60_000);
  await eventually('what nobody received is sent after the server was killed', () => told.some(({ type }) => type === 'interaction.arrived'));
  for (let n = 2; n < 6; n += 1) {
    await come(n);
    await server.kill();
    await server.start(60_000);
  }
  const arrived = () => new Set(told.filter(({ type }) => type === 'interaction.arrived').map(({ data }) => data.interaction_id));
  await eventually('every conversation is told, whenever the server died', () => [...accepted].every((each) => arrived().has(each)));
  const events_by_id = new Map(told.map((each) => [each.id, JSON.stringify(each)]));
  assert.ok(told.every((each) => events_by_id.get(each.id) === JSON.stringify(each)), 'the same id brings the same body');
  admin = await Staff.enter(server.base, 'admin');
  await eventually('nothing waits', async () => (await admin.get(`/webhooks/${id}`)).waiting === 0);
  console.log(`     ${told.length} received, ${events_by_id.size} of them different`);
  const test = await admin.post(`/webhooks/${id}/test`);
  await eventually('a test event comes', () => told.some((each) => each.id === test.event_id));
  console.log('4 passed, 0 failed');
} finally {
  receiver?.kill();
  await server.stop?.().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
