/** The mark: a tenon that fits into its mortise. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" className="logo-ground" />
      <path className="logo-tenon" d="M7 8h18v6h-6v10h-6V14H7z" />
      <path className="logo-mortise" d="M7 17h4v7H7zm14 0h4v7h-4z" />
    </svg>
  )
}
