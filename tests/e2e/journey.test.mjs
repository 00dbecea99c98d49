// The whole job: sign in, create a contract, submit it, approve it on a phone, read the PDF.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { PHONE, picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

let tenon;
let browser;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

const NAME = '榫卯试制线采购合同';

/** Opens a picker and takes the first choice that a search finds. */
async function pick(page, label, search) {
  await page.getByRole('button', { name: label }).first().click();
  if (search) await page.keyboard.type(search);
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(600);
  await page.getByRole('option').first().click();
}

/** A cell is text until it has the focus, then an input. */
async function typeInto(table, label, text) {
  await table.getByLabel(label, { exact: true }).click();
  const input = table.locator(`input[aria-label="${label}"]`);
  await input.waitFor();
  await input.fill(text);
}

test('sign in, create a contract, submit, approve on a phone, read the PDF', async () => {
  const seller = await signIn(browser, tenon, 'wangqiang');
  await picture(seller, '01-workbench');
  await seller.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '合同', exact: true }).click();
  await seller.getByTestId('grid').getByRole('row').nth(1).waitFor();
  await picture(seller, '02-list');
  await seller.getByRole('link', { name: '新建合同' }).click();

  // A missing name is told at its field, and nothing is lost.
  await seller.getByRole('form', { name: '新建合同' }).waitFor();
  await seller.getByRole('button', { name: '保存', exact: true }).click();
  await seller.locator('[data-field=name]').getByRole('alert').waitFor();
  await seller.getByLabel('合同名称').fill(NAME);
  await pick(seller, /^客户( \*)?$|^客户:/, '');
  await seller.getByRole('button', { name: '添加一行' }).click();
  const table = seller.getByTestId('sub-table-lines');
  await pick(seller, /^产品 1/, '');
  await typeInto(table, '数量 1', '3');
  await typeInto(table, '含税单价 1', '12500.50');
  await typeInto(table, '折扣率 1', '10');
  await seller.keyboard.press('Tab');
  await seller.locator('[data-field=amount]').getByText('33,751.35').waitFor();
  await picture(seller, '03-form');
  await seller.keyboard.press('Control+s');
  await seller.getByRole('heading', { name: NAME }).waitFor();
  const address = seller.url();
  await picture(seller, '04-record');

  await seller.getByRole('button', { name: '提交审批' }).click();
  await seller.getByRole('dialog').getByRole('button', { name: '提交审批' }).click();
  await seller.getByText('张伟').first().waitFor();
  await seller.getByRole('link', { name: '编辑' }).waitFor({ state: 'detached' });
  await picture(seller, '05-submitted');

  const superior = await signIn(browser, tenon, 'zhangwei', PHONE);
  await superior.goto(`${tenon.address}/tasks`);
  await superior.getByRole('button', { name: new RegExp(NAME) }).click();
  await superior.getByTestId('task-detail').waitFor();
  await superior.getByLabel('审批意见').fill('同意，按期交付。');
  await picture(superior, '06-phone-task');
  const overflow = await superior.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `the phone page is ${overflow} px too wide`);
  await superior.getByRole('button', { name: '同意', exact: true }).click();
  await superior.getByRole('button', { name: new RegExp(NAME) }).waitFor({ state: 'detached' });

  await seller.goto(address);
  await seller.getByText('同意，按期交付。').first().waitFor();
  await picture(seller, '07-approved');
  await seller.getByRole('button', { name: '打印' }).click();
  await seller.getByTestId('print-preview').waitFor();
  await picture(seller, '08-print');
  const download = seller.waitForEvent('download');
  await seller.getByRole('button', { name: '下载' }).click();
  const file = await (await download).path();
  checkPdf(readFileSync(file));
  assert.deepEqual(seller.faults, []);
  assert.deepEqual(superior.faults, []);
});

/** The paper says what the record says, and shows it: text by extraction, ink and the red seal by picture. */
function checkPdf(bytes) {
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  const folder = mkdtempSync(join(tmpdir(), 'tenon-pdf-'));
  try {
    const path = join(folder, 'contract.pdf');
    writeFileSync(path, bytes);
    const text = execFileSync('pdftotext', ['-layout', path, '-']).toString();
    for (const wanted of [NAME, '销售合同', '33,751.35', '叁万叁仟柒佰伍拾壹元叁角伍分', '华榫智能装备（苏州）有限公司', '第 1 页']) {
      assert.ok(text.replace(/\s+/g, '').includes(wanted.replace(/\s+/g, '')), `the PDF does not say ${wanted}`);
    }
    execFileSync('pdftoppm', ['-r', '40', path, join(folder, 'page')]);
    const pages = readdirSync(folder).filter((name) => name.endsWith('.ppm')).sort();
    assert.ok(pages.length >= 1);
    const ink = pages.map((name) => inkOf(readFileSync(join(folder, name))));
    assert.ok(ink[0].dark > 500, 'the first page is blank');
    assert.ok(ink.some((page) => page.red > 100), 'the approved contract has no red seal');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Dark and red pixels of a binary PPM. */
function inkOf(bytes) {
  const header = bytes.subarray(0, 64).toString('latin1').match(/^P6\s+(\d+)\s+(\d+)\s+255\s/);
  let dark = 0;
  let red = 0;
  for (let place = header[0].length; place + 2 < bytes.length; place += 3) {
    const [r, g, b] = [bytes[place], bytes[place + 1], bytes[place + 2]];
    if (r < 90 && g < 90 && b < 90) dark += 1;
    if (r > 150 && g < 110 && b < 110) red += 1;
  }
  return { dark, red };
}
