// A day at the demo organisation, as far as it takes to have something on every screen: conversations that ended, some in hand, one in
// wrap-up, one offered, some waiting. Offers and wrap-ups wait for an hour here, so that they are still there when they are looked at.
import { Guest } from './guest.mjs';
import { Staff } from './staff.mjs';

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);

export async function makeDay(base, browsers) {
  const [admin, sofia, maya, lin, zhao, tom] = await Promise.all(['admin', 'sofia', 'maya', 'lin', 'zhao', 'tom'].map((name) => Staff.enter(base, name)));
  const guests = [];
  const guest = async (text, { language = 'en', ...rest } = {}) => {
    const one = await Guest.come(base, { language });
    guests.push(one);
    one.id = (await one.say(text, rest)).interaction_id;
    return one;
  };

  for (const queue of (await admin.get('/queues')).items) {
    const { id, ...fields } = queue;
    await admin.put(`/queues/${id}`, { ...fields, rules: { ...fields.rules, offer_timeout_s: 3600, wrap_up_limit_s: 0 } });
  }
  const weekly = [1, 2, 3, 4, 5].map((weekday) => ({ day: weekday, from: '09:00', to: '18:00' }));
  await admin.post('/hours', { name: 'Weekdays', time_zone: 'Asia/Shanghai', weekly, holidays: [{ date: '2027-02-17', name: '春节 · Spring Festival' }] }).catch((error) => console.log(`     ${error.message}`));
  await admin.post('/api-tokens', { name: 'Nightly report', scopes: ['see_history'] }).catch((error) => console.log(`     ${error.message}`));

  await maya.be('available');
  const { items: dispositions } = await maya.get('/directory').then(({ dispositions }) => ({ items: dispositions }));
  for (const [index, [name, words]] of [
    ['Amelia Stone', 'The lid of my kettle does not close any more'],
    ['Jonas Weber', 'Where is my parcel?'],
    ['Oluwaseun Adébáyò-Montgomery the Third of Kensington', 'Can I get an invoice with our company address on it, please? We need it before the end of the month.'],
  ].entries()) {
    const ended = await guest(words, { form: { name } });
    await maya.accept(ended.id);
    await maya.say(ended.id, 'Thank you for writing. I have just sent you an email about it.');
    await maya.post(`/interactions/${ended.id}/end`);
    await maya.post(`/interactions/${ended.id}/wrap-up`, { disposition_id: dispositions[index % dispositions.length].id, note: 'Solved at once' });
  }

  // Two in hand, one in wrap-up, one offered: Maya's four.
  const talk = await guest('Hello! My grinder is stuck, the crank will not turn at all.', { form: { name: 'Amelia Stone' } });
  await maya.accept(talk.id);
  await maya.say(talk.id, 'I am sorry to hear that. Which model is it?\nYou find its number under the lid: https://www.fernwell.example/help/where-is-the-number');
  await talk.say('The blue one 🫘☕️ — number 1204. مرحبا بالعالم');
  await maya.say(talk.id, 'Asked the workshop: burr of series 12 is known to jam, replacement is free of charge.', 'note');
  await talk.say(`A very long word: ${longWord}`);
  const unknown = await guest('hi, anybody there?');
  await maya.accept(unknown.id);
  const done = await guest('Do you ship to Norway?', { form: { name: 'Ingrid Solberg' } });
  await maya.accept(done.id);
  await maya.say(done.id, 'We do, it takes four to six days.');
  await maya.post(`/interactions/${done.id}/end`);
  const offered = await guest('I would like to change my delivery address before the parcel leaves. Is that still possible?', { form: { name: 'Paul Okafor' } });

  await lin.be('available');
  const chinese = await guest('你好，我的手冲壶漏水了，可以换一个吗？', { language: 'zh-CN', form: { name: '王小明' } });
  await lin.accept(chinese.id);
  await lin.say(chinese.id, '您好，我是林晓。请问是在哪里购买的？');
  await zhao.be('away', (await zhao.get('/directory')).presence_reasons[0]?.id).catch(() => {});
  await lin.be('offline').catch(() => {});
  // Nobody is there for these.
  for (const words of ['请问怎么清洗磨豆机？', '我想退货', '发票什么时候开？']) await guest(words, { language: 'zh-CN' });

  const desks = new Map();
  return {
    base, browsers, admin, sofia, maya, lin, zhao, tom, talk, unknown, done, offered, chinese, guests,
    guest,
    // The one page of a person in this look, on the path.
    async desk(person, path, look) {
      const name = `${look.name}/${person}`;
      if (!desks.has(name)) desks.set(name, await browsers.signIn(`${person}@fernwell.example`, look));
      const page = desks.get(name);
      await page.goto(`${base}/desk${path}`);
      await page.locator('main h1, main h2, main table').first().waitFor({ state: 'attached' });
      await page.waitForFunction(() => !document.querySelector('.ant-skeleton, [aria-busy=true], .ant-spin-spinning'));
      return page;
    },
    async closeDesks(look) {
      for (const [name, page] of desks) if (name.startsWith(`${look.name}/`)) await page.context().close();
    },
    end() {
      for (const person of [admin, sofia, maya, lin, zhao, tom, ...guests]) person.leave();
    },
  };
}
