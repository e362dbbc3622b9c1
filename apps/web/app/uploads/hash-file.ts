import type { HashMessage } from './hash.worker.ts'

/** SHA-256 of a file in lower-case hex, computed in a worker without holding the file. Rejects when it cannot be read. */
export function hashFile(file: File, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL('./hash.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((resolve, reject) => {
    const fail = () => reject(new Error('The file cannot be read. Was it moved or changed?'))
    worker.onmessage = ({ data }: MessageEvent<HashMessage>) => ('sha256' in data ? resolve(data.sha256) : fail())
    worker.onerror = fail
    signal.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')), { once: true })
    worker.postMessage(file)
  }).finally(() => worker.terminate())
}
