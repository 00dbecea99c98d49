// Every page in both languages and sizes: no English on the Chinese page, no faults, nothing too wide, accessible.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, picture, signIn, startBrowser } from './browser.mjs';
import { startTenon } from './tenon.mjs';

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
  await page.waitForTimeout(400);
}

async function check(page, name) {
  await settled(page);
  await picture(page, name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `${name}: ${overflow} px too wide`);
  // The content policy forbids inline scripts; the debugger's door is not bound by it.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return result.violations.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html).join(' ')}`);
  }, RULES);
  assert.deepEqual(violations, [], name);
}

for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  for (const language of ['zh-CN', 'en']) {
    for (const theme of ['light', 'dark']) {
      test(`pages: ${size}, ${language}, ${theme}`, async () => {
        const page = await signIn(browser, tenon, 'linhaiyan', viewport);
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        const token = await page.evaluate(async () => {
          const answer = await fetch('/api/v1/auth/refresh', { method: 'POST', headers: { 'X-Tenon': '1' } });
          return (await answer.json()).access_token;
        });
        const call = (path, init) => page.evaluate(async ([path, init, token]) => {
          const answer = await fetch(path, { ...init, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' } });
          return answer.status === 204 ? null : answer.json();
        }, [path, init ?? {}, token]);
        await call('/api/v1/me', { method: 'PATCH', body: JSON.stringify({ language }) });
        const contracts = await call('/api/v1/records/contract?limit=1&filter=' + encodeURIComponent('{"field":"approval_state","op":"eq","value":"running"}'));
        const contract = contracts.data[0].id;
        const label = `${size}-${language}-${theme}`;
        for (const [name, path] of [
          ['home', '/'], ['list', '/o/contract?view=contract_all'], ['customers', '/o/customer'], ['new', '/o/contract/new'],
          ['record', `/o/contract/${contract}`], ['tasks', '/tasks'], ['missing', '/o/nothing-here'],
        ]) {
          await page.goto(tenon.address + path);
          await check(page, `${label}-${name}`);
        }
        await call('/api/v1/me', { method: 'PATCH', body: JSON.stringify({ language: 'zh-CN' }) });
        assert.deepEqual(page.faults, []);
        await page.context().close();
      });
    }
  }
}
