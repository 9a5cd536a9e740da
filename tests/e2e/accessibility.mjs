// What axe finds serious on a page, and what no page may do: be wider than its window, show a key where its text should stand.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');

// Another colour scheme is there, and nothing fades into it any more.
export async function wears(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((wanted) => document.documentElement.style.colorScheme === wanted, colorScheme);
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect.getTiming().iterations === Infinity));
}

export async function seriousFindings(page) {
  // Once per document: it is half a megabyte.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = await globalThis.axe.run(document, { resultTypes: ['violations'], preload: false });
    return run.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.html})`).join(' | ')}`);
  });
}

function faultsHere() {
  const found = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) found.push(`${wide} px wider than the window`);
  const bare = document.body.innerText.match(/\b(ui|org|board|why|session|interactions|customers|history|webchat|replies|presence|lines|softphone|flows|prompts|callbacks|recordings|webhooks|protection|portal|email|imports):[a-z_.]+|\b(undefined|null|NaN|Invalid Date|\[object Object\])\b|\{\{\w+\}\}/);
  if (bare) found.push(`stands there: ${bare[0]}`);
  return found;
}

export async function faults(page) {
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(faultsHere);
}
