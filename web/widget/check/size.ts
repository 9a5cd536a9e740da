// Fails when what a customer's page has to load is over the limit.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const limitBytes = 35 * 1024;
const script = readFileSync(fileURLToPath(new URL('../../dist/widget/widget.js', import.meta.url)));
const gzip = gzipSync(script, { level: 9 }).length;
const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;
console.log(
  `widget.js: ${kb(script.length)}, gzip ${kb(gzip)} of ${kb(limitBytes)}, brotli ${kb(brotliCompressSync(script).length)}`,
);
if (gzip > limitBytes) {
  console.error('widget.js is over the limit');
  process.exit(1);
}
