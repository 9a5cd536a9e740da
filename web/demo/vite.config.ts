import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder('.'),
  base: '/demo/',
  build: {
    target: 'es2022',
    outDir: folder('../dist/demo'),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
});
