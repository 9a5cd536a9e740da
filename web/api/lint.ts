// node lint.ts FILE: checks an OpenAPI 3.1 document. The rules are Redocly's (the linter inside openapi-typescript):
// the specification's own structure, references that resolve, and what a reader needs.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';

const file = process.argv[2];
if (file === undefined) throw new Error('usage: node lint.ts FILE');

const config = await createConfig({
  rules: {
    struct: 'error',
    'no-unresolved-refs': 'error',
    'no-unused-components': 'off', // the live feed's messages are nobody's operation
    'no-identical-paths': 'error',
    'no-ambiguous-paths': 'off', // /queues/{id} and /queues/default may both be; the router prefers the literal
    'no-path-trailing-slash': 'error',
    'path-declaration-must-exist': 'error',
    'path-not-include-query': 'error',
    'path-parameters-defined': 'error',
    'operation-operationId': 'error',
    'operation-operationId-unique': 'error',
    'operation-operationId-url-safe': 'error',
    'operation-summary': 'error',
    'operation-2xx-response': 'error',
    'operation-4xx-response': 'error',
    'operation-singular-tag': 'error',
    'operation-tag-defined': 'error',
    'operation-parameters-unique': 'error',
    'security-defined': 'error',
    'no-empty-servers': 'error',
    'no-enum-type-mismatch': 'error',
    'no-schema-type-mismatch': 'error',
    'no-required-schema-properties-undefined': 'error',
    'tags-alphabetical': 'error',
    'info-license': 'error',
    'info-license-strict': 'error',
  },
});

const problems = await lintFromString({
  source: await readFile(file, 'utf8'),
  absoluteRef: resolve(file),
  config,
});
for (const problem of problems) {
  const where = problem.location.map((location) => location.pointer ?? '').join(', ');
  console.error(`${problem.severity} ${problem.ruleId} at ${where}: ${problem.message}`);
}
console.log(`${file}: ${problems.length === 0 ? 'fine' : `${problems.length} problems`}`);
if (problems.length > 0) process.exitCode = 1;
