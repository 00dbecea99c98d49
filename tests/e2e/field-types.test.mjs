// One object with a field of every type: a record is filled in by hand in the browser, read back over the API, and shown on its page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const ADMIN = 'mazhiyuan';
const KINDS = JSON.parse(readFileSync(new URL('../../designer/kinds/kinds.json', import.meta.url), 'utf8')).fields;
const label = (zh, en) => ({ 'zh-CN': zh, en });
const OPTIONS = [
  { value: 'a', label: label('甲', 'First'), color: 'blue' },
  { value: 'b', label: label('乙', 'Second'), color: 'orange' },
];
/** A dot of one pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Text typed into the field's own input. */
const type = (text) => async (page, name) => {
  const input = page.getByLabel(name, { exact: true });
  await input.fill(text);
  await input.blur();
};

/** Choices from a picker; several when there are several searches. */
const pick = (...searches) => async (page, name) => {
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).first().click();
  for (const search of searches) {
    // A short list has nothing to search in.
    const box = page.getByRole('dialog').getByRole('combobox');
    if (await box.isEditable()) await box.fill(search);
    await page.getByRole('option', { name: search }).first().click();
  }
  await page.keyboard.press('Escape');
};

const upload = (name, mimeType) => async (page, field) => {
  await page.locator(`[data-field] input[type=file][aria-label="${field}"]`).setInputFiles({ name, mimeType, buffer: PNG });
  await page.getByText(name).first().waitFor();
};

