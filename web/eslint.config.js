// The zones of docs/architecture.md: app -> features -> ui, lib; a feature never imports a feature.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const zone = (files, forbidden) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [...forbidden, { regex: '^(\\.\\./){3,}', message: 'Across folders by @/' }] },
    ],
  },
});
const features = readdirSync(folder('./desk/src/features'));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '**/api-types.ts', '**/*.js', '!eslint.config.js'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['desk/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['widget/**/*.{ts,tsx}', 'demo/**/*.ts', 'portal/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      eqeqeq: 'error',
    },
  },
  // The widget's chat is pure: no clock, chance, socket, storage or screen in it.
  {
    files: ['widget/src/chat/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/(shell|ui|text)/', message: 'chat is pure.' }] },
      ],
      'no-restricted-globals': [
        'error',
        ...[
          'window',
          'document',
          'localStorage',
          'sessionStorage',
          'fetch',
          'WebSocket',
          'setTimeout',
          'navigator',
        ],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  zone(['widget/src/shell/**'], [{ regex: '/ui/', message: 'shell does not know the screen.' }]),
  zone(['widget/src/text/**'], [{ regex: '/(ui|shell)/', message: 'text is words only.' }]),
  zone(['desk/src/lib/**'], [{ regex: '^@/(app|features|ui)/', message: 'lib is below everything.' }]),
  zone(['desk/src/ui/**'], [{ regex: '^@/(app|features)/', message: 'ui knows no feature.' }]),
  ...features.map((name) =>
    zone(
      [`desk/src/features/${name}/**`],
      [
        { regex: '^@/app/', message: 'A feature does not know the app.' },
        { regex: `^@/features/(?!${name}/)`, message: 'A feature never imports a feature.' },
      ],
    ),
  ),
);
