// Debian's Chromium, and signing in as a person of the demo.
import { chromium } from 'playwright-core';

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** A page signed in as a person; every error of a script is collected in `page.faults`. */
export async function signIn(browser, tenon, login, viewport = DESKTOP) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', hasTouch: viewport.width < 600 });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(tenon.address);
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(tenon.passwords[login]);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: /好，/ }).waitFor();
  return page;
}

/** Keeps a picture when asked to, for people to look at. */
export async function picture(page, name) {
  if (process.env.TENON_SHOTS) {
    await page.screenshot({ path: `${process.env.TENON_SHOTS}/${name}.png`, fullPage: false });
  }
}
