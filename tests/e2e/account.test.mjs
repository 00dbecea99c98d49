// One's own account, a link for a new password, and the first administrator of an empty installation.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, fillSignIn, openPage, picture, signIn, startBrowser } from './browser.mjs';
import { startEmpty, startTenon } from './tenon.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const FRESH = 'three grey herons at dusk';

let tenon;
let browser;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

const at = (page) => page.locator('.workbench-head h1').filter({ hasText: /\S/ }).waitFor();

/** What is wrong with the page as it stands, in both themes. */
async function faultsOf(page, name) {
  const findings = [...page.faults];
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) findings.push(`${overflow} px too wide`);
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    await page.waitForTimeout(200);
    await picture(page, `${name}-${theme}`);
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const result = await window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] } });
      return result.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
    });
    findings.push(...violations.map((one) => `${theme}: ${one}`));
  }
  return findings;
}

test('a person changes the password and signs out elsewhere', async () => {
  const elsewhere = await signIn(browser, tenon, 'zhangwei');
  const page = await signIn(browser, tenon, 'zhangwei');
  await page.goto(`${tenon.address}/account/security`);
  const sessions = page.getByTestId('sessions').getByRole('listitem');
  await sessions.nth(1).waitFor();
  const form = page.getByRole('form', { name: '密码' });
  const fill = async (current, password, again) => {
    await form.getByLabel('当前密码').fill(current);
    await form.getByLabel('新密码', { exact: true }).fill(password);
    await form.getByLabel('再次输入新密码').fill(again);
    await form.getByRole('button', { name: '修改密码' }).click();
  };
  await fill(tenon.passwords.zhangwei, 'Password2026!!', 'Password2026!!');
  await form.getByRole('alert').filter({ hasText: '太常见' }).waitFor();
  await fill('wrong', FRESH, FRESH);
  await form.getByRole('alert').filter({ hasText: '当前密码不正确' }).waitFor();
  await fill(tenon.passwords.zhangwei, FRESH, 'something else');
  await form.getByRole('alert').filter({ hasText: '不一致' }).waitFor();
  await fill(tenon.passwords.zhangwei, FRESH, FRESH);
  await page.getByText('密码已修改').waitFor();
  await page.getByText('没有其他登录').waitFor();
  await elsewhere.goto(`${tenon.address}/tasks`);
  await fillSignIn(elsewhere, 'zhangwei', tenon.passwords.zhangwei);
  await elsewhere.getByRole('alert').waitFor();
  await fillSignIn(elsewhere, 'zhangwei', FRESH);
  await elsewhere.getByRole('tab').first().waitFor();
  await page.reload();
  await sessions.nth(1).waitFor();
  await page.getByRole('button', { name: '退出其他所有登录' }).click();
  await page.getByText('没有其他登录').waitFor();
  assert.deepEqual([...page.faults, ...elsewhere.faults], []);
  tenon.passwords.zhangwei = FRESH;
});

test('after wrong passwords the page says how long to wait', async () => {
  const page = await openPage(browser, { language: 'en' });
  await page.goto(tenon.address);
  for (let guess = 0; guess < 5; guess += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/auth/login'));
    await fillSignIn(page, 'nobody.here', `guess ${guess}`);
    await answered;
  }
  await fillSignIn(page, 'nobody.here', 'guess');
  await page.getByRole('alert').filter({ hasText: /try again in \d+ seconds/ }).waitFor();
});

test('a link of the administrator lets a person choose a password, once', async () => {
  const admin = await tenon.api('mazhiyuan');
  const { data } = await admin('GET', '/users?search=lina');
  const { path } = await admin('POST', `/users/${data[0].id}/password-reset`, {});
  for (const viewport of [DESKTOP, PHONE]) {
    const page = await openPage(browser, { viewport, language: 'en' });
    await page.goto(tenon.address + path);
    await page.getByLabel('New password', { exact: true }).waitFor();
    assert.deepEqual(await faultsOf(page, `set-password-${viewport.width}`), []);
    await page.getByLabel('New password', { exact: true }).fill(FRESH);
    await page.getByLabel('New password again').fill(FRESH);
    await page.getByRole('button', { name: 'Set password' }).click();
    if (viewport === PHONE) {
      await page.getByRole('alert').waitFor();
    } else {
      await page.getByRole('link', { name: 'Go to sign-in' }).click();
      await fillSignIn(page, 'lina', FRESH);
      await at(page);
    }
    await page.context().close();
  }
});

