// Files that planners bring and take, in real Chromium: half a year of history of a queue that had none, with lines that cannot be and lines
// that are missing; its forecast; the same as a workbook; a schedule of a workbook's requirements; adherence as a table and a workbook.
// BASE=http://…: a server that runs already. PICTURES=folder: what it looked like.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browsers } from './browsers.mjs';
import { Staff } from './staff.mjs';
import { Steps } from './steps.mjs';
import { sheetsOf, workbookOf } from './workbook.mjs';
import { Server, freePort } from '../crash/server.mjs';

const program = process.env.RAPPORT ?? 'build/release/rapport';
const pictures = process.env.PICTURES ?? 'build/pictures/planner_files';
const steps = new Steps();
const data = mkdtempSync(join(tmpdir(), 'rapport-planner-files-'));
const server = process.env.BASE ? null : new Server(program, data, await freePort());
const base = process.env.BASE ?? server.base;
const mark = Date.now().toString(36).slice(-4);
const queue = `Returns ${mark}`;
const hour_ms = 3_600_000;
const days = 182;
const zoneHours = 8; // the demo's
const midnight = Math.floor((Date.now() + zoneHours * hour_ms) / (24 * hour_ms)) * 24 * hour_ms - zoneHours * hour_ms;

// Half-hours from 09:00 to 18:00, fewer at weekends; one day is missing, one line is there twice, one is negative.
function halfYear() {
  const lines = ['start,contacts,handle_s'];
  for (let day = -days; day < 0; day += 1) {
    if (day === -40) continue;
    const begin = midnight + day * 24 * hour_ms;
    const weekday = new Date(begin + zoneHours * hour_ms).getUTCDay();
    for (let slot = 18; slot < 36; slot += 1) {
      const contacts = Math.round((weekday % 6 === 0 ? 3 : 9) * (1 + Math.sin(((slot - 18) / 18) * Math.PI)) + ((day * 7 + slot * 3) % 5) - 2);
      lines.push(`${new Date(begin + slot * 0.5 * hour_ms).toISOString().slice(0, 19)}Z,${Math.max(contacts, 0)},${240 + ((slot * 11) % 60)}`);
    }
  }
  lines.push(lines[100], lines[200].replace(/,\d+,/, ',-4,'));
  return `${lines.join('\r\n')}\r\n`;
}

