// Debian's Chromium, and signing in as a person of the demo.
import { chromium } from 'playwright-core';

const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** A page that nobody is signed in to; every error of a script is collected in `page.faults`. */
export async function openPage(browser, { viewport = DESKTOP, language = 'zh-CN' } = {}) {
  const context = await browser.newContext({ viewport, locale: language, timezoneId: 'Asia/Shanghai', hasTouch: viewport.width < 600, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  return page;
}

/** The sign-in page, in whichever language it speaks. */
export async function fillSignIn(page, login, password) {
  await page.getByLabel(/^(登录名|Login)$/).fill(login);
  await page.getByLabel(/^(密码|Password)$/).fill(password);
  await page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
}

/** A page signed in as a person, whose own language the workbench then speaks. */
export async function signIn(browser, tenon, login, viewport = DESKTOP) {
  const page = await openPage(browser, { viewport });
  await page.goto(tenon.address);
  await fillSignIn(page, login, tenon.passwords[login]);
  await page.locator('.workbench-head h1').filter({ hasText: /\S/ }).waitFor();
  return page;
}

/** Keeps a picture when asked to, for people to look at. */
export async function picture(page, name) {
  if (process.env.TENON_SHOTS) {
    await page.screenshot({ path: `${process.env.TENON_SHOTS}/${name}.png`, fullPage: false });
  }
}
