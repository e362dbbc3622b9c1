import { parentPort, workerData } from 'node:worker_threads'
import { type Lane, LocalLane, type PieceResult } from './lane.ts'
import { sendable, type ThreadAnswer, type ThreadCall, type ThreadStart } from './thread-messages.ts'

/** The thread's side of a `ThreadLane`: does what it is told, in a lane of its own. */
async function call(lane: Lane, { method, args }: ThreadCall): Promise<unknown> {
  switch (method) {
    case 'open':
      return lane.open(...args)
    case 'run':
      return lane.run(...args)
    case 'close':
      return lane.close()
  }
}

function buffersOf(value: unknown): ArrayBuffer[] {
  // Safe: only `run` answers with an object that has parts.
  const { parts } = (value ?? {}) as Partial<PieceResult>
  return parts?.map(({ buffer }) => buffer) ?? []
}

async function answer(lane: Lane, message: ThreadCall): Promise<void> {
  const post = (reply: ThreadAnswer, buffers: ArrayBuffer[] = []): void => parentPort?.postMessage(reply, buffers)
  try {
    const value = await call(lane, message)
    post({ id: message.id, value }, message.method === 'run' ? buffersOf(value) : [])
  } catch (error) {
    post({ id: message.id, error: sendable(error) })
  }
}

// Safe: `ThreadLane` starts the thread with these data and sends only such messages.
const { spec, now } = workerData as ThreadStart
const lane = new LocalLane(spec, now)
parentPort?.on('message', (message: ThreadCall) => {
  void answer(lane, message)
})