/** Each type once: its options, how a person fills it in, and what the API then answers (a value, or a test of it). */
const ALL = {
  text: { zh: '文本', fill: type('样品'), answers: '样品' },
  long_text: { zh: '多行文本', fill: type('第一行\n第二行'), answers: '第一行\n第二行' },
  rich_text: { zh: '富文本', fill: async (page, name) => {
    await page.getByLabel(name, { exact: true }).fill('交货期 30 天');
    await page.getByLabel(name, { exact: true }).selectText();
    await page.getByRole('button', { name: '加粗 (Ctrl+B)' }).click();
  }, answers: '**交货期 30 天**', shows: '交货期 30 天' },
  email: { zh: '邮箱', fill: type('li@example.com'), answers: 'li@example.com' },
  phone: { zh: '电话', fill: type('13800000000'), answers: '13800000000' },
  url: { zh: '网址', fill: type('https://example.com/a'), answers: 'https://example.com/a', shows: 'example.com/a' },
  barcode: { zh: '条码', options: { symbology: 'qr' }, fill: type('TENON-1'), answers: 'TENON-1' },
  auto_number: { zh: '编号', options: { pattern: 'G-{seq:3}' }, answers: 'G-001' },
  integer: { zh: '整数', fill: type('1,200'), answers: 1200, shows: '1,200' },
  decimal: { zh: '小数', fill: type('12.5'), answers: '12.50' },
  money: { zh: '金额', fill: type('3,000.5'), answers: '3000.50', shows: '3,000.50' },
  percent: { zh: '百分比', fill: type('13'), answers: '13.00', shows: '13.00%' },
  rating: { zh: '评分', fill: (page) => page.getByRole('radio', { name: '4 星' }).click(), answers: 4 },
  duration: { zh: '时长', fill: type('1h30m'), answers: 5400, shows: '1:30' },
  boolean: { zh: '开关', fill: (page, name) => page.getByRole('switch', { name }).click(), answers: true },
  date: { zh: '日期', fill: type('2026-11-21'), answers: '2026-11-21', shows: '2026/11/21' },
  datetime: { zh: '日期时间', fill: type('2026-11-21'), answers: '2026-11-21T01:00:00Z', shows: '09:00' },
  time: { zh: '时间', fill: type('08:30'), answers: '08:30:00', shows: '08:30' },
  select: { zh: '单选', options: { options: OPTIONS }, fill: pick('乙'), answers: 'b', shows: '乙' },
  multi_select: { zh: '多选', options: { options: OPTIONS }, fill: pick('甲', '乙'), answers: ['a', 'b'], shows: '甲' },
  color: { zh: '颜色', fill: async (page) => {
    await page.getByRole('button', { name: '选择颜色 颜色' }).click();
    await page.getByRole('button', { name: '#0F766E' }).click();
  }, answers: '#0F766E' },
  tags: { zh: '标签', fill: async (page, name) => {
    await page.getByLabel(name, { exact: true }).pressSequentially('重点，');
    await page.getByLabel(name, { exact: true }).fill('expo');
    await page.getByLabel(name, { exact: true }).press('Enter');
  }, answers: ['重点', 'expo'], shows: 'expo' },
  region: { zh: '地区', fill: async (page, name) => {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    for (const step of ['江苏省', '苏州市', '姑苏区']) await page.getByRole('option', { name: step, exact: true }).click();
  }, answers: (value) => assert.equal(value.code, '320508'), shows: '姑苏区' },
  secret: { zh: '密文', fill: type('opensesame'), answers: { set: true }, shows: '已设置' },
  user: { zh: '人员', fill: pick('张伟'), answers: (value) => assert.equal(value.label, '张伟'), shows: '张伟' },
  users: { zh: '多个人员', fill: pick('张伟', '马志远'), answers: (value) => assert.deepEqual(value.map((one) => one.label), ['张伟', '马志远']), shows: '马志远' },
  department: { zh: '部门', fill: pick('财务部'), answers: (value) => assert.equal(value.label, '财务部'), shows: '财务部' },
  reference: { zh: '关联', options: { object: 'customer' }, fill: async (page, name) => {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).first().click();
    await page.getByRole('option').first().click();
  }, answers: (value) => assert.match(value.id, /^[0-9a-f-]{36}$/) },
  file: { zh: '附件', fill: upload('合同.png', 'image/png'), answers: (value) => assert.equal(value[0].name, '合同.png'), shows: '合同.png' },
  image: { zh: '图片', fill: upload('照片.png', 'image/png'), answers: (value) => assert.equal(value[0].name, '照片.png') },
  signature: { zh: '签字', fill: async (page) => {
    await page.getByRole('button', { name: '签名 签字' }).click();
    const sheet = await page.locator('.signature-pad').boundingBox();
    await page.mouse.move(sheet.x + 40, sheet.y + 150);
    await page.mouse.down();
    for (let step = 1; step <= 20; step += 1) await page.mouse.move(sheet.x + 40 + step * 15, sheet.y + 120 + 40 * Math.sin(step));
    await page.mouse.up();
    await picture(page, 'field-types-signing');
    await page.getByRole('button', { name: '完成签名' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }, answers: (value) => assert.equal(value[0].type, 'image/png') },
  location: { zh: '位置', fill: async (page, name) => {
    await page.getByLabel(name, { exact: true }).fill('苏州市姑苏区');
    await page.getByLabel(`${name} 纬度`).fill('31.299');
    await page.getByLabel(`${name} 经度`).fill('120.585');
    await page.getByLabel(`${name} 经度`).blur();
  }, answers: { address: '苏州市姑苏区', latitude: 31.299, longitude: 120.585 }, shows: '苏州市姑苏区' },
  json: { zh: '结构化数据', fill: async (page, name) => {
    await page.getByLabel(name, { exact: true }).fill('{"sku": ');
    await page.getByText('JSON 格式有误').waitFor();
    await page.getByLabel(name, { exact: true }).fill('{"sku": "A-1"}');
  }, answers: { sku: 'A-1' }, shows: '"sku": "A-1"' },
  stage: { zh: '阶段', options: { stages: [
    { value: 'start', label: label('接洽', 'Start'), allowed: ['won'] },
    { value: 'won', label: label('赢单', 'Won'), category: 'won' },
  ] }, fill: pick('赢单'), answers: 'won', shows: '赢单' },
  any_reference: { zh: '任意关联', options: { objects: ['customer', 'product'] }, fill: async (page, name) => {
    await page.getByRole('button', { name: `${name} 类型` }).click();
    await page.getByRole('option', { name: '产品' }).click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('option').first().click();
  }, answers: (value) => assert.equal(value.object, 'product') },
  many_to_many: { zh: '多对多', options: { object: 'product' }, fill: async (page, name) => {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).first().click();
    for (const place of [0, 1]) await page.getByRole('option').nth(place).click();
    await page.keyboard.press('Escape');
  }, answers: (value) => assert.equal(value.length, 2) },
  lookup: { zh: '引用字段', options: { reference: 'f_reference', field: 'name' }, answers: (value) => assert.ok(value.length > 0) },
  rollup: { zh: '汇总', options: { relation: 'f_children', function: 'count' }, answers: (value) => assert.equal(Number(value), 1) },
  children: { zh: '明细', options: { object: 'gallery_line', field: 'gallery' }, fill: async (page) => {
    await page.getByRole('button', { name: '添加一行' }).click();
    await page.locator('input[aria-label="内容 1"]').fill('第一行明细');
  }, answers: (value) => assert.equal(value[0].content, '第一行明细'), shows: '第一行明细' },
};

const FIELDS = Object.fromEntries(Object.entries(ALL).filter(([kind]) => KINDS.includes(kind)));