test('the first administrator is made in the browser', async () => {
  const empty = await startEmpty();
  try {
    assert.match(empty.token ?? '', /^[a-z0-9-]{24}$/);
    const phone = await openPage(browser, { viewport: PHONE, language: 'en' });
    await phone.goto(empty.address);
    await phone.getByLabel('Set-up token').waitFor();
    assert.deepEqual(await faultsOf(phone, 'first-run-390'), []);
    const page = await openPage(browser, { language: 'zh-CN' });
    await page.goto(empty.address);
    const fill = async (token) => {
      await page.getByLabel('设置口令').fill(token);
      await page.getByLabel('公司名称').fill('明珠仪器');
      await page.getByLabel('姓名').fill('陈立');
      await page.getByLabel('登录名').fill('chenli');
      await page.getByLabel('新密码', { exact: true }).fill(FRESH);
      await page.getByLabel('再次输入新密码').fill(FRESH);
      await page.getByRole('button', { name: '完成设置' }).click();
    };
    await page.getByLabel('设置口令').waitFor();
    assert.deepEqual(await faultsOf(page, 'first-run-1440'), []);
    await fill('wrong-token');
    await page.getByRole('alert').waitFor();
    await fill(empty.token);
    await at(page);
    await page.goto(`${empty.address}/account`);
    await page.getByText('系统管理员').waitFor();
    const again = await openPage(browser, {});
    await again.goto(empty.address);
    await again.getByLabel('密码', { exact: true }).waitFor();
    assert.equal(await again.getByLabel('设置口令').count(), 0);
  } finally {
    await empty.stop();
  }
});

/** The code that an app shows for a secret, as RFC 6238 says, `steps` from now. */
function appCode(secret, steps = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const tag = createHmac('sha1', key).update(counter).digest();
  const start = tag[19] & 15;
  return String((tag.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('two-step sign-in is turned on, asked for, and replaced by a recovery code', async () => {
  const page = await signIn(browser, tenon, 'wangqiang');
  await page.goto(`${tenon.address}/account/security`);
  await page.getByRole('button', { name: '启用两步验证' }).click();
  const form = page.getByRole('form', { name: '两步验证' });
  await form.getByLabel('当前密码').fill(tenon.passwords.wangqiang);
  await form.getByRole('button', { name: '继续' }).click();
  const secret = (await page.getByTestId('app-secret').textContent()).trim();
  assert.ok(await page.getByRole('img', { name: '二维码' }).evaluate((image) => image.naturalWidth > 100), 'the picture is not drawn');
  assert.deepEqual(await faultsOf(page, 'second-factor-set-up'), []);
  await form.getByLabel('验证码').fill('000000');
  await form.getByRole('button', { name: '继续' }).click();
  await form.getByRole('alert').waitFor();
  await form.getByLabel('验证码').fill(appCode(secret, -1));
  await form.getByRole('button', { name: '继续' }).click();
  const codes = page.getByTestId('recovery-codes').getByRole('listitem');
  await codes.nth(9).waitFor();
  const recovery = (await codes.first().textContent()).trim();
  assert.deepEqual(await faultsOf(page, 'recovery-codes'), []);
  await page.getByRole('button', { name: '我已保存' }).click();
  await page.getByText('剩余恢复码 10 个').waitFor();
  for (const [viewport, code] of [[DESKTOP, () => appCode(secret)], [PHONE, () => recovery]]) {
    const door = await openPage(browser, { viewport });
    await door.goto(tenon.address);
    await fillSignIn(door, 'wangqiang', tenon.passwords.wangqiang);
    await door.getByLabel('验证码').fill('123');
    assert.deepEqual(await faultsOf(door, `second-step-${viewport.width}`), []);
    await door.getByRole('button', { name: '继续' }).click();
    await door.getByRole('alert').waitFor();
    await door.getByLabel('验证码').fill(code());
    await door.getByRole('button', { name: '继续' }).click();
    await at(door);
    await door.context().close();
  }
  await page.getByRole('button', { name: '关闭两步验证' }).click();
  await form.getByLabel('当前密码').fill(tenon.passwords.wangqiang);
  await form.getByRole('button', { name: '关闭两步验证' }).click();
  await page.getByText('尚未启用').waitFor();
  const door = await openPage(browser, {});
  await door.goto(tenon.address);
  await fillSignIn(door, 'wangqiang', tenon.passwords.wangqiang);
  await at(door);
});
