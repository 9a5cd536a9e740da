// The kill test: load through the real server, SIGKILL at random points, restart, and at the end compare what clients had
// seen acknowledged with what is there: nothing lost, nothing doubled, every decision reproducible.
//   node tests/crash/run.mjs [--program build/release/rapport] [--kills 50] [--visitors 16] [--seed 1]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Agent, Visitor, pause } from './clients.mjs';
import { chance, everyItem, trial } from './trial.mjs';

const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: 'build/release/rapport' },
    kills: { type: 'string', default: '50' },
    visitors: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
  },
});

const random = chance(options.seed);

async function test(server, check, data) {
  const ready_ms = [await server.start()];
  const own_ms = []; // without the time that the machine gave to others
  const demo = await (await fetch(`${server.base}/api/v1/demo`)).json();
  const agents = demo.sign_ins.filter((s) => s.role === 'agent').map((s) => new Agent(server.base, s));
  const visitors = Array.from({ length: Number(options.visitors) }, (_, i) => new Visitor(server.base, demo.chat_key ?? 'demo', `v${i}`));
  // Agents stop first, so that visitors can still hear the last answer.
  let have_agents_stopped = false;
  let is_over = false;
  const running = [...agents.map((a) => a.run(() => have_agents_stopped)), ...visitors.map((v) => v.run(() => is_over))];

  for (let kill = 0; kill < Number(options.kills); ++kill) {
    await pause(150 + random() * 600);
    await server.kill();
    ready_ms.push(await server.start());
    own_ms.push(ready_ms.at(-1) - server.waited_ms);
  }
  await pause(1_500);
  have_agents_stopped = true;
  await pause(1_000);
  is_over = true;
  await Promise.race([Promise.all(running), pause(10_000)]);

  // --- the reckoning ---
  const judge = new Agent(server.base, demo.sign_ins.find((s) => s.role === 'supervisor') ?? demo.sign_ins[0]);
  await judge.enter();
  const interactions = new Set(visitors.flatMap((v) => [...v.conversations]));
  const there = new Map();
  for (const id of interactions) there.set(id, await everyItem(judge, `/interactions/${id}/messages`));
  const acked = [...visitors.flatMap((v) => v.acked), ...agents.flatMap((a) => a.said)];
  const lost = acked.filter((a) => !there.get(a.interaction)?.some((m) => m.id === a.id));
  const doubled = [];
  for (const [id, messages] of there) {
    const ids = messages.map((m) => m.client_id);
    if (new Set(ids).size !== ids.length) doubled.push(id);
  }
  const client_ids = [...there.values()].flat().filter((m) => m.author === 'customer').map((m) => m.client_id);
  const twice = client_ids.length - new Set(client_ids).size;
  const unseen = visitors.flatMap((v) => [...v.conversations].flatMap((id) =>
    there.get(id).filter((m) => m.author === 'agent' && v.conversation?.id === id && !v.seen.has(m.id))));
  const wrong_legs = [];
  for (const agent of agents) {
    for (const id of agent.accepted) {
      const { value } = await judge.request('GET', `/interactions/${id}`);
      if (!value.legs.some((leg) => leg.agent_id === agent.id && leg.accepted_at) && !value.agent_id) wrong_legs.push(id);
    }
  }
  const accepts = agents.flatMap((a) => a.accepted);
  console.log(`${ready_ms.length - 1} kills, ${interactions.size} conversations, ${acked.length} acknowledged messages, ${accepts.length} accepted offers`);
  console.log(`ready after ${Math.round(Math.max(...ready_ms.slice(1)))} ms at worst, ${Math.round(ready_ms.slice(1).sort((a, b) => a - b)[Math.floor((ready_ms.length - 1) / 2)])} ms in the middle`);
  check('there was load', acked.length > 20 * visitors.length && accepts.length > agents.length, `${acked.length} messages, ${accepts.length} accepts`);
  check('no acknowledged message is lost', lost.length === 0, JSON.stringify(lost.slice(0, 3)));
  check('no message is doubled within a conversation', doubled.length === 0, doubled.slice(0, 3).join());
  check('no message went into two conversations', twice === 0, String(twice));
  check('visitors see every answer of their open conversation', unseen.length === 0, JSON.stringify(unseen.slice(0, 3)));
  check('every accepted offer is on record', wrong_legs.length === 0, wrong_legs.slice(0, 3).join());
  check('the feed never goes back', agents.every((a) => a.gaps === 0));
  const slowest_ms = Math.max(...own_ms);
  check('ready again within 2 s of its own every time', slowest_ms < 2_000, `${Math.round(slowest_ms)} ms`);
  await server.stop();
  const replay = spawnSync(options.program, ['replay', '--data', data], { encoding: 'utf8' });
  process.stdout.write(replay.stdout);
  check('the journal replays to the same decisions', replay.status === 0, replay.stdout + replay.stderr);
}

process.exit(await trial(options.program, test));
