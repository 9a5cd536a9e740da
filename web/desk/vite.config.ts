import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.RAPPORT_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: folder('.'),
  base: '/desk/',
  plugins: [react()],
  resolve: { alias: { '@': folder('./src') } },
  build: { outDir: folder('../dist/desk'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/api': { target: server, ws: true } } },
  test: {
    name: 'desk',
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
