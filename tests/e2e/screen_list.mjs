// What there is to see, who sees it, and how they get there. Screens of one person are walked in this order, on one page.
const admin = ['users', 'teams', 'roles', 'skills', 'queues', 'flows', 'hours', 'case_types', 'case_policies', 'case_macros', 'case_rules', 'case_settings', 'segments', 'value_settings', 'next_actions', 'customer_fields', 'customer_weights', 'companies', 'dispositions', 'presence_reasons', 'decline_reasons', 'webchat', 'portal',
  'mailboxes', 'trunks', 'phone_numbers', 'phones', 'prompts', 'replies', 'organisation', 'recordings', 'protection', 'tokens', 'webhooks', 'audit'];
const planning = ['schedules', 'contracts', 'shift_templates', 'planned_agents', 'history', 'jobs', 'forecast', 'special_days', 'requirements', 'whatif', 'intraday', 'requests', 'time_off_types'];
const withForm = { case_types: 'Return', case_policies: 'Standard', case_macros: 'Ask for', case_rules: 'Remind', segments: 'spent', next_actions: 'is_upset', trunks: 'Loopback', phone_numbers: '95500', phones: '林晓', prompts: 'Welcome', users: 'maya@', roles: 'planner', queues: 'Orders', hours: 'Weekdays', webchat: 'www', tokens: '', webhooks: 'Warehouse', replies: 'nihao' };