let browsers;
try {
  if (server) await server.start(90_000);
  browsers = await Browsers.open(base, pictures);
  const [admin, planner] = await Promise.all(['admin', 'pia'].map((name) => Staff.enter(base, name)));
  const { id: queueId } = await admin.post('/queues', { name: queue, channel: 'voice', member_ids: [], rules: {} });
  const page = await browsers.signIn('pia@', { width: 1360, height: 860 });
  const go = (path) => page.goto(`${base}/desk${path}`);
  const main = page.locator('main');
  const download = async (kind) => {
    await main.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: kind }).click()]);
    await page.locator('.ant-dropdown:visible').waitFor({ state: 'hidden' });
    return readFileSync(await file.path());
  };
  const choose = async (name, buffer) => main.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const kept = async () => {
    const query = new URLSearchParams({ queue_id: queueId, channel: 'voice', from: new Date(midnight - days * 24 * hour_ms).toISOString(), to: new Date(midnight).toISOString(), interval: 'day' });
    return planner.get(`/workforce/history?${query}`);
  };

  await steps.step('half a year of history is tried first: what would come, what is repaired, what is refused and why', async () => {
    await go('/planning/history/import');
    await main.getByRole('combobox').click();
    await page.locator('.ant-select-item-option').filter({ hasText: queue }).click();
    await choose('returns.csv', Buffer.from(halfYear()));
    await main.getByText(/It would bring .* on 181 days\. 2 repaired, 1 refused\./).waitFor();
    await main.getByText('Refused', { exact: true }).waitFor();
    await browsers.picture(page, 'tried');
    assert.ok(await main.getByRole('button', { name: 'Take it in' }).isDisabled());
  });

  await steps.step('the rest is taken in, and can be taken back', async () => {
    await main.getByRole('checkbox').check();
    await main.getByRole('button', { name: 'Take it in' }).click();
    await main.getByText(/^Kept: /).waitFor();
    await main.getByRole('row').filter({ hasText: 'returns.csv' }).getByRole('button', { name: 'Undo' }).waitFor();
    await browsers.picture(page, 'kept');
    const query = new URLSearchParams({ queue_ids: queueId });
    const { items } = await planner.get(`/workforce/history/queues?${query}`);
    assert.ok(items.some((one) => one.queue_id === queueId), JSON.stringify(items).slice(0, 300));
  });

  await steps.step('its forecast says what it leaves open, and what was missing', async () => {
    await go('/planning/forecast');
    await page.getByRole('button', { name: /New forecast$/ }).click();
    const drawer = page.locator('.ant-drawer-open');
    await drawer.getByLabel('Name', { exact: true }).fill(queue);
    await drawer.getByLabel('Days', { exact: true }).fill('7');
    await drawer.getByRole('button', { name: 'Compute' }).click();
    await page.waitForURL(/\/planning\/forecast\/\d+$/, { timeout: 90_000 });
    await main.getByRole('heading', { name: queue }).waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const forecast = await planner.get(`/workforce/forecasts/${id}`);
    const series = forecast.series.find((one) => one.queue_id === queueId || one.queue === queue);
    assert.ok(series, JSON.stringify(forecast.series.map((one) => one.queue)));
    assert.ok(series.history_days > 170 && series.repairs > 0 && series.contacts > 500, JSON.stringify(series));
    const { of_50, of_80, of_95 } = series.coverage;
    assert.ok(of_50 < of_80 && of_80 < of_95, `covered ${of_50}, ${of_80}, ${of_95}`);
    await browsers.picture(page, 'forecast');
  });

  await steps.step('a schedule’s requirements come from a workbook', async () => {
    const monday = new Date(midnight + zoneHours * hour_ms);
    monday.setUTCDate(monday.getUTCDate() + 28 + ((8 - monday.getUTCDay()) % 7));
    const first = monday.toISOString().slice(0, 10);
    const rows = [['requirement', 'day', 'time', 'agents']];
    for (let slot = 18; slot < 36; slot += 1) rows.push([queue, first, `${String(slot >> 1).padStart(2, '0')}:${slot % 2 ? '30' : '00'}`, slot < 24 ? 3 : 2]);
    await go('/planning/schedules/new');
    await main.getByLabel('Name', { exact: true }).fill(`Workbook ${mark}`);
    await main.getByLabel('First day').fill(first);
    await page.keyboard.press('Enter');
    await main.getByText('From a table', { exact: true }).click();
    await choose('needs.xlsx', workbookOf(rows));
    await main.getByText('21 hours of agents are asked for.').waitFor();
    await main.getByLabel('Skills', { exact: true }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'Anybody' }).click();
    await page.keyboard.press('Escape');
    await browsers.picture(page, 'from-workbook');
    await main.getByRole('button', { name: 'Create the draft' }).click();
    await page.getByRole('grid').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    const { requirements } = await planner.get(`/workforce/schedules/${id}/problem`);
    assert.deepEqual(requirements.map((one) => [one.name, one.skills, one.points.length]), [[queue, ['*'], 18]]);
    assert.equal(Date.parse(requirements[0].points[0].start), monday.getTime() + (9 - zoneHours) * hour_ms);
    await browsers.picture(page, 'draft-for-anybody');
  });

  await steps.step('adherence of a stretch of days is taken along as a table and as a workbook', async () => {
    await go('/planning/adherence?view=period');
    await main.getByRole('table').first().waitFor();
    await browsers.picture(page, 'adherence');
    const rows = (await download('CSV')).toString('utf8').replace(/^\ufeff/, '').trim().split(/\r?\n/);
    assert.ok(rows.length > 10, `${rows.length} rows`);
    const sheets = [...sheetsOf(await download('XLSX')).values()];
    assert.ok(sheets.every((sheet) => sheet.length > 1));
    assert.equal(sheets[0].length, rows.length);
    assert.deepEqual(sheets[0][0], rows[0].split(','));
  });
  assert.deepEqual(browsers.errors, []);
  for (const staff of [admin, planner]) staff.leave();
} catch (error) {
  steps.failed.push('the walk');
  console.log(`FAIL ${error.stack ?? error}`);
  await browsers?.pictureAll('failed');
  if (server) console.log(server.log.slice(-2_000));
} finally {
  await browsers?.close();
  if (server && server.child?.exitCode === null && server.child.signalCode === null) await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(steps.report());
