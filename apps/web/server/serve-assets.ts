import express from 'express'
import type { RequestHandler } from 'express'
import { workerPolicy } from './security-headers.ts'

/** Built scripts, styles, fonts and pictures. Their names carry a hash of their content, so they may be kept. */
export function serveAssets(folder: string): RequestHandler {
  return express.static(folder, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
    setHeaders: (response, path) => {
      if (path.endsWith('.js')) response.setHeader('Content-Security-Policy', workerPolicy)
    },
  })
}
