/** The bytes of byte text: the code of each character. Every character must be below 256. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Characters handed to one call of `fromCharCode`; engines limit the number of arguments. */
const CALL_LENGTH = 8192

/** Bytes as byte text. */
export function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CALL_LENGTH) {
    text += String.fromCharCode(...bytes.subarray(at, at + CALL_LENGTH))
  }
  return text
}
