import encodeQR from 'qr'

/** A text as a QR code: rows of modules with a quiet border of two; true is dark. */
export function qrModules(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: 2 })
}
