// How the page is built: from src/web into dist/web, with hashed names and nothing inlined, since the page's content
// security policy lets no inline script, style or data address run. `npm run build` calls it after the compiler.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('../src/web', import.meta.url))
// While the page is being worked on, `npm run dev:web` serves it and asks a running `kinora serve` for the rest.
const house = process.env.KINORA_URL ?? 'http://127.0.0.1:8787'

export default defineConfig({
  root,
  base: '/',
  plugins: [react()],
  build: { outDir: fileURLToPath(new URL('../dist/web', import.meta.url)), emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022', modulePreload: { polyfill: false }, reportCompressedSize: false, license: { fileName: 'licences.md' },
    // The pure rooms do nothing by being loaded: what the page takes from their front doors comes alone.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /\/src\/(base|draft|compositor)\//, sideEffects: false }] } }, chunkSizeWarningLimit: 800 },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(['/api', '/f', '/o', '/workspace/key', '/workspace/claim'].map((path) => [path, house])) },
})
