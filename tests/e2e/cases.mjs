// A case from a chat to its end: an agent opens it beside the conversation and says there where it stands; writes to the customer and to
// colleagues; a supervisor sees who writes, changes several at once, merges and takes it back, and puts it into a queue as work.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Guest } from './guest.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/cases';
const data = mkdtempSync(join(tmpdir(), 'rapport-cases-'));
const server = new Server(program, data, await freePort());
const steps = new Steps();
const step = steps.step.bind(steps);
let browsers;
let number;

const story = (page) => page.locator('ol > li');
const dialog = (page) => page.getByRole('dialog');

async function choose(page, label, option, within = page) {
  await within.getByRole('combobox', { name: label }).first().click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: option }).first().click();
}

try {
  await server.start(60_000);
  browsers = await Browsers.open(server.base, pictures);
  const admin = await Staff.enter(server.base, 'admin');
  for (const { id, ...fields } of (await admin.get('/queues')).items)
    await admin.put(`/queues/${id}`, { ...fields, rules: { ...fields.rules, offer_timeout_s: 3600, wrap_up_limit_s: 0 } });
  const maya = await browsers.signIn('maya@');
  const sofia = await browsers.signIn('sofia@');
  await browsers.available(maya);
  const guest = await Guest.come(server.base, { language: 'en' });
  await guest.say('My grinder has stopped. It is three weeks old.');

  await step('an agent opens a case beside the conversation and says where it stands', async () => {
    await maya.getByRole('button', { name: /Accept/ }).first().click();
    await maya.getByText('three weeks old').first().waitFor();
    await maya.getByRole('button', { name: 'Open a case' }).click();
    await dialog(maya).getByLabel('Subject').fill('Grinder stopped after three weeks');
    await dialog(maya).getByRole('button', { name: 'Open a case' }).click();
    const link = maya.getByRole('link', { name: /C-\d+ Grinder stopped/ });
    await link.waitFor();
    number = (await link.textContent()).split(' ')[0];
    await choose(maya, `Status of ${number}`, 'Waiting for others');
    await link.click();
    await maya.getByRole('heading', { name: 'Grinder stopped' }).waitFor();
    await maya.locator('section > header').getByText('Waiting for others').waitFor();
  });

  await step('words to the customer and to colleagues stand in its story', async () => {
    await maya.getByLabel('Reply', { exact: true }).last().fill('We will send you a new one.');
    await maya.getByRole('button', { name: 'Send' }).click();
    await story(maya).filter({ hasText: 'We will send you a new one.' }).waitFor();
    await maya.getByText('Note', { exact: true }).click();
    await maya.getByRole('textbox', { name: 'Note' }).fill('Second one of series 12.');
    await maya.getByRole('button', { name: 'Save note' }).click();
    await story(maya).filter({ hasText: 'internal' }).filter({ hasText: 'Second one of series 12.' }).waitFor();
  });

  await step('who writes in it is seen by who looks at it', async () => {
    await sofia.getByRole('link', { name: 'Cases' }).click();
    await sofia.getByPlaceholder('Subject or number').fill(number);
    await sofia.keyboard.press('Enter');
    await sofia.getByRole('button', { name: number }).click();
    await maya.getByRole('textbox', { name: 'Note' }).fill('I am still writing');
    await sofia.getByText('Writing here too: Maya Fischer').waitFor();
  });

  await step('it is merged into another case of another customer, when that is said, and the merge is taken back', async () => {
    await sofia.getByRole('button', { name: 'Merge', exact: true }).click();
    await dialog(sofia).getByPlaceholder('Subject or number').fill('Replacement gasket');
    await sofia.keyboard.press('Enter');
    await dialog(sofia).getByText('Replacement gasket does not fit').click();
    assert.ok(await dialog(sofia).getByRole('button', { name: 'Merge' }).isDisabled(), 'merging across customers has to be said');
    await dialog(sofia).getByText('Merge them anyway').click();
    await dialog(sofia).getByRole('button', { name: 'Merge' }).click();
    await sofia.getByRole('heading', { name: 'Replacement gasket' }).waitFor();
    await story(sofia).filter({ hasText: 'Second one of series 12.' }).waitFor();
    await sofia.getByRole('link', { name: 'Merged into this one' }).click();
    await sofia.getByText('This case lives on in another one.').waitFor();
    await sofia.getByRole('button', { name: 'Take the merge back' }).click();
    await sofia.getByRole('button', { name: 'Put into a queue' }).waitFor();
  });

  await step('working on it is a task that an agent gets', async () => {
    await sofia.getByRole('button', { name: 'Put into a queue' }).click();
    await choose(sofia, 'Queue', 'Orders');
    await dialog(sofia).getByRole('button', { name: 'Put into a queue' }).click();
    await sofia.getByText('It waits in the queue').waitFor();
    await maya.getByRole('link', { name: 'Conversations' }).click();
    await maya.getByRole('alert').filter({ hasText: 'Grinder stopped' }).getByRole('button', { name: /Accept/ }).click();
    await maya.getByRole('link', { name: new RegExp(`${number} Grinder stopped`) }).waitFor();
  });

  await step('several are changed at once', async () => {
    await sofia.getByRole('link', { name: 'Cases' }).click();
    const boxes = sofia.locator('tbody input[type=checkbox]');
    await boxes.first().waitFor();
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await choose(sofia, 'Priority', 'Low', sofia.getByRole('toolbar', { name: 'Change the chosen cases' }));
    await sofia.getByText('2 cases changed').waitFor();
  });
  assert.deepEqual(browsers.errors, []);
} catch (error) {
  steps.failed.push('the walk');
  console.log(`FAIL ${error.stack ?? error}`);
  await browsers?.pictureAll('failed');
} finally {
  await browsers?.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
