// Customers who are called back, with a telephone that calls and is called: kept places, agent first and customer first, tries that reach
// nobody, a second call that takes over the place, and a server that dies in the middle of a call.
import assert from 'node:assert/strict';
import { faults, seriousFindings, wears } from './accessibility.mjs';
import { Floor } from './floor.mjs';

const number = '+8613900000001';
const floor = await Floor.open('callback');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const sofia = await floor.desk('sofia', { path: '/desk/board', is_silent: true });
    const lins = await floor.person('lin');
    const admin = await floor.person('admin');
    const customer = await floor.outside(number, { answers: 'manual', who: 'customer' });
    const get = async (path) => (await admin.request('GET', path)).value;
    const presence = (presence) => lins.request('PUT', `/agents/${lins.id}/presence`, { presence });
    const waiting = async () => (await get('/callbacks')).items;
    const board = sofia.getByRole('region', { name: '回拨' }).first();

    // What `read` answers, as soon as it is something.
    const soon = async (what, read, deadline_ms = 15_000) => {
      const deadline = performance.now() + deadline_ms;
      for (;;) {
        const found = await read();
        if (found) return found;
        if (performance.now() > deadline) throw new Error(`not in ${deadline_ms} ms: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };

    // The customer calls, chooses a queue by its key and waits there.
    const call = async (key) => {
      customer.forget();
      await customer.press('dial', `sip:95500@127.0.0.1:${floor.sip}`);
      await customer.answered();
      await customer.type(key);
      return soon('the call waits', async () => {
        const [newest] = (await get('/interactions?limit=1')).items;
        return newest?.state === 'queued' && newest.channel === 'voice' && !newest.callback && newest;
      });
    };

    // Takes the offer of the queue as soon as it is made, and is hung up on.
    const keepPlace = async () => {
      await soon('the place is kept', async () => {
        await customer.type('1');
        return /session closed|terminated/i.test(customer.log);
      });
      return (await soon('the callback waits', async () => {
        const items = await waiting();
        return items.length > 0 && items;
      }))[0];
    };

    // As it looks by day and by night, and what axe says of it.
    const look = async (page, name) => {
      for (const colorScheme of ['light', 'dark']) {
        await wears(page, colorScheme);
        assert.deepEqual([...(await faults(page)), ...(await seriousFindings(page))], []);
        await floor.browsers.picture(page, `${name}-zh-${colorScheme}`);
      }
      await wears(page, 'light');
    };

    const rings = async () => {
      await customer.says(/Incoming call from/, 15_000);
      await new Promise((resolve) => setTimeout(resolve, 200));
    };

    const endCall = async () => {
      const id = await floor.current(lins);
      await customer.press('hangup');
      await soon('wrap-up', async () => (await get(`/interactions/${id}`)).state === 'wrap_up');
      const { dispositions } = await get('/directory');
      await presence('away');
      await lins.request('POST', `/interactions/${id}/wrap-up`, { disposition_id: dispositions[0].id });
    };

    await floor.step('callers are offered to keep their place', async () => {
      await floor.rules(({ name, rules }) => {
        const mode = name.includes('Sales') ? 'customer_first' : 'agent_first';
        return { callback: { ...rules.callback, mode, ring_limit_s: 5, retry_after_s: 1 } };
      });
      const { id: org, settings, ...organisation } = await get('/organisation');
      await admin.request('PUT', '/organisation', { ...organisation, settings: { ...settings, disconnect_grace_s: 8 } });
      const flows = (await get('/flows')).items;
      const { id } = flows.find(({ name }) => name.includes('Phone'));
      const { name, draft, revision } = await get(`/flows/${id}`);
      for (const step of draft.steps.filter(({ does }) => does.kind === 'queue')) {
        Object.assign(step.does.treatment, {
          first_s: 0, every_s: 5, says_position: false, says_wait: false, offer: { zh: '按一，我们给您回拨。', en: 'Press one to be called back.' },
        });
        step.exits.offered = `callback_${step.id}`;
        draft.steps.push({
          id: `callback_${step.id}`, does: { kind: 'callback', queue_id: step.does.queue_id },
          exits: { booked: 'end', failed: 'end' }, place: { x: 0, y: 0 },
        });
      }
      await admin.request('PUT', `/flows/${id}`, { name, draft }, { 'If-Match': `"${revision}"` });
      await admin.request('POST', `/flows/${id}/publish`, { note: '' });
    });

    await floor.step('a caller takes the offer and is hung up on; the place is kept and shown', async () => {
      const waits = await call('2');
      const kept = await keepPlace();
      assert.equal(kept.interaction_id, waits.id);
      assert.equal(kept.number, number);
      assert.equal(kept.position, 1);
      await board.getByText(number).first().waitFor();
    });

    await floor.step('agent first: an agent accepts, the customer does not answer, and it is tried again', async () => {
      customer.forget();
      await floor.available(lin);
      await lin.getByRole('alert').filter({ hasText: '回拨' }).waitFor();
      await floor.accept(lin);
      await rings();
      await lin.getByText('正在回拨客户').first().waitFor();
      await look(lin, 'desk-callback-dialling');
      await soon('no answer', async () => (await waiting()).some(({ dials, last_result }) => dials === 1 && last_result === 'no_answer'));
      await board.getByText('无人接听').waitFor();
      await floor.browsers.picture(sofia, 'board-callback-tried-zh');
    });

    await floor.step('the second time they answer, and each hears the other', async () => {
      customer.forget();
      await floor.accept(lin);
      await rings();
      await customer.press('accept');
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await look(lin, 'desk-callback-call');
      await board.waitFor({ state: 'detached' });
      await endCall();
    });

    await floor.step('customer first: nobody is asked; busy at first, they are tried again and talk', async () => {
      await call('1');
      await keepPlace();
      customer.forget();
      await presence('available');
      await rings();
      await customer.press('hangup');
      await board.getByText('占线').waitFor();
      customer.forget();
      await rings();
      await customer.press('accept');
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await endCall();
    });

    await floor.step('a customer who calls again takes over the place of their callback', async () => {
      const first = await call('2');
      await keepPlace();
      const { id } = await call('2');
      const again = await get(`/interactions/${id}`);
      assert.deepEqual(await waiting(), []);
      assert.equal((await get(`/interactions/${first.id}`)).state, 'closed');
      assert.equal(again.previous_id, first.id);
      assert.ok(again.queued_at < again.arrived_at, 'their whole wait counts');
      await presence('available');
      await floor.accept(lin);
      await floor.hears(customer, ['lin']);
    });

    await floor.step('the server dies in a call; when it is back the customer is called back by the same agent', async () => {
      const id = await floor.current(lins);
      await floor.server.kill();
      await customer.press('hangup');
      customer.forget();
      await floor.server.start();
      await lin.reload();  // or the desk comes back by itself, a little later
      await lin.locator('header').getByRole('button', { name: '电话就绪' }).waitFor({ timeout: 30_000 });
      await soon('the callback', async () => (await waiting()).some(({ interaction_id }) => interaction_id === id));
      await lin.getByRole('alert').filter({ hasText: '回拨' }).waitFor({ timeout: 30_000 });
      await floor.accept(lin);
      await rings();
      await customer.press('accept');
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
    });
  }),
);
