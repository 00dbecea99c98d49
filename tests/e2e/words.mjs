// Tells the app's own words on a page from the data of the company: everything the server gave as data is cut out of what stands there.

const DATA = /\/api\/v1\/(records|tasks|instances|notices|users|departments|files)\b/;
// What people may read in any language: keys of the keyboard, names of products, names of languages.
const KNOWN = ['Tenon', 'Excel', 'Enter', 'Tab', 'Ctrl', 'English', '简体中文', '榫卯', 'PDF', 'CNY', 'Chrome', 'Linux', 'tenon serve', 'API', 'OpenAPI', 'JSON', 'ID'];

/** Collects the texts of records, people and notices that the page loads. Labels of fields, states and flows are no data. */
export function collectData(page) {
  const texts = new Set();
  const pending = new Set();
  const take = (value, key, named) => {
    if (typeof value === 'string') {
      if (key !== 'label' || named) texts.add(value);
    } else if (Array.isArray(value)) {
      for (const one of value) take(one, key, named);
    } else if (value && typeof value === 'object') {
      const person = typeof value.id === 'string' && key !== 'step';
      for (const [name, inner] of Object.entries(value)) take(inner, name, person);
    }
  };
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    const me = /\/api\/v1\/(me|auth\/\w+)$/.test(path);
    if ((!DATA.test(path) && !me) || !(response.headers()['content-type'] ?? '').includes('json')) return;
    const read = response.json().then((body) => {
      if (me) take(body?.user ?? null, 'user', true);
      else take(body, '', false);
    }, () => undefined).finally(() => pending.delete(read));
    pending.add(read);
  });
  return { texts, whole: () => Promise.all(pending) };
}

/** Every text that can be read, seen or heard on the page, with the element it stands in. */
function visibleTexts(page, apart) {
  return page.evaluate((apart) => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(`script, style, noscript, svg, ${apart || 'template'}`) || !element.checkVisibility()) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const text = node.getAttribute(name);
          if (text) found.push({ text, at: `${node.tagName.toLowerCase()}[${name}]` });
        }
      } else if (node.data.trim()) found.push({ text: node.data.trim(), at: `${element.tagName.toLowerCase()}.${element.className}` });
    }
    return found;
  }, apart);
}

/** The words that do not belong to the language of the page. */
export async function foreignWords(page, language, data, apart = '') {
  await data.whole();
  const known = [...data.texts, ...KNOWN].filter((text) => text.trim().length > 0).sort((left, right) => right.length - left.length);
  const foreign = language === 'en' ? /\p{Script=Han}/u : /[A-Za-z]{2,}/;
  const findings = new Set();
  for (const { text, at } of await visibleTexts(page, apart)) {
    if (!foreign.test(text)) continue;
    let rest = text;
    for (const one of known) if (foreign.test(rest) && rest.includes(one)) rest = rest.replaceAll(one, ' ');
    // A long text may be shown cut, and an avatar shows one character of a name.
    const part = known.some((one) => one.includes(text.replace(/…$/, '')));
    if (foreign.test(rest) && !part) findings.add(`${text} (${at})`);
  }
  return [...findings];
}
