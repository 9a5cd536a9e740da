import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One script and one style sheet with their hash in the name: the server finds them in assets/ by their ending.
export default defineConfig({
  root: folder('.'),
  base: '/portal/',
  build: {
    target: 'es2022',
    outDir: folder('../dist/portal'),
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: { input: folder('src/main.ts') },
  },
});
