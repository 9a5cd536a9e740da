// What every kill test has: chance that a seed decides, a folder that stays when something is wrong, and the counting.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, freePort } from './server.mjs';

// Numbers in [0, 1), the same for the same seed (SplitMix64).
export function chance(seed) {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn;
    return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53;
  };
}

// Every item of a list that comes in pages.
export async function everyItem(agent, path) {
  const items = [];
  const first = `${path}${path.includes('?') ? '&' : '?'}limit=200`;
  let cursor = '';
  do {
    const { value } = await agent.request('GET', `${first}${cursor}`);
    items.push(...value.items);
    cursor = value.next_cursor ? `&cursor=${encodeURIComponent(value.next_cursor)}` : '';
  } while (cursor);
  return items;
}

// Runs `test(server, check, data)` on a server that is not started yet, says what came of it; the code to exit with.
export async function trial(program, test) {
  const results = [];
  function check(name, is_true, detail = '') {
    results.push(is_true);
    console.log(`${is_true ? 'ok  ' : 'FAIL'} ${name}${is_true || !detail ? '' : `: ${detail}`}`);
  }
  const data = mkdtempSync(join(tmpdir(), 'rapport-crash-'));
  const server = new Server(program, data, await freePort());
  try {
    await test(server, check, data);
  } catch (error) {
    console.error(error);
    console.error(server.log);
    check('the kill test ran to its end', false, String(error));
  } finally {
    if (server.child && server.child.exitCode === null && server.child.signalCode === null) await server.kill();
    if (results.every(Boolean)) rmSync(data, { recursive: true, force: true });
    else console.log(`The data folder is kept: ${data}`);
  }
  console.log(`${results.filter(Boolean).length} passed, ${results.filter((r) => !r).length} failed, 0 skipped`);
  return results.every(Boolean) ? 0 : 1;
}
