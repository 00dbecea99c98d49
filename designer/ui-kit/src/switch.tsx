import './switch.css'

interface Props {
  checked: boolean
  onChange: (checked: boolean) => void
  id?: string | undefined
  label?: string | undefined
  disabled?: boolean | undefined
}

export function Switch({ checked, onChange, id, label, disabled }: Props) {
  return (
    <button id={id} type="button" role="switch" aria-checked={checked} aria-label={label} disabled={disabled} className="switch" onClick={() => onChange(!checked)}>
      <span />
    </button>
  )
}
