/** The tree of a marked-up text: a small subset of Markdown without HTML, images and tables. */

export type Inline = { kind: 'text'; text: string } | { kind: 'strong'; parts: Inline[] } | { kind: 'emphasis'; parts: Inline[] } | { kind: 'struck'; parts: Inline[] } | { kind: 'code'; text: string } | { kind: 'link'; target: string; parts: Inline[] } | { kind: 'break' }

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; parts: Inline[] }
  | { kind: 'paragraph'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }

const ITEM = /^(\s*)([-*+]|(\d{1,9})[.)])\s+(.*)$/
/** Deeper than anybody writes; it bounds the recursion for texts made to hurt. */
const MOST_DEPTH = 8

export function parseBlocks(source: string, depth = 0): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').split('\n')
  const blocks: Block[] = []
  let at = 0
  const take = (wanted: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && wanted(lines[at] ?? '')) at += 1
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line)
    const item = ITEM.exec(line)
    if (line.trim() === '') at += 1
    else if (/^\s*```/.test(line)) {
      at += 1
      blocks.push({ kind: 'code', text: take((one) => !/^\s*```/.test(one)).join('\n') })
      at += 1
    } else if (heading) {
      at += 1
      const level = Math.min(3, (heading[1] ?? '').length) as 1 | 2 | 3
      blocks.push({ kind: 'heading', level, parts: parseInline(heading[2] ?? '') })
    } else if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) {
      at += 1
      blocks.push({ kind: 'rule' })
    } else if (/^\s*>/.test(line) && depth < MOST_DEPTH) {
      blocks.push({ kind: 'quote', blocks: parseBlocks(take((one) => /^\s*>/.test(one)).map((one) => one.replace(/^\s*> ?/, '')).join('\n'), depth + 1) })
    } else if (item && depth < MOST_DEPTH) {
      const indent = (item[1] ?? '').length
      const ordered = item[3] !== undefined
      const items = take((one) => one.trim() !== '' && (isItem(one, indent, ordered) || indentOf(one) > indent))
      blocks.push({ kind: 'list', ordered, start: Number(item[3] ?? 1), items: splitItems(items, indent, ordered).map((text) => parseBlocks(text, depth + 1)) })
    } else {
      const from = at
      at += 1
      take((one) => one.trim() !== '' && !/^(#{1,6}\s|\s*>|\s*```)/.test(one) && !ITEM.test(one))
      blocks.push({ kind: 'paragraph', parts: parseInline(lines.slice(from, at).map((one) => one.trimStart()).join('\n')) })
    }
  }
  return blocks
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function isItem(line: string, indent: number, ordered: boolean): boolean {
  const item = ITEM.exec(line)
  return item !== null && (item[1] ?? '').length === indent && (item[3] !== undefined) === ordered
}

/** The text of each item, its further lines pulled to the left. */
function splitItems(lines: readonly string[], indent: number, ordered: boolean): string[] {
  const items: string[][] = []
  for (const line of lines) {
    if (isItem(line, indent, ordered)) items.push([ITEM.exec(line)?.[4] ?? ''])
    else items.at(-1)?.push(line.replace(new RegExp(`^\\s{0,${indent + 3}}`), ''))
  }
  return items.map((item) => item.join('\n'))
}

const INLINE = /\\([\\`*_{}[\]()#+\-.!~>|])|`([^`\n]+)`|\[([^\]\n]*)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?，。；：！？）])|\*\*(?=\S)([^\n]+?)\*\*(?!\*)|~~(?=\S)([^\n]+?)~~|(?<![\w*])\*(?=[^\s*])([^*\n]+)\*(?!\w)|(?<!\w)_(?=\S)([^_\n]+)_(?!\w)|( {2,}|\\)?\n/

export function parseInline(source: string, depth = 0): Inline[] {
  const parts: Inline[] = []
  let rest = source
  const within = (text: string): Inline[] => (depth < MOST_DEPTH ? parseInline(text, depth + 1) : [{ kind: 'text', text }])
  for (;;) {
    const match = INLINE.exec(rest)
    if (!match) break
    if (match.index > 0) parts.push({ kind: 'text', text: rest.slice(0, match.index) })
    const [whole, escaped, code, label, target, address, strong, struck, starred, lined] = match
    const emphasis = starred ?? lined
    if (escaped !== undefined) parts.push({ kind: 'text', text: escaped })
    else if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (target !== undefined) parts.push({ kind: 'link', target, parts: within(label || target) })
    else if (address !== undefined) parts.push({ kind: 'link', target: address, parts: [{ kind: 'text', text: address }] })
    else if (strong !== undefined) parts.push({ kind: 'strong', parts: within(strong) })
    else if (struck !== undefined) parts.push({ kind: 'struck', parts: within(struck) })
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', parts: within(emphasis) })
    else parts.push({ kind: 'break' })
    rest = rest.slice(match.index + whole.length)
  }
  if (rest !== '') parts.push({ kind: 'text', text: rest })
  return parts
}
