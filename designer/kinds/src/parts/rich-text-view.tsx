import type { ReactNode } from 'react'
import type { ViewProps } from '../lazy-view'
import { asText } from '../values'
import { parseBlocks, type Block, type Inline } from './markdown'
import './rich-text-view.css'

function inline(parts: readonly Inline[]): ReactNode {
  return parts.map((part, index) => {
    if (part.kind === 'text') return part.text
    if (part.kind === 'break') return <br key={index} />
    if (part.kind === 'code') return <code key={index}>{part.text}</code>
    if (part.kind === 'strong') return <strong key={index}>{inline(part.parts)}</strong>
    if (part.kind === 'emphasis') return <em key={index}>{inline(part.parts)}</em>
    if (part.kind === 'struck') return <s key={index}>{inline(part.parts)}</s>
    return (
      <a key={index} href={part.target} target="_blank" rel="noopener noreferrer">
        {inline(part.parts)}
      </a>
    )
  })
}

/** A heading within a record is below the headings of the page. */
const HEADINGS = { 1: 'h3', 2: 'h4', 3: 'h5' } as const

function block(one: Block, index: number): ReactNode {
  if (one.kind === 'rule') return <hr key={index} />
  if (one.kind === 'code') return <pre key={index}>{one.text}</pre>
  if (one.kind === 'paragraph') return <p key={index}>{inline(one.parts)}</p>
  if (one.kind === 'quote') return <blockquote key={index}>{one.blocks.map(block)}</blockquote>
  if (one.kind === 'heading') {
    const Heading = HEADINGS[one.level]
    return <Heading key={index}>{inline(one.parts)}</Heading>
  }
  const items = one.items.map((item, place) => <li key={place}>{item.length === 1 && item[0]?.kind === 'paragraph' ? inline(item[0].parts) : item.map(block)}</li>)
  return one.ordered ? (
    <ol key={index} start={one.start}>
      {items}
    </ol>
  ) : (
    <ul key={index}>{items}</ul>
  )
}

/** Marked-up text as elements of ours; nothing in the text becomes an element by itself. */
export function RichTextView({ value }: ViewProps) {
  return <div className="rich-text">{parseBlocks(asText(value)).map(block)}</div>
}
