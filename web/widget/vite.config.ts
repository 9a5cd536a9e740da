import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One classic script without imports or globals: what a customer's page loads with one tag.
export default defineConfig({
  root: folder('.'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: folder('../dist/widget'),
    emptyOutDir: true,
    sourcemap: false,
    lib: {
      entry: folder('src/main.tsx'),
      formats: ['iife'],
      name: 'rapportWidget',
      fileName: () => 'widget.js',
    },
  },
  test: { name: 'widget', environment: 'node', include: ['tests/**/*.test.ts'] },
});
