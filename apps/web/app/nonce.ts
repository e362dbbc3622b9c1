import { createContext, useContext } from 'react'

/** The nonce of this answer; empty in the browser, where it is not needed and never sent as data. */
export const NonceContext = createContext('')

export const useNonce = () => useContext(NonceContext)
