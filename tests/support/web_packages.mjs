// Lets the Node scripts under tests/ and bench/ use the packages of web/, which is the one place that has any.
import { register } from 'node:module';

const hooks = `
const web = '${new URL('../../web/package.json', import.meta.url).href}';
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (/^[./]|^node:|^file:/.test(specifier)) throw error;
    return next(specifier, { ...context, parentURL: web });
  }
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`, import.meta.url);