const field = ([kind, { zh, options }]) => ({ name: `f_${kind}`, type: kind, label: label(zh, kind), ...(options ? { options } : {}) });
const section = (name, zh, kinds) => ({ name, label: label(zh, name), columns: 3, fields: kinds.filter((kind) => kind in FIELDS).map((kind) => ({ field: `f_${kind}` })) });
const WIDE = ['children', 'rich_text', 'long_text', 'json', 'location', 'image', 'file', 'signature'];
const DOCUMENTS = [
  { kind: 'object', format: 1, name: 'gallery', label: label('字段类型', 'Field types'), title_field: 'f_text', fields: Object.entries(FIELDS).map(field) },
  { kind: 'object', format: 1, name: 'gallery_line', label: label('字段类型明细', 'Field type lines'), title_field: 'content', fields: [
    { name: 'gallery', type: 'reference', label: label('主记录', 'Owner'), required: true, options: { object: 'gallery' } },
    { name: 'content', type: 'text', label: label('内容', 'Content') },
    { name: 'stars', type: 'rating', label: label('星级', 'Stars') },
    { name: 'length', type: 'duration', label: label('用时', 'Length') },
  ] },
  { kind: 'form', format: 1, name: 'gallery', object: 'gallery', label: label('字段类型', 'Field types'), sections: [
    section('short', '短字段', KINDS.filter((kind) => !WIDE.includes(kind))),
    section('long', '长字段', WIDE),
  ] },
];

let tenon;
let browser;
let admin;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
  admin = await tenon.api(ADMIN);
  await admin('POST', '/meta/publish', { documents: DOCUMENTS, note: 'one field of each type' });
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

/** What people with other eyes and hands would stumble over. */
async function obstacles(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] } });
    return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' ')}`);
  });
}

test('every field type has its place here', () => {
  assert.deepEqual(KINDS.filter((kind) => !(kind in FIELDS)), []);
});

test('a record with every type is filled in by hand, read back, and shown', async () => {
  const page = await signIn(browser, tenon, ADMIN, DESKTOP);
  await page.goto(`${tenon.address}/o/gallery/new`);
  await page.getByRole('form', { name: '新建字段类型' }).waitFor();
  await picture(page, 'field-types-empty');
  for (const [kind, { zh, fill }] of Object.entries(FIELDS)) {
    await fill?.(page, zh).catch((error) => { throw new Error(`${kind}: ${error.message}`); });
  }
  await picture(page, 'field-types-filled');
  await page.locator('[data-field=f_json]').scrollIntoViewIfNeeded();
  await picture(page, 'field-types-filled-below');
  await page.keyboard.press('Control+s');
  await page.getByRole('heading', { name: '样品' }).waitFor().catch(async (error) => {
    await picture(page, 'field-types-not-saved');
    const said = await page.locator('[role=alert], [role=status], .toast, [aria-invalid=true], .field-problem').evaluateAll((all) => all.map((one) => `${one.getAttribute('aria-label') ?? ''} ${one.innerText}`.trim()));
    throw new Error(`not saved: ${JSON.stringify(said)} at ${page.url()}, dialogs open ${await page.locator('dialog[open]').count()}`, { cause: error });
  });
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const record = await admin('GET', `/records/gallery/${id}`);
  for (const [kind, { answers }] of Object.entries(FIELDS)) {
    if (typeof answers === 'function') answers(record[`f_${kind}`]);
    else assert.deepEqual(record[`f_${kind}`], answers, kind);
  }
  for (const [kind, { shows, answers }] of Object.entries(FIELDS)) {
    const text = shows ?? (typeof answers === 'string' ? answers : undefined);
    if (text === undefined) continue;
    const place = kind === 'children' ? page.locator('main, #root').first() : page.locator(`[data-field=f_${kind}]`);
    await place.getByText(text, { exact: false }).first().waitFor({ timeout: 5_000 }).catch(() => { throw new Error(`${kind} does not show ${text}`); });
  }
  await page.locator('[data-field=f_barcode] svg[role=img]').waitFor();
  await page.locator('[data-field=f_signature] img').waitFor();
  await picture(page, 'field-types-record');
  assert.deepEqual(await obstacles(page), []);
  assert.deepEqual(page.faults, []);

  // What was saved comes back into the form and is no change.
  await page.goto(`${tenon.address}/o/gallery/${id}/edit`);
  await page.getByRole('form', { name: '编辑 样品' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  assert.equal(await page.getByText('未保存').count(), 0, 'opening the form changes nothing');
  assert.deepEqual(await obstacles(page), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'field-types-edit-dark');
  await page.context().close();
});

test('the same on a phone: nothing is too wide', async () => {
  const page = await signIn(browser, tenon, ADMIN, PHONE);
  const [record] = (await admin('POST', '/records/gallery/query', { fields: ['f_text'], limit: 1 })).data;
  for (const place of ['', '/edit']) {
    await page.goto(`${tenon.address}/o/gallery/${record.id}${place}`);
    await page.getByRole('heading', { name: /样品/ }).first().waitFor();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the phone page is ${overflow} px too wide`);
    await picture(page, `field-types-phone${place.replace('/', '-')}`);
  }
  assert.deepEqual(page.faults, []);
  await page.context().close();
});
