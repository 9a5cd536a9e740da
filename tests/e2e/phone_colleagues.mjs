// A call and two agents: blind transfer, consult and handing over, conference; who hears whom is measured at each end.
import { Floor } from './floor.mjs';

const floor = await Floor.open('phone-colleagues', { RAPPORT_VOICE_HOLD_RECALL: '2s' });
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const zhao = await floor.desk('zhao');
    const lins = await floor.person('lin');
    const zhaos = await floor.person('zhao');
    let customer;

    await floor.step('a call is taken at the first desk', async () => {
      await floor.available(lin);
      customer = await floor.customer();
      await floor.accept(lin);
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await floor.available(zhao);
    });

    await floor.step('an agent is reminded of a customer on hold, at the desk and by a tone', async () => {
      await lin.getByRole('button', { name: /保持/ }).first().click();
      await lin.getByText('保持过久').first().waitFor();
      await lin.getByRole('button', { name: /恢复/ }).first().click();
      await floor.hears(customer, ['lin']);
      await lin.getByText('保持过久').first().waitFor({ state: 'detached' });
    });

    await floor.step('consulted, the colleague hears the agent alone, and the customer nobody', async () => {
      const id = await floor.current(lins);
      await lins.request('POST', `/interactions/${id}/consult`, { agent_id: zhaos.id });
      await floor.accept(zhao);
      await floor.hears(zhao, ['lin']);
      await floor.hears(lin, ['zhao']);
      await floor.hears(customer, []);
    });

    await floor.step('in the conference everybody hears everybody', async () => {
      await lin.getByRole('button', { name: /多方通话/ }).first().click();
      await floor.hears(customer, ['lin', 'zhao']);
      await floor.hears(lin, ['customer', 'zhao']);
      await floor.hears(zhao, ['customer', 'lin']);
    });

    await floor.step('handed over, the colleague has the customer, and the agent hears nobody', async () => {
      const id = await floor.current(lins);
      await lins.request('POST', `/interactions/${id}/consult/complete`);
      await floor.hears(customer, ['zhao']);
      await floor.hears(zhao, ['customer']);
      await floor.hears(lin, []);
    });

    await floor.step('transferred blind, the first agent gets the customer back', async () => {
      const id = await floor.current(zhaos);
      await zhaos.request('POST', `/interactions/${id}/transfer`, { agent_id: lins.id });
      await floor.accept(lin);
      await floor.hears(customer, ['lin']);
      await floor.hears(lin, ['customer']);
      await floor.hears(zhao, []);
    });

    await floor.step('parked by one, the customer is picked up by the other', async () => {
      await lin.getByRole('button', { name: /驻留/ }).first().click();
      await floor.hears(customer, []);
      await zhao.getByRole('button', { name: '1 个驻留通话' }).click();
      await zhao.getByRole('button', { name: /取\s?回/ }).click();
      await floor.hears(customer, ['zhao']);
      await floor.hears(zhao, ['customer']);
      await floor.hears(lin, []);
    });

    await floor.step('a desk that is reloaded in the middle shows the call and is heard again', async () => {
      await zhao.reload();
      await zhao.locator('header').getByRole('button', { name: '电话就绪' }).waitFor();
      await floor.hears(customer, ['zhao']);
      await zhao.getByText('通话中').first().waitFor();
    });
  }),
);
