const HEARTBEAT_MILLISECONDS = 15_000

export interface EventSink {
  /** Sends one named event with a JSON body and, for `Last-Event-ID`, its id. */
  send(name: string, id: string, data: unknown): void
  end(): void
}

/**
 * A stream of server-sent events. `start` gets the sink and returns how to stop; it is stopped when the reader goes
 * away or the sink ends. A comment every 15 seconds keeps proxies from closing a quiet stream.
 */
export function eventStream(signal: AbortSignal, start: (sink: EventSink) => Promise<() => void>): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true
      const write = (text: string) => open && controller.enqueue(encoder.encode(text))
      const heartbeat = setInterval(() => write(': quiet\n\n'), HEARTBEAT_MILLISECONDS)
      let unsubscribe = () => {}
      stop = () => {
        if (!open) return
        open = false
        clearInterval(heartbeat)
        unsubscribe()
      }
      const end = () => {
        if (!open) return
        stop()
        controller.close()
      }
      signal.addEventListener('abort', end, { once: true })
      write('retry: 2000\n\n')
      const send = (name: string, id: string, data: unknown) =>
        write(`event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`)
      const subscribed = await start({ send, end })
      if (open) unsubscribe = subscribed
      else subscribed()
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    },
  })
}
