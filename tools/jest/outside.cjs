const { createHash } = require('node:crypto');

/**
 * A transform for packages that are loaded outside of the sandbox, once per worker: see environment.cjs. What is left of such a
 * file inside is a line that fetches it.
 */
const inside = (source, path) => {
  const asked = `globalThis.requireOutside(${JSON.stringify(path)})`;
  if (!IS_MODULE.test(source)) return `module.exports = ${asked};`;
  const names = Object.keys(require(path));
  const exported = names.map((name) =>
    name === 'default' ? 'export default outside.default;' : `export const ${name} = outside.${name};`,
  );
  return [`const outside = ${asked};`, ...exported].join('\n');
};

const IS_MODULE = /^(import|export)\b/m;

module.exports = {
  process: (source, path) => ({ code: inside(source, path) }),
  getCacheKey: (source, path) => createHash('sha1').update(`${__filename} 1 ${path}`).update(source).digest('hex'),
};
