// A recorded call whose agent sends the customer into a flow that asks for a card number: neither the keys nor the voice reach the
// agent or a supervisor who listens, the recording has a marked gap and none of it, and afterwards both talk and are recorded as before.
import assert from 'node:assert/strict';
import { Floor, tones } from './floor.mjs';
import { measure } from './recorded.mjs';

const keypad = [[697, 770, 852, 941], [1209, 1336, 1477]];
const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1_000));

// In the page, from now on: how strong a key gets in what it plays, in dB. A key is two tones at once; the weaker one counts.
const watch = (page) =>
  page.evaluate((keypad) => {
    const context = new AudioContext({ sampleRate: 48_000 });
    const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(globalThis.rapport_streams.at(-1)).connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const level = (hz) => {
      const at = Math.round((hz * 4_096) / 48_000);
      return Math.max(...bins.subarray(at - 1, at + 2));
    };
    const seen = { most: -200 };
    const timer = setInterval(() => {
      analyser.getFloatFrequencyData(bins);
      const [low, high] = keypad.map((group) => Math.max(...group.map(level)));
      seen.most = Math.max(seen.most, Math.min(low, high));
    }, 20);
    globalThis.rapport_watch = { seen, end: () => (clearInterval(timer), context.close()) };
  }, keypad);
const watched = (page) =>
  page.evaluate(async () => {
    const { seen, end } = globalThis.rapport_watch;
    await end();
    return seen.most;
  });

const floor = await Floor.open('card');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const sofia = await floor.desk('sofia', { path: '/desk/board' });
    const lins = await floor.person('lin');
    const sofias = await floor.person('sofia');
    const flows = (await lins.request('GET', '/assist-flows')).value.items;
    let customer, id, heard_key;

    await floor.step('a recorded call; a key pressed in it is heard at the desk', async () => {
      await floor.rules(() => ({ recording: { rule: 'all', by_hand: false } }));
      await floor.available(lin);
      customer = await floor.customer();
      await floor.accept(lin);
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      id = await floor.current(lins);
      await watch(lin);
      await customer.type('5');
      await seconds(0.8);
      heard_key = await watched(lin);
      assert.ok(heard_key > -50, `a key at ${heard_key} dB`);
    });

    await floor.step('a supervisor listens, and the customer is sent into the flow by keyboard', async () => {
      await sofia.goto(`${floor.server.base}/desk/interactions/${id}`);
      await sofia.locator('header').getByRole('button', { name: '电话就绪' }).waitFor();
      await sofia.locator('label').filter({ hasText: '监听' }).first().click();
      await floor.hears(sofia, ['customer', 'lin']);
      await lin.bringToFront();
      await lin.getByRole('button', { name: '转入流程…' }).first().focus();
      await lin.keyboard.press('Enter');
      await lin.getByRole('menuitem', { name: '中文' }).waitFor();
      await floor.browsers.picture(lin, 'desk-send-to-flow-zh');
      await lin.getByRole('menuitem', { name: '中文' }).click();
      await lin.getByRole('status').filter({ hasText: 'card number' }).waitFor();
      await lin.getByText('录音已暂停').first().waitFor();
      await floor.hears(lin, []);
      await floor.hears(sofia, ['lin']);
      await floor.browsers.picture(lin, 'desk-card-running-zh');
      for (const [path, body] of [['transfer', { agent_id: sofias.id }], ['consult', { agent_id: sofias.id }], ['assist', { flow_id: flows[0].id }]]) {
        const refused = await lins.request('POST', `/interactions/${id}/${path}`, body).catch((error) => error);
        assert.match(JSON.stringify(refused.value ?? refused.problem ?? `${refused.message}`), /customer_in_flow/, path);
      }
    });

    await floor.step('sixteen keys reach neither agent nor supervisor, and they are back', async () => {
      await watch(lin);
      await watch(sofia);
      await customer.type('4929123456780153');
      await lin.getByText('已提供').first().waitFor({ timeout: 20_000 });
      const most = { lin: await watched(lin), sofia: await watched(sofia) };
      console.log(`     keys at ${most.lin.toFixed(0)} dB at the agent, ${most.sofia.toFixed(0)} at the supervisor, ${heard_key.toFixed(0)} when they are heard`);
      for (const [who, level] of Object.entries(most)) assert.ok(level < heard_key - 18, `${who}: ${level}`);
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await floor.hears(sofia, ['customer', 'lin']);
      await floor.browsers.picture(lin, 'desk-card-given-zh');
      await seconds(2);
    });

    await floor.step('the agent sees that it was given, and nobody what it was', async () => {
      const { assist, assists } = (await lins.request('GET', `/interactions/${id}`)).value;
      assert.equal(assist, undefined);
      assert.equal(assists.length, 1);
      assert.equal(assists[0].end, 'returned');
      assert.deepEqual(assists[0].learnt, [{ name: 'card_number', is_given: true, is_secret: true }]);
      assert.deepEqual(assists[0].tags, ['card given']);
      const why = (await lins.request('GET', `/interactions/${id}/why`)).value;
      assert.deepEqual(why.assists, assists);
      for (const text of [JSON.stringify(why), floor.server.log, await lin.content()])
        assert.ok(!text.includes('4929123456780153'), 'the number stands somewhere');
    });

    await floor.step('sent once more and taken back, they talk at once', async () => {
      await lins.request('POST', `/interactions/${id}/assist`, { flow_id: flows[0].id, language: 'en' });
      await floor.hears(lin, []);
      await lin.getByRole('button', { name: '接回客户' }).first().click();
      await floor.hears(lin, ['customer']);
      await floor.hears(customer, ['lin']);
      await seconds(1.5);
      await lin.getByRole('button', { name: /挂断/ }).first().click();
      await customer.hungUpOn();
    });

    await floor.step('the recording has the gap, none of the keys, and both sides after it', async () => {
      let recording;
      for (const deadline = performance.now() + 10_000; ; await seconds(0.2)) {
        [recording] = (await sofias.request('GET', `/interactions/${id}/recordings`)).value.items;
        if (recording && recording.state !== 'writing') break;
        assert.ok(performance.now() < deadline, 'it is not ended');
      }
      const marks = recording.marks.map(({ kind }) => kind).filter((kind) => kind !== 'key' && kind !== 'agent_left');
      console.log(`     ${marks.join(' ')}`);
      assert.deepEqual(marks, [
        'agent_joined', 'in_flow', 'secret', 'unpaused', 'out_of_flow', 'in_flow', 'secret', 'unpaused', 'out_of_flow', 'ended',
      ]);
      const at = (kind, nth = 0) => recording.marks.filter((mark) => mark.kind === kind)[nth].at_ms / 1_000;
      // Short ones for the tones: a key, or a late packet, moves their phase.
      const [before, gap, after] = [
        [at('in_flow') - 0.8, at('in_flow') - 0.3], [at('in_flow') + 0.3, at('out_of_flow') - 0.1], [at('out_of_flow') + 0.8, at('out_of_flow') + 1.3],
      ];
      const heard = await measure(sofia, recording.id, [before, gap, after], [tones.customer, tones.lin]);
      for (const channel of heard.stretches[1]) assert.ok(channel.every((share) => share === null), `in the gap: ${channel}`);
      for (const [left, right] of [heard.stretches[0], heard.stretches[2]]) {
        assert.ok(left[0] > 0.8, `the customer is ${left[0]} of the left`);
        assert.ok(right[1] > 0.8, `the agent is ${right[1]} of the right`);
      }
    });
  }),
);
