// Conditions, formulas and rules of a form follow what is typed, and the server has the last word.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

const ADMIN = 'mazhiyuan';
const label = (zh, en) => ({ 'zh-CN': zh, en });
const field = (name, type, zh, more = {}) => ({ name, type, label: label(zh, name), ...more });
const OBJECT = {
  kind: 'object', format: 1, name: 'claim', label: label('报销单', 'Claim'), title_field: 'title',
  fields: [
    field('title', 'text', '事由', { required: true }),
    field('kind', 'select', '类别', { options: { options: [{ value: 'travel', label: label('差旅', 'Travel') }, { value: 'other', label: label('其他', 'Other') }] } }),
    field('city', 'text', '目的地', { visible_when: 'kind = "travel"', required_when: 'kind = "travel"' }),
    field('days', 'integer', '天数'),
    field('rate', 'money', '每天标准'),
    field('amount', 'money', '金额', { formula: 'days * rate' }),
    field('reason', 'text', '超额说明', { required_when: 'amount > 1000' }),
    field('closed', 'boolean', '已结'),
    field('note', 'text', '备注', { read_only_when: 'closed' }),
  ],
  rules: [
    { name: 'days_positive', condition: 'days > 0', message: label('天数必须大于零', 'Days must be above zero'), field: 'days' },
    { name: 'large', severity: 'warning', condition: 'amount <= 5000', message: label('金额超过五千，请再次核对', 'More than 5,000, please check again') },
  ],
};

let tenon;
let browser;
let admin;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
  admin = await tenon.api(ADMIN);
  await admin('POST', '/meta/publish', { documents: [OBJECT], note: 'claims' });
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

const place = (page, name) => page.locator(`[data-field=${name}]`);
const mark = (page, name) => place(page, name).locator('.form-required');

async function fill(page, name, text) {
  await page.getByLabel(name, { exact: true }).fill(text);
  await page.getByLabel(name, { exact: true }).blur();
}

test('fields show, ask, compute and refuse while somebody types', async () => {
  const page = await signIn(browser, tenon, ADMIN);
  // Without the server's computing, what moves is the browser's own work.
  await page.route('**/compute', (route) => route.abort());
  await page.goto(`${tenon.address}/o/claim/new`);
  await page.getByRole('form', { name: '新建报销单' }).waitFor();
  await page.getByLabel('事由').fill('上海出差');

  await place(page, 'city').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^类别/ }).click();
  await page.getByRole('option', { name: '差旅' }).click();
  await place(page, 'city').waitFor();
  await mark(page, 'city').waitFor();

  await fill(page, '每天标准', '600');
  await fill(page, '天数', '-1');
  await place(page, 'days').getByText('天数必须大于零').waitFor();
  await picture(page, 'rules-broken');
  await fill(page, '天数', '1');
  await place(page, 'days').getByRole('alert').waitFor({ state: 'detached' });
  await place(page, 'amount').getByText('¥600.00').waitFor();
  assert.equal(await mark(page, 'reason').count(), 0);
  await fill(page, '天数', '10');
  await place(page, 'amount').getByText('¥6,000.00').waitFor();
  await mark(page, 'reason').waitFor();

  // What is required only by condition is told by the server at its field.
  await page.unroute('**/compute');
  await fill(page, '目的地', '上海');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await place(page, 'reason').getByRole('alert').waitFor();
  await fill(page, '超额说明', '项目验收');

  // A warning asks; going back keeps the form, going on saves.
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('金额超过五千，请再次核对').waitFor();
  await picture(page, 'rules-warning');
  await dialog.getByRole('button', { name: '返回修改' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('form', { name: '新建报销单' }).waitFor();
  assert.deepEqual((await admin('POST', '/records/claim/query', { fields: ['title'] })).data, []);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await dialog.getByRole('button', { name: '仍然保存' }).click();
  await page.getByRole('heading', { name: '上海出差' }).waitFor();

  const [{ id }] = (await admin('POST', '/records/claim/query', { fields: ['title'] })).data;
  const saved = await admin('GET', `/records/claim/${id}`);
  assert.deepEqual([saved.amount, saved.city, saved.reason], ['6000.00', '上海', '项目验收']);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test('a broken rule keeps the form from being sent, and a closed record keeps its note', async () => {
  const record = await admin('POST', '/records/claim', { title: '打车', kind: 'other', days: 1, rate: '50', closed: true, note: '甲' });
  const page = await signIn(browser, tenon, ADMIN);
  const writes = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') writes.push(request.url());
  });
  await page.goto(`${tenon.address}/o/claim/${record.id}/edit`);
  await page.getByRole('form', { name: '编辑 打车' }).waitFor();
  await place(page, 'note').locator('output').waitFor();
  assert.equal(await place(page, 'city').count(), 0);
  await page.getByLabel('天数').fill('0');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await place(page, 'days').getByText('天数必须大于零').waitFor();
  assert.deepEqual(writes, []);
  await page.getByLabel('天数').fill('2');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('heading', { name: '打车' }).waitFor();
  assert.equal((await admin('GET', `/records/claim/${record.id}`)).amount, '100.00');
  assert.equal(writes.length, 1);
  await page.context().close();
});
