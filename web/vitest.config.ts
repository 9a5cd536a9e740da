import { defineConfig } from 'vitest/config';

// Each app brings its own environment and plugins.
export default defineConfig({
  test: { projects: ['desk/vite.config.ts', 'widget/vite.config.ts'], passWithNoTests: true },
});
