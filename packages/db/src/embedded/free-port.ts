import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** The wanted port if it is free on this machine, else any that is. 0 wants any. */
export async function freePort(wanted: number): Promise<number> {
  const probe = createServer()
  try {
    probe.listen(wanted, '127.0.0.1')
    await once(probe, 'listening')
    return (probe.address() as AddressInfo).port
  } catch (error) {
    if (wanted === 0) throw error
    return await freePort(0)
  } finally {
    probe.close()
  }
}