export function deskScreens(server, browsers, day, look) {
  const desk = (person, path) => day.desk(person, path, look);
  const screens = [];
  const add = (person, name, open) => screens.push({ person, name, open });
  const escape = async (page) => page.keyboard.press('Escape');
  // The demo's chat flow in its editor; where there is no room for one, to read.
  const flow = async (which = 'Chat') => {
    const { items } = await day.admin.get('/flows');
    const page = await desk('admin', `/admin/flows/${items.find(({ name }) => name.startsWith(which)).id}`);
    await page.locator('.react-flow__node, ol > li').first().waitFor();
    if (look.width > 899) await page.locator('[role=toolbar] [data-checked=true]').waitFor();
    return page;
  };
  const tab = (page, name) => page.getByRole('complementary').getByRole('tab', { name }).click();

  add('nobody', 'sign-in', async () => {
    const page = await browsers.page(look);
    await page.goto(`${server.base}/desk/`);
    await page.locator('form').waitFor();
    await page.getByText('sofia@').waitFor();
    return page;
  });
  screens.at(-1).leave = (page) => page.context().close();
  add('nobody', 'sign-in-wrong', async () => {
    const page = await browsers.page(look);
    await page.goto(`${server.base}/desk/`);
    await page.locator('input[type=password]').waitFor();
    await page.locator('input').first().fill('nobody@fernwell.example');
    await page.locator('input[type=password]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.locator('.ant-alert').waitFor();
    return page;
  });
  screens.at(-1).leave = (page) => page.context().close();

  add('tom', 'desk-empty', async () => {
    const page = await desk('tom', '/conversations');
    return page;
  });
  add('maya', 'schedule', async () => {
    const page = await desk('maya', '/schedule');
    await page.locator('ol > li').nth(6).waitFor();
    return page;
  });
  add('maya', 'desk-inbox', () => desk('maya', '/conversations'));
  add('maya', 'desk-conversation', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    return page;
  });
  add('maya', 'desk-unknown', async () => {
    const page = await desk('maya', `/conversations/${day.unknown.id}`);
    await page.getByText('anybody there').last().waitFor();
    return page;
  });
  add('maya', 'desk-customer', async () => {
    const page = await desk('maya', `/conversations/${day.unknown.id}`);
    await page.getByText('anybody there').last().waitFor();
    if ((await page.locator('textarea[placeholder="—"]').count()) === 0) await page.keyboard.press('Alt+KeyI');
    await page.locator('textarea[placeholder="—"]').first().waitFor();
    return page;
  });
  add('maya', 'desk-wrap-up', async () => {
    const page = await desk('maya', `/conversations/${day.done.id}`);
    await page.locator('fieldset').first().waitFor();
    return page;
  });
  add('maya', 'desk-canned', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyR');
    await page.locator('[role=listbox]').waitFor();
    return page;
  });
  add('maya', 'desk-note', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyC');
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.type('Only for us');
    await page.keyboard.press('Alt+KeyN');
    return page;
  });
  screens.at(-1).leave = async (page) => {
    await page.keyboard.press('Alt+KeyN');
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.press('Delete');
  };
  add('maya', 'desk-transfer', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyT');
    await page.getByRole('dialog').getByRole('tab').first().waitFor();
    return page;
  });
  add('maya', 'desk-transfer-agent', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyT');
    await page.getByRole('dialog').getByRole('tab').nth(1).click();
    await page.getByRole('dialog').getByText('赵敏').waitFor();
    return page;
  });
  add('maya', 'desk-consult', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyK');
    await page.getByRole('dialog').getByText('赵敏').waitFor();
    return page;
  });
  add('maya', 'desk-end', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyQ');
    await page.getByRole('dialog').waitFor();
    return page;
  });
  add('maya', 'desk-decline', async () => {
    const page = await desk('maya', `/conversations/${day.talk.id}`);
    await page.getByText('known to jam').first().waitFor();
    await page.keyboard.press('Alt+KeyX');
    await page.getByRole('menuitem').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('maya', 'keyboard', async () => {
    const page = await desk('maya', '/conversations');
    await page.locator('main h2').first().waitFor();
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog').waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('maya', 'presence', async () => {
    const page = await desk('maya', '/conversations');
    await page.keyboard.press('Alt+KeyP');
    await page.getByRole('menuitem').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('maya', 'account', async () => {
    const page = await desk('maya', '/conversations');
    await page.locator('header').first().locator('button').last().click();
    await page.getByRole('menuitem').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('maya', 'profile', () => desk('maya', '/profile'));
  add('maya', 'profile-totp', async () => {
    const page = await desk('maya', '/profile');
    await page.getByRole('button', { name: /Set up|设置|开启/ }).click();
    await page.locator('main canvas').waitFor();
    return page;
  });

  // The desk's own sound.
  const phoneOf = (page) => page.locator('header').getByRole('button', { name: /^(Phone|电话)/ });
  add('lin', 'phone-off', async () => {
    const page = await desk('lin', '/conversations');
    await phoneOf(page).click();
    await page.getByRole('button', { name: /Turn the phone on|开启电话/ }).waitFor();
    return page;
  });
  add('lin', 'phone-ready', async () => {
    const page = await desk('lin', '/conversations');
    await phoneOf(page).click();
    await page.getByRole('button', { name: /Turn the phone on|开启电话/ }).click();
    await page.locator('header').getByRole('button', { name: /Phone ready|电话就绪/ }).waitFor();
    return page;
  });
  // Who is asked to call a customer back; her phone is on so long.
  add('zhao', 'desk-callback-offer', async () => {
    const page = await desk('zhao', '/conversations');
    await phoneOf(page).click();
    await page.getByRole('button', { name: /Turn the phone on|开启电话/ }).click();
    await page.locator('header').getByRole('button', { name: /Phone ready|电话就绪/ }).waitFor();
    await page.keyboard.press('Escape');
    await day.zhao.be('available');
    await page.getByRole('alert').filter({ hasText: /Callback|回拨/ }).waitFor();
    return page;
  });
  screens.at(-1).leave = () => day.zhao.be('offline');
  add('sofia', 'cases', async () => {
    const page = await desk('sofia', '/cases');
    await page.locator('[data-case]').first().waitFor();
    return page;
  });
  add('sofia', 'cases-chosen', async () => {
    const page = await desk('sofia', '/cases');
    await page.locator('tbody input[type=checkbox]').first().check();
    await page.locator('[role=toolbar]').waitFor();
    return page;
  });
  add('sofia', 'cases-open', async () => {
    const page = await desk('sofia', '/cases');
    await page.locator('section button.ant-btn-primary').last().click();
    await page.locator('.ant-modal form').waitFor();
    return page;
  });
  const aCase = async (words) => {
    const { items } = await day.admin.get(`/cases?text=${encodeURIComponent(words)}`);
    const page = await desk('sofia', `/cases/${items[0].id}`);
    await page.getByRole('heading', { name: words }).waitFor();
    await page.locator('time').first().waitFor();
    return page;
  };
  add('sofia', 'case', () => aCase('Espresso machine leaks'));
  add('sofia', 'case-waiting', () => aCase('Wrong colour delivered'));
  add('sofia', 'case-solved', () => aCase('滤杯裂了'));
  add('sofia', 'case-merge', async () => {
    const page = await aCase('Parcel lost in transit');
    await page.getByRole('button', { name: /^(Merge|合\s?并)$/ }).click();
    await page.locator('.ant-modal').waitFor();
    return page;
  });
  add('sofia', 'board', async () => {
    const page = await desk('sofia', '/board');
    await page.getByText('Amelia Stone').first().waitFor();
    return page;
  });
  add('sofia', 'board-below', async () => {
    const page = await desk('sofia', '/board');
    await page.getByText('Amelia Stone').first().waitFor();
    await page.getByText('王小明').first().scrollIntoViewIfNeeded();
    return page;
  });
  const shelf = async () => {
    const page = await desk('sofia', '/knowledge');
    await page.getByRole('tab', { name: /^(Articles|文章)$/ }).click();
    await page.getByRole('button', { name: /Descaling|如何除垢/ }).waitFor();
    return page;
  };
  add('sofia', 'knowledge', shelf);
  add('sofia', 'knowledge-gaps', async () => {
    const page = await shelf();
    await page.getByRole('tab', { name: /Searched in vain|没搜到/ }).click();
    await page.getByText(/Every search found|每次搜索/).waitFor();
    return page;
  });
  add('sofia', 'knowledge-deflection', async () => {
    const page = await shelf();
    await page.getByRole('tab', { name: /Did it help|是否有用/ }).click();
    await page.getByText(/Contacts until|统计到|measured yet|尚未统计/).waitFor();
    return page;
  });
  const square = async () => {
    const page = await desk('sofia', '/community');
    await page.getByRole('button', { name: /Which water/ }).waitFor();
    return page;
  };
  add('sofia', 'community', square);
  add('sofia', 'community-question', async () => {
    const page = await square();
    await page.getByRole('button', { name: /Which water/ }).click();
    await page.getByText('A filter jug is enough').waitFor();
    return page;
  });
  add('sofia', 'knowledge-article', async () => {
    const page = await shelf();
    await page.getByRole('button', { name: /grinder is jammed|磨豆机卡住/ }).click();
    await page.locator('section td').first().waitFor();
    return page;
  });
  add('sofia', 'knowledge-difference', async () => {
    const page = await shelf();
    await page.getByRole('button', { name: /grinder is jammed|磨豆机卡住/ }).click();
    await page.getByRole('button', { name: /Compare with|与草稿对比/ }).click();
    await page.getByRole('dialog').waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  const callbacks = (page) => page.getByRole('region', { name: /^(Callbacks|回拨)$/ }).first();
  add('sofia', 'board-callbacks', async () => {
    const page = await desk('sofia', '/board');
    await callbacks(page).getByText('+442079460958').waitFor();
    await callbacks(page).scrollIntoViewIfNeeded();
    return page;
  });
  add('sofia', 'board-callbacks-move', async () => {
    const page = await desk('sofia', '/board');
    await callbacks(page).getByRole('button', { name: /Another time|改时间/ }).first().click();
    await page.getByRole('button', { name: /Call then|改到此时/ }).waitFor();
    return page;
  });
  add('sofia', 'board-read', async () => {
    const page = await desk('sofia', '/board');
    await page.getByText('Amelia Stone').first().waitFor();
    await page.getByRole('row').filter({ hasText: 'Amelia Stone' }).getByRole('button', { name: /Read along|旁观会话/ }).click();
    await page.getByText('known to jam').first().waitFor();
    return page;
  });
  add('sofia', 'board-reassign', async () => {
    const page = await desk('sofia', '/board');
    await page.getByText('Amelia Stone').first().waitFor();
    await page.getByRole('row').filter({ hasText: 'Amelia Stone' }).getByRole('button', { name: /Reassign|重新分配/ }).click();
    await page.getByRole('dialog').waitFor();
    return page;
  });
  add('sofia', 'board-presence', async () => {
    const page = await desk('sofia', '/board');
    await page.getByRole('row').filter({ hasText: 'Maya Fischer' }).first().getByRole('button').first().click();
    await page.getByRole('menuitem').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  // The demo's agents have shifts and have kept to them, more or less.
  const adherence = async (person, query = '') => {
    const page = await desk(person, `/planning/adherence${query}`);
    await page.getByRole('table').getByRole('cell').first().waitFor();
    return page;
  };
  const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  add('sofia', 'adherence', () => adherence('sofia'));
  add('sofia', 'adherence-agent', async () => {
    const page = await adherence('sofia');
    await page.getByRole('table').getByRole('button').first().click();
    await page.getByRole('dialog').getByRole('heading').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('sofia', 'adherence-excuse', async () => {
    const page = await adherence('sofia');
    await page.getByRole('table').getByRole('button').first().click();
    await page.getByRole('dialog').locator('.ant-drawer-extra button').click();
    await page.locator('.ant-modal form').waitFor();
    return page;
  });
  screens.at(-1).leave = async (page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  };
  add('sofia', 'adherence-past', () => adherence('sofia', `?day=${yesterday()}`));
  add('admin', 'adherence-period', () => adherence('admin', '?view=period'));
  add('admin', 'adherence-rules', async () => {
    const page = await adherence('admin', '?view=');
    await page.locator('main header button').first().click();
    await page.getByRole('dialog').locator('form').waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  for (const section of planning)
    add('admin', `planning-${section}`, async () => {
      const page = await desk('admin', `/planning/${section}`);
      await page.locator('main h1:not([data-before])').waitFor();
      return page;
    });
  // The board of the demo's schedule: a day, a week, a shift in the hand, one in its dialog, what is broken.
  const board = async () => {
    const { items } = await day.admin.get('/workforce/schedules');
    const page = await desk('admin', `/planning/schedules/${items.find(({ state }) => state === 'published').id}`);
    await page.getByRole('grid').waitFor();
    return page;
  };
  const view = (page, at) => page.getByRole('toolbar').locator('.ant-segmented-item').nth(at).click();
  add('admin', 'planning-board', async () => {
    const page = await board();
    await view(page, 0);
    await page.locator('[data-hold=whole]').first().waitFor();
    return page;
  });
  add('admin', 'planning-board-held', async () => {
    const page = await board();
    await view(page, 0);
    const bar = page.locator('[data-hold=whole]').first();
    await bar.waitFor();
    await bar.locator('xpath=ancestor::*[@role="gridcell"]').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('status').locator('strong').waitFor();
    await page.waitForTimeout(1_000);
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'planning-board-week', async () => {
    const page = await board();
    await view(page, 1);
    await page.locator('[role=gridcell][data-day]').first().waitFor();
    return page;
  });
  add('admin', 'planning-board-shift', async () => {
    const page = await board();
    await view(page, 0);
    await page.locator('[data-hold=whole]').first().click();
    await page.getByRole('dialog').getByRole('combobox').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'planning-new-schedule', async () => {
    const page = await desk('admin', '/planning/schedules/new');
    await page.locator('.ant-segmented-item').nth(1).click();
    await page.locator('input[id=hand_0_name]').fill('Orders');
    return page;
  });
  // What agents ask for: each tab, and what its button opens.
  // The tab before may be on the page until the change is drawn, so each looks only at the pane of its own.
  const requestsTab = async (i) => {
    const page = await desk('admin', '/planning/requests');
    await page.locator('main .ant-tabs-tab').nth(i).click();
    await page.locator('main .ant-tabs-tab').nth(i).and(page.locator('.ant-tabs-tab-active')).waitFor();
    const pane = page.locator('main').getByRole('tabpanel');
    await pane.locator('.ant-table').first().waitFor();
    return { page, pane };
  };
  for (const [i, name] of ['time-off', 'swaps', 'offers', 'bids'].entries()) {
    add('admin', `planning-requests-${name}`, async () => (await requestsTab(i)).page);
    if (i < 2) continue;
    add('admin', `planning-requests-${name}-new`, async () => {
      const { page, pane } = await requestsTab(i);
      await pane.locator('.ant-btn-primary:visible').click();
      await page.locator('.ant-drawer-open form, .ant-modal form').first().waitFor();
      return page;
    });
    screens.at(-1).leave = escape;
  }
  for (const name of ['limits', 'closed', 'allowances']) {
    add('admin', `planning-rules-${name}`, async () => {
      const page = await desk('admin', `/planning/time_off_types?tab=${name}`);
      await page.locator('main .ant-table:visible, main .ant-empty:visible').first().waitFor();
      return page;
    });
    if (name === 'allowances') continue;
    add('admin', `planning-rules-${name}-new`, async () => {
      const page = await desk('admin', `/planning/time_off_types?tab=${name}`);
      await page.locator('main .ant-btn-primary:visible').click();
      await page.locator('.ant-drawer-open form, .ant-modal form').first().waitFor();
      return page;
    });
    screens.at(-1).leave = escape;
  }
  add('sofia', 'history', async () => {
    const page = await desk('sofia', '/history');
    await page.getByText('Jonas Weber').first().waitFor();
    return page;
  });
  add('sofia', 'customer-imports', async () => {
    const page = await desk('sofia', '/customers/import');
    const table = 'Customer no.,Name,Mobile,E-mail,Birthday\nK-1,陈芳,+8613800000301,fang@example.com,1988-02-03\nK-2,Ada,call me,not an address,\n';
    await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
    await page.getByText('陈芳').waitFor();
    return page;
  });
  add('sofia', 'customers', async () => {
    const page = await desk('sofia', '/customers');
    await page.getByText('Jonas Weber').first().waitFor();
    return page;
  });
  add('sofia', 'customer', async () => {
    const { customer } = await day.admin.get(`/interactions/${day.talk.id}`);
    const page = await desk('sofia', `/customers/${customer.id}`);
    await page.locator('ol li').first().waitFor();
    await page.getByRole('progressbar').waitFor();
    return page;
  });
  add('sofia', 'customer-thread', async () => {
    const [{ id }] = (await day.admin.get('/customers?q=Sara%20Lind')).items;
    const page = await desk('sofia', `/customers/${id}`);
    await page.getByText(/on the help pages|在帮助中心/).first().waitFor();
    return page;
  });
  add('sofia', 'interaction', () => desk('sofia', `/interactions/${day.talk.id}`));
  add('sofia', 'why', async () => {
    const page = await desk('sofia', `/interactions/${day.talk.id}/why`);
    await page.getByText('Maya Fischer').first().waitFor();
    return page;
  });
  add('sofia', 'not-found', () => desk('sofia', '/nowhere'));

  add('admin', 'admin-webhooks-incoming', async () => {
    const page = await desk('admin', '/admin/webhooks?tab=incoming');
    await page.getByRole('button', { name: /incoming|接收接口/ }).click();
    await page.locator('.ant-drawer-content, .ant-drawer-section').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  for (const section of admin) {
    add('admin', `admin-${section}`, async () => {
      const page = await desk('admin', `/admin/${section}`);
      await page.locator('main h1').waitFor();
      return page;
    });
    if (['organisation', 'audit', 'flows', 'recordings', 'portal', 'protection', 'case_settings', 'value_settings', 'customer_weights'].includes(section)) continue;
    add('admin', `admin-${section}-form`, async () => {
      const page = await desk('admin', `/admin/${section}`);
      await page.locator('main table').waitFor();
      const row = page.getByRole('row').filter({ hasText: withForm[section] ?? '' }).nth(withForm[section] ? 0 : 1);
      if ((await row.count()) > 0 && withForm[section] !== undefined) await row.getByRole('button').first().click();
      else await page.locator('main .ant-btn-primary').first().click();
      await page.getByRole('dialog').waitFor();
      return page;
    });
    screens.at(-1).leave = escape;
  }
  add('admin', 'admin-segments-trial', async () => {
    const page = await desk('admin', '/admin/segments');
    await page.locator('main .ant-btn-primary').first().click();
    await page.getByRole('dialog').locator('textarea').first().fill("stage == 'prospect' or spent >= 10");
    await page.getByRole('button', { name: /Try it|试\s*算/ }).click();
    await page.getByText(/\d+ (of|位客户中有) /).waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'admin-queues-callbacks', async () => {
    const page = await desk('admin', '/admin/queues');
    await page.getByRole('button', { name: 'Phone · English' }).click();
    await page.getByRole('dialog').getByText(/^(Between two tries|两次拨打间隔)$/).scrollIntoViewIfNeeded();
    return page;
  });
  add('admin', 'admin-trunks-gateways', async () => {
    const page = await desk('admin', '/admin/trunks');
    await page.getByRole('button', { name: /^Shanghai/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Add a gateway|添加网关/ }).scrollIntoViewIfNeeded();
    return page;
  });
  add('admin', 'admin-trunks-tls', async () => {
    const page = await desk('admin', '/admin/trunks');
    await page.locator('main .ant-btn-primary').first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: /Add a gateway|添加网关/ }).click();
    await form.getByRole('combobox', { name: /Transport|传输协议/ }).click();
    await page.getByTitle('TLS', { exact: true }).click();
    await form.getByText(/Over TLS|TLS 网关/).scrollIntoViewIfNeeded();
    return page;
  });
  // Nobody calls here, so the answers are ours: one recording under hold, one that may go.
  const recorded = async () => {
    const page = await desk('admin', '/admin/organisation');
    const [queue, user] = await Promise.all(['/queues', '/users'].map(async (path) => (await day.admin.get(path)).items[0].id));
    const one = (id, more) => ({
      id, interaction_id: day.talk.id, queue_id: queue, agent_ids: [user], started_at: '2026-03-02T09:15:00Z', duration_ms: 214_000, state: 'whole',
      because: 'rule', bytes: 610_000, checksum: 'ab', marks: [{ at_ms: 0, kind: 'agent_joined', user_id: user }, { at_ms: 214_000, kind: 'ended' }],
      is_kept: false, kept_why: '', may_listen: true, ...more,
    });
    const entry = (id, action, after) => ({ id, at: '2026-03-03T10:00:00Z', user_id: user, action, kind: 'recording', target_id: '9', after, remote_address: '', request_id: '' });
    const answer = (json) => (route) => route.fulfill({ json });
    await page.route(/\/api\/v1\/recordings\?/, answer({ items: [one('9', { is_kept: true, kept_why: 'Court order 2026-117' }), one('8', {})] }));
    await page.route(/\/api\/v1\/recordings\/9\/peaks/, answer({ per_second: 10, left: Array.from({ length: 2140 }, (_, i) => (i % 90 < 45 ? 120 : 4)), right: Array.from({ length: 2140 }, (_, i) => (i % 90 < 45 ? 3 : 90)) }));
    await page.route(/\/api\/v1\/audit\?.*target_id=9/, answer({ items: [entry('2', 'listen', { from_ms: 0, to_ms: 214_000 }), entry('1', 'change', { is_kept: true, why: 'Court order 2026-117' })] }));
    return desk('admin', '/admin/recordings');
  };
  add('admin', 'admin-recordings-open', async () => {
    const page = await recorded();
    await page.getByRole('row').filter({ hasText: 'Court order' }).getByRole('button').first().click();
    await page.getByText(/What was done with it|操作记录/).waitFor();
    return page;
  });
  add('admin', 'admin-recordings-hold', async () => {
    const page = await recorded();
    await page.locator('main table').getByRole('button', { name: /^(Hold|保.?留)$/ }).first().click();
    await page.getByRole('dialog').locator('textarea').waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'admin-recordings-delete', async () => {
    const page = await recorded();
    await page.locator('main table').getByRole('button', { name: /^(Delete|删.?除)$/ }).nth(1).click();
    await page.getByText(/gone for good|无法恢复/).waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'admin-phones-outside', async () => {
    const page = await desk('admin', '/admin/phones');
    await page.locator('main .ant-btn-primary').first().click();
    await page.getByRole('dialog').getByRole('radio').nth(1).click();
    await page.getByRole('dialog').getByText(/Dialled through|呼出中继/).waitFor();
    return page;
  });
  add('admin', 'admin-webhook-deliveries', async () => {
    const page = await desk('admin', '/admin/webhooks');
    await page.getByRole('row').filter({ hasText: 'Warehouse' }).getByRole('button').last().click();
    await page.getByRole('dialog').locator('.ant-table-row-expand-icon').first().click();
    await page.getByRole('dialog').locator('pre').first().waitFor();
    return page;
  });
  screens.at(-1).leave = escape;
  add('admin', 'admin-prompts-refused', async () => {
    const page = await desk('admin', '/admin/prompts');
    await page.locator('main input[type=file]').setInputFiles({ name: 'notes.wav', mimeType: 'audio/wav', buffer: Buffer.from('Not a sound at all') });
    await page.locator('main [role=alert]').getByText(/no sound|无法读取/).waitFor();
    return page;
  });
  add('admin', 'admin-prompts-uploaded', async () => {
    const page = await desk('admin', '/admin/prompts');
    await page.locator('main input[type=file]').setInputFiles({ name: `Closing time ${look.name}.wav`, mimeType: 'audio/wav', buffer: day.sound });
    await page.getByRole('row').filter({ hasText: `Closing time ${look.name}` }).waitFor();
    return page;
  });
  add('admin', 'admin-prompts-music', async () => {
    const page = await desk('admin', '/admin/prompts');
    await page.locator('main header button').first().click();
    await page.getByRole('dialog').getByRole('combobox').first().waitFor();
    return page;
  });
  add('admin', 'flow-editor', () => flow());
  add('admin', 'flow-step', async () => {
    const page = await flow();
    await page.locator('[data-step=topic]').click();
    await page.getByRole('complementary').getByRole('heading').first().waitFor();
    return page;
  });
  add('admin', 'flow-test', async () => {
    const page = await flow();
    await tab(page, /^(Tests|测试)/);
    await page.getByRole('complementary').getByRole('button', { name: /an order/ }).first().click();
    await page.locator('[data-lit=true]').first().waitFor();
    return page;
  });
  add('admin', 'flow-versions', async () => {
    const page = await flow();
    await tab(page, /^(Versions|版本)/);
    await page.getByRole('button', { name: /Compare with the draft|与草稿比较/ }).first().click();
    await page.getByRole('button', { name: /End the comparison|结束比较/ }).waitFor();
    return page;
  });
  screens.at(-1).leave = async (page) => page.getByRole('button', { name: /End the comparison|结束比较/ }).click();
  add('admin', 'flow-assist', async () => {
    const page = await flow('Card');
    await tab(page, /^(Flow|流程)$/);
    return page;
  });
  add('admin', 'flow-settings', async () => {
    const page = await flow();
    await tab(page, /^(Flow|流程)$/);
    return page;
  });
  for (const screen of screens.filter(({ name }) => name.startsWith('flow-') && name !== 'flow-editor')) screen.is_wide = true;
  add('admin', 'admin-audit-open', async () => {
    const page = await desk('admin', '/admin/audit');
    await page.locator('main table button:not(.ant-table-row-expand-icon-spaced)').first().click();
    return page;
  });
  return screens.filter(({ is_wide }) => !is_wide || look.width > 899);
}

export function visitorScreens(server, browsers, day, look) {
  const screens = [];
  let page;
  const add = (name, open) => screens.push({ name, open: async () => (await open(), page) });
  const widget = () => page.locator('.panel');

  add('demo', async () => {
    page = await browsers.page(look);
    await page.goto(`${server.base}/demo/`);
    await page.locator('.launcher').waitFor();
  });
  add('widget-form', async () => {
    await page.locator('.launcher').click();
    await page.locator('.form').waitFor();
  });
  add('widget-form-problems', async () => {
    await page.locator('.form button[type=submit]').click();
    await page.locator('.problem').first().waitFor();
  });
  add('widget-queue', async () => {
    await page.locator('.form textarea').fill(look.language === 'zh-CN' ? '你好，请问可以换货吗？' : 'Hello, can I exchange a kettle?');
    await page.locator('.form button[type=submit]').click();
    await page.locator('.queue').waitFor();
  });
  add('widget-menu', async () => {
    await widget().locator('header button').first().click();
    await page.locator('[role=menu], .menu').first().waitFor();
  });
  add('widget-conversation', async () => {
    await page.keyboard.press('Escape');
    if ((await widget().count()) === 0) await page.locator('.launcher').click();
    const { items } = await day.sofia.get('/interactions?limit=1');
    const staff = day.tom;
    await staff.be('available');
    await day.sofia.post(`/interactions/${items[0].id}/transfer`, { agent_id: staff.id }).catch(() => {}); // offered already
    await staff.accept(items[0].id);
    await staff.be('offline');
    await staff.say(items[0].id, look.language === 'zh-CN' ? '您好，当然可以。请问订单号是多少？' : 'Hello, of course. What is the number of your order?');
    await page.locator('.words').filter({ hasText: /order|订单/ }).first().waitFor();
    await page.locator('.composer textarea').fill('#20488 ☕️');
    await page.keyboard.press('Enter');
    page.interaction_id = items[0].id;
  });
  add('widget-offline', async () => {
    await page.context().setOffline(true);
    await page.locator('.banner').waitFor();
  });
  add('widget-ended', async () => {
    await page.context().setOffline(false);
    await page.locator('.banner').waitFor({ state: 'detached' });
    await day.tom.post(`/interactions/${page.interaction_id}/end`);
    await day.tom.post(`/interactions/${page.interaction_id}/wrap-up`, { disposition_id: (await day.tom.get('/directory')).dispositions[0].id });
    await page.locator('.ended').waitFor();
  });
  screens.at(-1).leave = (page) => page.context().close();
  return screens;
}
