// What goes wrong in an office: a session ends, the server stops, two people save, somebody leaves a form. Nothing typed is ever lost.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

const PERSON = 'linhaiyan';

let tenon;
let browser;
let call;
let record;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

/** Each test has a record of its own that it may spoil. */
beforeEach(async () => {
  call = await tenon.api(PERSON);
  const { data: [customer] } = await call('POST', '/records/customer/query', { limit: 1 });
  record = await call('POST', '/records/contract', { name: '故障演练合同', customer: customer.id });
});

const stored = async () => (await tenon.api(PERSON))('GET', `/records/contract/${record.id}`);

async function openForm(page) {
  await page.goto(`${tenon.address}/o/contract/${record.id}/edit`);
  await page.getByLabel('合同名称').waitFor();
}

const save = (page) => page.getByRole('button', { name: '保存', exact: true }).click();

async function end(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

test('a session that ends inside a half-filled form is renewed over it, and the form is saved', async () => {
  const page = await signIn(browser, tenon, PERSON);
  await openForm(page);
  await page.getByLabel('合同名称').fill('登录过期后保存的合同');
  // The server refuses the token of the first save, and without the cookie nothing renews it.
  await page.context().clearCookies();
  let refused = false;
  await page.route('**/api/v1/records/contract/*', async (route) => {
    if (refused || route.request().method() !== 'PATCH') return route.fallback();
    refused = true;
    const headers = { ...route.request().headers(), authorization: 'Bearer gone' };
    return route.continue({ headers });
  });
  await save(page);
  const dialog = page.getByRole('dialog', { name: '登录已过期' });
  await dialog.waitFor();
  await picture(page, 'fault-expired');
  assert.equal(await page.getByLabel('合同名称').inputValue(), '登录过期后保存的合同');
  // A wrong password says so and changes nothing.
  await dialog.getByLabel('密码', { exact: true }).fill('wrong-password');
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await dialog.getByRole('alert').waitFor();
  assert.equal(await dialog.getByLabel('登录名').inputValue(), PERSON);
  await dialog.getByLabel('密码', { exact: true }).fill(tenon.passwords[PERSON]);
  await dialog.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '登录过期后保存的合同' }).waitFor();
  assert.equal((await stored()).name, '登录过期后保存的合同');
  await end(page);
});

test('a server that stops leaves the form as it is, says so, and takes it when it is back', async () => {
  const page = await signIn(browser, tenon, PERSON);
  await openForm(page);
  await page.getByLabel('合同名称').fill('断线后保存的合同');
  await tenon.halt();
  try {
    await save(page);
    await page.getByRole('alert').filter({ hasText: '无法连接服务器，正在重试' }).waitFor();
    await picture(page, 'fault-unreachable');
    assert.equal(await page.getByLabel('合同名称').inputValue(), '断线后保存的合同');
    assert.ok(await page.getByRole('button', { name: '保存', exact: true }).isEnabled());
    // Trying at once is possible and changes nothing while the server is away.
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.unreachable').getByRole('button', { disabled: false }).waitFor();
  } finally {
    await tenon.resume();
  }
  // The page finds out by itself.
  await page.locator('.unreachable').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('合同名称').inputValue(), '断线后保存的合同');
  await save(page);
  await page.getByRole('heading', { name: '断线后保存的合同' }).waitFor();
  assert.equal((await stored()).name, '断线后保存的合同');
  await end(page);
});

for (const [choice, button] of [['keeps mine', '保留我的修改'], ['takes theirs', '载入最新内容']]) {
  test(`two tabs edit one record: the second is told and ${choice}`, async () => {
    const page = await signIn(browser, tenon, PERSON);
    await openForm(page);
    const other = await page.context().newPage();
    await openForm(other);
    await other.getByLabel('合同名称').fill('先保存的名称');
    await save(other);
    await other.getByRole('heading', { name: '先保存的名称' }).waitFor();

    await page.getByLabel('合同名称').fill('后保存的名称');
    await save(page);
    const bar = page.getByRole('alert').filter({ hasText: '您编辑期间，其他人已保存了这条记录。' });
    await bar.waitFor();
    await picture(page, `fault-conflict-${choice.split(' ')[0]}`);
    assert.equal((await stored()).name, '先保存的名称');
    await bar.getByRole('button', { name: button }).click();
    if (button === '保留我的修改') {
      await page.getByRole('heading', { name: '后保存的名称' }).waitFor();
      assert.equal((await stored()).name, '后保存的名称');
    } else {
      await bar.waitFor({ state: 'detached' });
      assert.equal(await page.getByLabel('合同名称').inputValue(), '先保存的名称');
      // The form goes on from there: the next save is no conflict.
      await page.getByLabel('合同名称').fill('接着修改的名称');
      await save(page);
      await page.getByRole('heading', { name: '接着修改的名称' }).waitFor();
      assert.equal((await stored()).name, '接着修改的名称');
    }
    await end(page);
  });
}

test('leaving a form with changes asks first: staying keeps them, leaving drops them', async () => {
  const page = await signIn(browser, tenon, PERSON);
  await page.goto(`${tenon.address}/o/contract/${record.id}`);
  await page.getByRole('link', { name: '编辑', exact: true }).click();
  await page.getByLabel('合同名称').waitFor();
  // An untouched form goes without a question.
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('heading', { name: '故障演练合同' }).waitFor();

  await page.getByRole('link', { name: '编辑', exact: true }).click();
  await page.getByLabel('合同名称').fill('不会保存的名称');
  await page.getByText('未保存').waitFor();
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '客户', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '放弃未保存的修改？' });
  await dialog.waitFor();
  await picture(page, 'fault-leaving');
  await dialog.getByRole('button', { name: '继续填写' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.match(page.url(), /\/edit$/);
  assert.equal(await page.getByLabel('合同名称').inputValue(), '不会保存的名称');

  // Closing the tab is asked by the browser itself.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  assert.equal(question.type(), 'beforeunload');
  await question.dismiss();
  assert.equal(await page.getByLabel('合同名称').inputValue(), '不会保存的名称');

  await page.getByRole('button', { name: '取消' }).click();
  await dialog.getByRole('button', { name: '放弃修改' }).click();
  await page.getByRole('heading', { name: '故障演练合同' }).waitFor();
  assert.equal((await stored()).name, '故障演练合同');
  await end(page);
});
