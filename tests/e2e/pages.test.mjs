// Every page in both languages, sizes and themes: accessible, nothing too wide, no word of the other language, no faults.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, openPage, picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';
import { collectData, foreignWords } from './words.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

let tenon;
let browser;

before(async () => {
  [tenon, browser] = await Promise.all([startTenon(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await tenon?.stop();
});

async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  // Computed values come 300 ms after a form has opened.
  await page.waitForTimeout(400);
}

/** Looks at the page as it stands, in both themes. Returns what is wrong with it. */
async function check(page, name, { language, data, apart }) {
  await settled(page);
  const findings = [];
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) findings.push(`${name}: ${overflow} px too wide`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) findings.push(`${name}: ${headings} headings of the first level`);
  for (const word of await foreignWords(page, language, data, apart)) findings.push(`${name}: foreign word: ${word}`);
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    // Colours change in one step without motion, but only with the next frame.
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 120)); }));
    await picture(page, `${name}-${theme}`);
    // The content policy forbids inline scripts; the debugger's door is not bound by it.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
    const violations = await page.evaluate(async (tags) => {
      const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
      return result.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' ')}`);
    }, RULES);
    findings.push(...violations.map((one) => `${name}, ${theme}: ${one}`));
  }
  return findings;
}

/** A contract in approval for reading, and one that may still be edited. */
async function contracts(call) {
  const find = async (filter) => (await call('POST', '/records/contract/query', { filter, limit: 20 })).data;
  const [running] = await find({ field: 'approval_state', op: 'eq', value: 'running' });
  for (const { id } of await find({ field: 'approval_state', op: 'empty' })) {
    const record = await call('GET', `/records/contract/${id}`);
    if (record.rights.update) return { running: running.id, open: id };
  }
  throw new Error('the demo has no contract that may be edited');
}

const PEOPLE = { 'desktop zh-CN': 'linhaiyan', 'desktop en': 'zhangwei', 'phone zh-CN': 'lina', 'phone en': 'wangqiang' };

for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  for (const language of ['zh-CN', 'en']) {
    test(`pages: ${size}, ${language}`, async () => {
      const login = PEOPLE[`${size} ${language}`];
      const call = await tenon.api(login);
      const label = `${size}-${language}`;
      const findings = [];
      const door = await openPage(browser, { viewport, language });
      await door.goto(`${tenon.address}/login`);
      findings.push(...await check(door, `${label}-sign-in`, { language, data: collectData(door) }));
      await door.context().close();

      await call('PATCH', '/me', { language });
      try {
        const page = await signIn(browser, tenon, login, viewport);
        const data = collectData(page);
        const { running, open } = await contracts(call);
        for (const [name, path, apart] of [
          ['home', '/'], ['list', '/o/contract?view=contract_all'], ['customers', '/o/customer'], ['new', '/o/contract/new'],
          ['edit', `/o/contract/${open}/edit`], ['record', `/o/contract/${running}`], ['tasks', '/tasks'], ['notices', '/notices'],
          // The document of the interface names paths and types of programs; only its frame speaks to people.
          ['account', '/account'], ['security', '/account/security'], ['docs', '/docs', '.docs section, .docs h1, .docs header p, .docs-source'], ['missing', '/o/nothing-here'], ['nowhere', '/no/such/page/here'],
        ]) {
          await page.goto(tenon.address + path);
          findings.push(...await check(page, `${label}-${name}`, { language, data, apart }));
        }
        findings.push(...page.faults.map((fault) => `${label}: ${fault}`));
        await page.context().close();
      } finally {
        await call('PATCH', '/me', { language: 'zh-CN' });
      }
      assert.deepEqual(findings, []);
    });
  }
}
