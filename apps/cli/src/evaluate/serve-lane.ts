import { parentPort, workerData } from 'node:worker_threads'
import { type Lane, LocalLane } from './lane.ts'
import { sendable, type ThreadAnswer, type ThreadCall, type ThreadStart } from './thread-messages.ts'

/** The thread's side of a `ThreadLane`: does what it is told, in a lane of its own. */
async function call(lane: Lane, { method, args }: ThreadCall): Promise<unknown> {
  switch (method) {
    case 'open':
      return lane.open(...args)
    case 'index':
      return (await lane.index(...args)).map(({ found, ...range }) => ({
        ...range,
        found: found instanceof Error ? sendable(found) : found,
      }))
    case 'evaluate':
      return lane.evaluate(...args)
    case 'close':
      return lane.close()
  }
}

async function answer(lane: Lane, message: ThreadCall): Promise<void> {
  const post = (reply: ThreadAnswer): void => parentPort?.postMessage(reply)
  try {
    post({ id: message.id, value: await call(lane, message) })
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
