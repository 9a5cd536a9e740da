// One customer in two places: a caller waits in line and opens a chat; told, they go on in the chat with their whole wait, take the place back, do
// the same by a key of the phone, and an agent joins what waits to what they have, and undoes it.
import assert from 'node:assert/strict';
import { faults, seriousFindings, wears } from './accessibility.mjs';
import { Floor } from './floor.mjs';

const floor = await Floor.open('duplicates');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin', { is_silent: true });
    const lins = await floor.person('lin');
    const admin = await floor.person('admin');
    const get = async (path) => (await admin.request('GET', path)).value;
    const soon = async (what, read, deadline_ms = 15_000) => {
      const deadline = performance.now() + deadline_ms;
      for (;;) {
        const found = await read();
        if (found) return found;
        if (performance.now() > deadline) throw new Error(`not in ${deadline_ms} ms: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const state = async (id) => (await get(`/interactions/${id}`)).state;
    const newest = async (channel) => (await get('/interactions?limit=5')).items.find((each) => each.channel === channel);
    const look = async (page, name) => {
      for (const colorScheme of ['light', 'dark']) {
        await wears(page, colorScheme);
        assert.deepEqual([...(await faults(page)), ...(await seriousFindings(page))], []);
        await floor.browsers.picture(page, `${name}-${colorScheme}`);
      }
      await wears(page, 'light');
    };

    // The chat of the demo page, with the customer signed in there.
    const chat = async (language = 'zh-CN', customer = 'chen') => {
      const page = await floor.browsers.page({ language, height: 800 });
      await page.goto(`${floor.server.base}/demo/`);
      const { identity_token } = await (await fetch(`${floor.server.base}/demo/identity?customer=${customer}`)).json();
      await page.waitForFunction(() => globalThis.RapportChat);
      await page.evaluate((token) => globalThis.RapportChat.identify(token), identity_token);
      return page;
    };
    const write = async (page, words) => {
      await page.locator('.launcher').click();
      const form = page.locator('.form, .composer');
      await form.first().waitFor();
      await page.locator('.form textarea, .composer textarea').first().fill(words);
      await page.locator('.form button[type=submit], .composer .send').first().click();
    };

    let caller, call, talk;
    await floor.step('a caller waits in line, and the house knows who they are', async () => {
      caller = await floor.customer();
      call = await soon('the call waits', async () => {
        const found = await newest('voice');
        return found?.state === 'queued' && get(`/interactions/${found.id}`);
      });
      // The name and address that the company has of this number: with a proven address that is one person for certain.
      const { customer } = call;
      await admin.request('PATCH', `/customers/${customer.id}`, { name: '陈晓雨', email: 'chen@example.com' });
    });

    let page, card;
    await floor.step('they open a chat as well, and are told of their place on the phone', async () => {
      page = await chat();
      card = page.locator('.elsewhere');
      const began = performance.now();
      await write(page, '我的磨豆机卡住了');
      await card.getByText('您已在电话中排队').waitFor();
      const shown_ms = performance.now() - began;
      talk = await get(`/interactions/${(await newest('chat')).id}`);
      assert.ok(call.queued_at < talk.queued_at, `${call.queued_at} ${talk.queued_at}`);
      const { items } = await get(`/interactions/${talk.id}/duplicates`);
      const found_ms = Date.parse(items[0].found_at) - Date.parse(talk.arrived_at);
      console.log(`     found ${found_ms} ms after the chat arrived, shown ${Math.round(shown_ms)} ms after Send was pressed`);
      assert.ok(found_ms < 1_000, `found after ${found_ms} ms`);
      assert.equal(items[0].certainty, 'certain');
      assert.equal(items[0].thing, 'yes');
      await card.scrollIntoViewIfNeeded();
      for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({ colorScheme });
        await floor.browsers.picture(page, `widget-elsewhere-zh-${colorScheme}`);
      }
    });

    await floor.step('they go on here: the chat has the whole wait, the place on the phone is free', async () => {
      await card.getByRole('button', { name: '在此继续' }).click();
      await card.getByText('已等待的时间全部保留').waitFor();
      assert.equal(await state(call.id), 'set_aside');
      assert.equal((await get(`/interactions/${talk.id}`)).queued_at, call.queued_at);
      await floor.browsers.picture(page, 'widget-elsewhere-here-zh');
    });

    await floor.step('they change their mind: both places are what they were', async () => {
      await card.getByRole('button', { name: '恢复那边的位置' }).click();
      await card.getByText('您已在电话中排队').waitFor();
      const again = await get(`/interactions/${call.id}`);
      assert.equal(again.state, 'queued');
      assert.equal(again.queued_at, call.queued_at);
      assert.notEqual((await get(`/interactions/${talk.id}`)).queued_at, call.queued_at);
    });

    await floor.step('on the phone they hear of the chat, and go on there by a key', async () => {
      await soon('the key is taken, once the question was asked', async () => {
        await caller.type('8');
        await new Promise((resolve) => setTimeout(resolve, 300));
        return (await state(call.id)) === 'set_aside';
      });
      await card.getByText('已等待的时间全部保留').waitFor();
      await card.getByRole('button', { name: '恢复那边的位置' }).click();
      await soon('the call waits again', async () => (await state(call.id)) === 'queued');
    });

    await floor.step('the agent with the chat sees the call that waits, joins it and undoes it', async () => {
      await floor.available(lin);
      await soon('the chat is with lin', async () => {
        const { interactions } = (await lins.request('GET', '/desk')).value;
        const offered = interactions.find(({ id, offer }) => id === talk.id && offer?.agent_id === lins.id);
        if (offered) await lins.request('POST', `/interactions/${talk.id}/accept`, { offer_id: offered.offer.id });
        return (await state(talk.id)) === 'active';
      });
      await lin.getByText('该客户还在电话排队').waitFor();
      await look(lin, 'desk-duplicate-zh');
      await lin.getByRole('button', { name: '并入此处' }).click();
      await lin.getByText('电话的位置已并入此处').waitFor();
      assert.equal(await state(call.id), 'set_aside');
      await lin.getByRole('region', { name: '陈晓雨' }).getByRole('button', { name: '撤销' }).click();
      await lin.getByText('该客户还在电话排队').waitFor();
      assert.notEqual(await state(call.id), 'set_aside');
    });

    await floor.step('in English, by a second customer with two chats, and left apart', async () => {
      const first = await chat('en-US', 'okafor');
      await write(first, 'My order 48213 has not come');
      await first.locator('.queue').first().waitFor();
      const second = await chat('en-US', 'okafor');
      await write(second, 'Where is order 48213?');
      const english = second.locator('.elsewhere');
      await english.getByText('You already have a place in another chat window').waitFor();
      await floor.browsers.picture(second, 'widget-elsewhere-en');
      await english.getByRole('button', { name: 'Keep both' }).click();
      await english.waitFor({ state: 'detached' });
    });
  }),
);
