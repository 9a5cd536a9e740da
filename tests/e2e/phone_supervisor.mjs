// A call and a supervisor: listens unheard, whispers to the agent alone, joins, and leaves, measured at each end.
import { Floor } from './floor.mjs';

const floor = await Floor.open('phone-supervisor');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const sofia = await floor.desk('sofia', { path: '/desk/board' });
    const lins = await floor.person('lin');
    const sofias = await floor.person('sofia');
    const way = (name) => sofia.locator('label').filter({ hasText: name }).first().click();
    let customer;

    await floor.step('a call is taken', async () => {
      await floor.available(lin);
      customer = await floor.customer();
      await floor.accept(lin);
      await floor.hears(customer, ['lin']);
    });

    await floor.step('a supervisor who opens it later sees who is in it', async () => {
      await sofia.goto(`${floor.server.base}/desk/interactions/${await floor.current(lins)}`);
      await sofia.locator('header').getByRole('button', { name: '电话就绪' }).waitFor();
      await sofia.getByRole('list', { name: '通话成员' }).or(sofia.getByText('通话中')).first().waitFor();
      await floor.hears(sofia, []);
    });

    await floor.step('listening, they hear both and nobody hears them', async () => {
      await way('监听');
      await floor.hears(sofia, ['customer', 'lin']);
      await floor.hears(lin, ['customer']);
      await floor.hears(customer, ['lin']);
    });

    await floor.step('whispering, the agent hears them and the customer does not', async () => {
      await way('耳语');
      await floor.hears(lin, ['customer', 'sofia']);
      await floor.hears(customer, ['lin']);
      await floor.hears(sofia, ['customer', 'lin']);
    });

    await floor.step('joining, both hear them', async () => {
      await way('插话');
      await floor.hears(customer, ['lin', 'sofia']);
      await floor.hears(lin, ['customer', 'sofia']);
    });

    await floor.step('leaving, nobody does any more', async () => {
      await sofia.getByRole('button', { name: '退出' }).first().click();
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await floor.hears(sofia, []);
    });

    await floor.step('taken away from the agent, the call is another one’s', async () => {
      const zhao = await floor.desk('zhao');
      await floor.available(zhao);
      const zhaos = await floor.person('zhao');
      await sofias.request('POST', `/interactions/${await floor.current(lins)}/transfer`, { agent_id: zhaos.id });
      await floor.accept(zhao);
      await floor.hears(customer, ['zhao']);
      await floor.hears(zhao, ['customer']);
      await floor.hears(lin, []);
    });
  }),
);
