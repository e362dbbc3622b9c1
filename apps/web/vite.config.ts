import { vitePlugin as remix } from '@remix-run/dev'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

const uswds = (folder: string) =>
  fileURLToPath(new URL(`../../packages/ui/node_modules/@uswds/uswds/${folder}`, import.meta.url))

export default defineConfig(({ isSsrBuild = false }) => ({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: { alias: { '@uswds-dist': uswds('dist') } },
  css: { preprocessorOptions: { scss: { loadPaths: [uswds('packages')], quietDeps: true } } },
  // Everything is a file of our own origin: no data: addresses to allow in the content security policy.
  build: {
    assetsInlineLimit: 0,
    // The server process loads these as source, once: the bundle and the upload mount share one copy of each.
    rollupOptions: { external: isSsrBuild ? ['@cmr/auth', '@cmr/errors', '@cmr/services'] : [] },
  },
  worker: { format: 'es' },
  ssr: { noExternal: ['@cmr/ui', '@trussworks/react-uswds'] },
}))
