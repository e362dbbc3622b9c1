export interface QrPictureProps {
  /** What it holds, for who cannot see it; the same must be on the page in words. */
  readonly label: string
  /** Rows of modules with their quiet border; true is dark. */
  readonly modules: readonly (readonly boolean[])[]
}

/** A QR code as a drawing of one path: no data: address, no inline style. */
export function QrPicture({ label, modules }: QrPictureProps) {
  const size = modules.length
  const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className="qr-picture"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
