import { useT } from '@i18n/language'
import { IconButton } from '@ui/icon-button'
import { toast } from '@ui/toast'
import type { ViewProps } from '../lazy-view'
import { asText } from '../values'
import { barsOf } from './bars'
import { qrModules } from './qr'
import './barcode-view.css'

/** Light modules around a code, without which scanners do not find it: four for QR, ten for bars. */
const QUIET = { qr: 4, bars: 10 }
const BAR_HEIGHT = 48

/** The shape of a code as one path, and how large its sheet is. */
function drawing(text: string, symbology: string): { path: string; width: number; height: number } | null {
  if (symbology === 'qr') {
    const modules = qrModules(text)
    if (!modules) return null
    const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET.qr} ${y + QUIET.qr}h1v1h-1z` : ''))).join('')
    const size = modules.length + 2 * QUIET.qr
    return { path, width: size, height: size }
  }
  const bars = barsOf(text, symbology)
  if (!bars) return null
  const path = [...bars].map((dark, x) => (dark === '1' ? `M${x + QUIET.bars} 0h1v${BAR_HEIGHT}h-1z` : '')).join('')
  return { path, width: bars.length + 2 * QUIET.bars, height: BAR_HEIGHT }
}

/** A code as a picture that scanners read, with its text below. */
export function BarcodeView({ value, field }: ViewProps) {
  const t = useT()
  const text = asText(value)
  const symbology = field.options.symbology ?? 'code128'
  const shape = drawing(text, symbology)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast('success', t('barcode.copied')),
      () => toast('danger', t('barcode.not_copied')),
    )
  return (
    <span className="barcode">
      {shape && (
        <svg
          className={`barcode-picture ${symbology === 'qr' ? 'barcode-square' : ''}`}
          viewBox={`0 0 ${shape.width} ${shape.height}`}
          preserveAspectRatio={symbology === 'qr' ? undefined : 'none'}
          role="img"
          aria-label={text}
          shapeRendering="crispEdges"
        >
          <path d={shape.path} fill="#000000" />
        </svg>
      )}
      <span className="barcode-text">
        <span className="truncate">{text}</span>
        {'clipboard' in navigator && <IconButton icon="copy" size={14} label={t('barcode.copy')} onClick={() => void copy()} />}
      </span>
    </span>
  )
}
