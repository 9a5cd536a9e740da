// A day at the demo organisation, as far as it takes to have something on every screen: conversations that ended, some in hand, one in
// wrap-up, one offered, some waiting. Offers and wrap-ups wait for an hour here, so that they are still there when they are looked at.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeTone } from './caller.mjs';
import { Guest } from './guest.mjs';
import { Staff } from './staff.mjs';

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);

// What is drawn over a page: dialogs, drawers, menus.
const isCovered = () =>
  [...document.querySelectorAll('.ant-modal-wrap, .ant-drawer-open, .ant-dropdown, .ant-popover, .ant-select-dropdown, [role=listbox]')].some(
    (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && each.getBoundingClientRect().width > 1,
  );

// Where the route is another, what stands there now is marked, so that nobody takes it for what is to come.
async function goWithin(page, from, to) {
  const route = (path) => path.split('/').slice(0, path.startsWith('/admin') ? 3 : 2).join('/') + (path.endsWith('/why') ? '/why' : '');
  const isOther = route(from) !== route(to);
  await page.evaluate(
    ([path, is_other]) => {
      if (is_other) for (const each of document.querySelectorAll('main :is(h1, h2, table)')) each.setAttribute('data-before', '');
      document.activeElement?.blur?.();
      history.pushState(null, '', `/desk${path}`);
      dispatchEvent(new PopStateEvent('popstate', { state: null }));
    },
    [to, isOther],
  );
}

function toneOf(hz) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-tone-'));
  try {
    writeTone(join(folder, 'tone.wav'), hz, 8_000, 2);
    return readFileSync(join(folder, 'tone.wav'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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

  // Nobody answers there: one delivery fails for a while.
  const events = ['interaction.arrived', 'interaction.closed', 'customer.changed'];
  await admin.post('/webhooks', { name: 'Warehouse', url: 'https://warehouse.invalid/rapport?shop=fernwell', events, with_text: true })
    .then(({ id }) => admin.post(`/webhooks/${id}/test`)).catch((error) => console.log(`     ${error.message}`));
  await admin.post('/webhooks', { name: 'Newsletter · until the new system is there', url: 'https://newsletter.example/hook', events: ['customer.changed'], is_active: false })
    .catch((error) => console.log(`     ${error.message}`));

  const { users } = await admin.get('/directory');
  const lineIds = users.filter(({ name }) => name.includes('林晓')).map(({ id }) => id);
  for (const agent_id of lineIds)
    await admin.post('/phones', { agent_id, kind: 'desk_phone', user: 'lin.xiao', digest: 'md5', outside_number: '' }).catch((error) => console.log(`     ${error.message}`));
  await admin.post('/trunks', {
    name: 'Shanghai · Provider with a name that is rather long',
    gateways: [{ host: 'sip-a.provider.example', port: 0, transport: 'udp', priority: 0 }, { host: 'sip-b.provider.example', port: 5061, transport: 'tls', priority: 10 }],
    networks: ['192.0.2.0/24', '198.51.100.17'], is_active: true, inbound_user: '', inbound_digest: 'md5', outbound_user: '', does_register: false,
    register_expires_s: 600, domain: '', is_identity_trusted: false, is_identity_asserted: false, channels_max: 30, full_code: 503, retry_after_s: 10,
    keep_alive_s: 0, region: 'CN', caller_number: '+862112345678', // nobody is asked whether they are there
  }).catch((error) => console.log(`     ${error.message}`));

  const sound = toneOf(660);
  await fetch(`${base}/api/v1/prompts`, {
    method: 'POST',
    headers: { Cookie: admin.cookie, 'X-CSRF-Token': admin.csrf, 'Content-Type': 'audio/wav', 'X-File-Name': 'Welcome.wav', 'X-Language': 'zh-CN' },
    body: sound,
  });

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
  // Zhao takes calls only, and is asked to call somebody back as soon as she is there.
  const capacity = { units: 100, channels: Object.fromEntries(['voice', 'chat', 'message', 'email', 'task', 'voicemail'].map((channel) => [channel, { at_once_max: Number(channel === 'voice'), units: 100, is_interruptible: false }])) };
  const { email, name, role_ids, team_ids, skills, queue_ids, is_active, language } = await admin.get(`/users/${zhao.id}`);
  await admin.put(`/users/${zhao.id}`, { email, name, role_ids, team_ids, skills, queue_ids, is_active, language, capacity });
  const queue_id = (await admin.get('/directory')).queues.find(({ name }) => name.includes('Sales')).id;
  const later = new Date(Date.now() + 26 * 3_600_000).toISOString();
  await sofia.post('/callbacks', { queue_id, number: '+8613800138000', customer_id: (await admin.get(`/interactions/${chinese.id}`)).customer.id });
  await sofia.post('/callbacks', { queue_id, number: '+442079460958', due_at: later });
  // Nobody is there for these.
  for (const words of ['请问怎么清洗磨豆机？', '我想退货', '发票什么时候开？']) await guest(words, { language: 'zh-CN' });

  const desks = new Map();
  return {
    sound, base, browsers, admin, sofia, maya, lin, zhao, tom, talk, unknown, done, offered, chinese, guests,
    guest,
    // The one page of a person in this look, on the path. It goes there as a click would, without loading everything again.
    async desk(person, path, look) {
      const name = `${look.name}/${person}`;
      if (!desks.has(name)) desks.set(name, { page: await browsers.signIn(`${person}@fernwell.example`, look), isLoaded: false });
      const desk = desks.get(name);
      const { page } = desk;
      if (!desk.isLoaded) await page.goto(`${base}/desk${path}`);
      else {
        // Not where it was sent last: the screen before may have gone on from there.
        const { pathname, search } = new URL(page.url());
        const at = pathname.replace(/^\/desk/, '') + search;
        if (at !== path) await goWithin(page, at, path);
      }
      desk.isLoaded = true;
      await page.locator('main :is(h1, h2, table):not([data-before])').first().waitFor({ state: 'attached' });
      await page.waitForFunction(() => !document.querySelector('.ant-skeleton, [aria-busy=true], .ant-spin-spinning'));
      return page;
    },
    // Closes what is open over the page, so that the next screen begins as if nobody had been there.
    async tidy(page) {
      for (let tries = 0; tries < 4; ++tries) {
        if (!(await page.evaluate(isCovered))) return;
        await page.keyboard.press('Escape');
        // Asked from here: what polls within the page is made from its text, which the page's policy refuses.
        for (const deadline = performance.now() + 300; performance.now() < deadline && (await page.evaluate(isCovered)); ) await page.waitForTimeout(30);
      }
      for (const desk of desks.values()) if (desk.page === page) desk.isLoaded = false;
    },
    // Of a lane: "maya en-light", or "lin" for all looks.
    async closeDesks(lane) {
      const [person, look] = lane.split(' ');
      for (const [name, { page }] of desks)
        if (name.endsWith(`/${person}`) && name.startsWith(look ?? '')) await page.context().close();
    },
    end() {
      for (const person of [admin, sofia, maya, lin, zhao, tom, ...guests]) person.leave();
    },
  };
}
