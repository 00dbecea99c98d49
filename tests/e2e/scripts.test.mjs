// What strains a page: labels in every script, a thousand options, amounts in several currencies side by side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

const ADMIN = 'mazhiyuan';
const RIGHT_TO_LEFT = 'رقم العقد 🚀';
const FAMILY = '👨‍👩‍👧 𠮷野 شركة';
const both = (text) => ({ 'zh-CN': text, en: text });
const choices = Array.from({ length: 1000 }, (_, place) => ({ value: `k${place}`, label: both(`选项 ${place}`) }));
const amount = { name: 'price', type: 'money', label: both('金额'), options: { currencies: ['CNY', 'USD'] } };
const DOCUMENTS = [
  { kind: 'object', format: 1, name: 'strained', label: both(RIGHT_TO_LEFT), title_field: 'name', fields: [
    { name: 'name', type: 'text', label: both(FAMILY), required: true },
    { name: 'many', type: 'select', label: both('千项'), options: { options: choices } },
    amount,
    { name: 'lines', type: 'children', label: both('明细'), options: { object: 'strained_line', field: 'owner_record' } },
  ] },
  { kind: 'object', format: 1, name: 'strained_line', label: both('明细行'), title_field: 'item', fields: [
    { name: 'item', type: 'text', label: both('项目') },
    { name: 'owner_record', type: 'reference', label: both('主记录'), required: true, options: { object: 'strained' } },
    amount,
  ] },
  { kind: 'form', format: 1, name: 'strained', object: 'strained', label: both(RIGHT_TO_LEFT), sections: [
    { name: 'all', label: both(FAMILY), columns: 2, fields: [{ field: 'name' }, { field: 'many' }, { field: 'price' }, { field: 'lines', columns: ['item', 'price'] }] },
  ] },
  { kind: 'view', format: 1, name: 'strained', object: 'strained', label: both(FAMILY), columns: [{ field: 'name' }, { field: 'many' }, { field: 'price' }] },
];

let tenon;
let browser;
let admin;
let record;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
  admin = await tenon.api(ADMIN);
  await admin('POST', '/meta/publish', { documents: DOCUMENTS, note: 'what strains a page' });
  await admin('PUT', '/currency-rates', { currency: 'USD', date: '2020-01-01', rate: '7.00', source: 'test' });
  const line = (item, price, currency) => ({ item, price, price_currency: currency });
  record = await admin('POST', '/records/strained', {
    name: FAMILY, many: 'k7', price: '1200', price_currency: 'USD',
    lines: [line('a', '1000', 'USD'), line('b', '20.50', 'CNY'), line('c', '200', 'USD')],
  });
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

test('an amount says its currency in lists, on pages and in totals', async () => {
  const page = await signIn(browser, tenon, ADMIN, DESKTOP);
  await page.goto(`${tenon.address}/o/strained`);
  const grid = page.getByTestId('grid');
  await grid.getByText('US$1,200.00').waitFor();
  await grid.getByText(FAMILY).first().waitFor();
  await picture(page, 'scripts-list');
  await page.goto(`${tenon.address}/o/strained/${record.id}`);
  await page.getByRole('heading', { name: FAMILY }).first().waitFor();
  await page.getByText('US$1,200.00 + ¥20.50').waitFor();
  assert.ok(await page.getByText('US$1,000.00').first().isVisible());
  await picture(page, 'scripts-record');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('one of a thousand options is found by typing', async () => {
  const page = await signIn(browser, tenon, ADMIN, DESKTOP);
  await page.goto(`${tenon.address}/o/strained/${record.id}/edit`);
  await page.getByText('US$1,200.00 + ¥20.50').waitFor();
  await page.getByRole('button', { name: /^千项/ }).first().click();
  await page.keyboard.type('选项 987');
  await page.getByRole('option', { name: '选项 987' }).click();
  await picture(page, 'scripts-form');
  await page.keyboard.press('Control+s');
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'));
  await page.locator('[data-field=many]').getByText('选项 987').waitFor();
  assert.equal((await admin('GET', `/records/strained/${record.id}`)).many, 'k987');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('on a phone nothing is too wide', async () => {
  const page = await signIn(browser, tenon, ADMIN, PHONE);
  for (const place of ['', `/${record.id}`, `/${record.id}/edit`]) {
    await page.goto(`${tenon.address}/o/strained${place}`);
    await page.getByText(FAMILY).first().waitFor();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${place} is ${overflow} px too wide`);
    await picture(page, `scripts-phone${place === '' ? '' : place.endsWith('edit') ? '-edit' : '-record'}`);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
