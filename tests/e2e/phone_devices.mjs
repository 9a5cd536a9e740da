// A call and other telephones: an outside number (another baresip behind the trunk) and an agent's desk phone (a third one,
// registered), which puts on hold and transfers by itself.
import { Floor } from './floor.mjs';

const floor = await Floor.open('phone-devices');
process.exit(
  await floor.walk(async () => {
    const lin = await floor.desk('lin');
    const lins = await floor.person('lin');
    const zhaos = await floor.person('zhao');
    const number = '+442012345678';
    let customer, outside, phone;

    await floor.step('a queue that accepts for its agents connects the call at once, and somebody outside is asked in', async () => {
      await floor.rules(() => ({ auto_accept: true }));
      outside = await floor.outside(number);
      await floor.available(lin);
      customer = await floor.customer();
      await floor.hears(customer, ['lin']);
      await lin.getByRole('button', { name: /加人/ }).first().click();
      await lin.locator('#outside-number').fill(number);
      await lin.locator('#outside-number').press('Enter');
      await floor.hears(outside, ['lin']);
      await floor.hears(lin, ['outside']);
      await floor.hears(customer, []);
    });

    await floor.step('all together: everybody hears everybody', async () => {
      await lin.getByRole('button', { name: /多方通话/ }).first().click();
      await floor.hears(customer, ['lin', 'outside']);
      await floor.hears(outside, ['customer', 'lin']);
      await floor.hears(lin, ['customer', 'outside']);
    });

    await floor.step('connected and left: the customer stays with the outside number', async () => {
      await lin.getByRole('button', { name: /接通并退出/ }).first().click();
      await floor.hears(customer, ['outside']);
      await floor.hears(outside, ['customer']);
      await floor.hears(lin, []);
      await customer.hangUp();
      await outside.hungUpOn();
    });

    await floor.step('there, an agent without a phone at the desk is rung at their desk phone', async () => {
      await lins.request('PUT', `/agents/${lins.id}/presence`, { presence: 'offline' });
      phone = await floor.deskPhone(zhaos, '2002');
      const zhao = await floor.desk('zhao', { is_silent: true });
      await floor.available(zhao);
      customer = await floor.customer();
      await phone.answered();
      await floor.hears(customer, ['phone']);
      await floor.hears(phone, ['customer']);
    });

    await floor.step('hold at the desk phone is hold', async () => {
      await phone.press('hold');
      await floor.hears(customer, []);
      await phone.press('resume');
      await floor.hears(customer, ['phone']);
    });

    await floor.step('the desk phone transfers to the outside number, and hears that it went', async () => {
      await phone.press('transfer', `sip:${number}@127.0.0.1:${floor.sip}`);
      await floor.hears(customer, ['outside']);
      await floor.hears(outside, ['customer']);
      await phone.hungUpOn();
    });
  }),
);
