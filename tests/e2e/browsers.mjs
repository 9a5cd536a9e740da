// Real Chromium, and people in front of it: a visitor on the demo page, agents and a supervisor at their desks.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// Chromium gives its microphone unasked and plays what comes.
export const soundFlags = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', '--autoplay-policy=no-user-gesture-required'];

export class Browsers {
  // `more`: flags for Chromium, e.g. what its microphone hears.
  static async open(base, pictures, more = []) {
    mkdirSync(pictures, { recursive: true });
    const all = new Browsers();
    Object.assign(all, { base, pictures, errors: [] });
    all.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...flags, ...more] });
    return all;
  }

  async page({ language = 'en-US', dark = false, width = 1280, height = 720, touch = false } = {}) {
    const context = await this.browser.newContext({
      locale: language, colorScheme: dark ? 'dark' : 'light', viewport: { width, height }, reducedMotion: 'reduce', hasTouch: touch,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.errors.push(`${page.url()}: ${error.message}`));
    page.setDefaultTimeout(Number(process.env.PATIENCE_MS ?? 20_000));
    return page;
  }

  // `first` runs in the page before its own scripts.
  async signIn(email, look = {}, path = '/desk/', first = undefined) {
    const page = await this.page(look);
    if (first) await page.addInitScript(first);
    await page.goto(`${this.base}${path}`);
    await page.getByText(email, { exact: false }).first().click();
    await page.locator('header nav').waitFor();
    return page;
  }

  // Who is not among those that the demo offers: by typing, in English.
  async typeIn(email, password, look = {}, path = '/desk/') {
    const page = await this.page(look);
    await page.goto(`${this.base}${path}`);
    await page.getByLabel('Email', { exact: true }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('header nav').waitFor();
    return page;
  }

  // Offline is where everybody starts after signing in.
  async available(page) {
    await page.locator('header button[aria-haspopup=menu]').first().click();
    await page.getByRole('menuitem', { name: /^(Available|空闲)$/ }).click();
    await page.locator('header').getByText(/^(Available|空闲)$/).waitFor();
  }

  // The phone of a desk in Chinese.
  async phoneOn(page) {
    await page.locator('header').getByRole('button', { name: '电话已关闭' }).click();
    await page.getByRole('button', { name: '开启电话' }).first().click();
    await page.locator('header').getByRole('button', { name: '电话就绪' }).waitFor();
    await page.keyboard.press('Escape');
  }

  async picture(page, name) {
    await page.screenshot({ path: `${this.pictures}/${name}.png` });
  }

  async pictureAll(name) {
    let number = 0;
    for (const context of this.browser.contexts())
      for (const page of context.pages()) await this.picture(page, `${name}-${(number += 1)}`).catch(() => {});
  }

  close() {
    return this.browser.close();
  }
}
