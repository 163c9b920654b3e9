const { join, relative } = require('node:path');
const Environment = require('./environment.cjs');

const root = join(__dirname, '../..');
const listed = require('./skipped-on-engines.json');

/** What `npm run test:engines` runs in: as elsewhere, but what an engine that is named is not asked is skipped. */
module.exports = class extends Environment {
  constructor(config, context) {
    super(config, context);
    const spec = relative(root, context.testPath).replaceAll('\\', '/');
    this.entries = Object.keys(listed)
      .filter((variable) => process.env[variable])
      .flatMap((variable) => listed[variable])
      .filter((entry) => entry.spec === spec);
  }

  handleTestEvent({ name }, { rootDescribeBlock }) {
    if (name === 'run_start' && this.entries.length > 0) this.skipListed(rootDescribeBlock, '');
  }

  skipListed(block, outer) {
    for (const child of block.children) {
      const fullName = `${outer} ${child.name}`.trimStart();
      if (child.type === 'describeBlock') this.skipListed(child, fullName);
      else if (this.entries.some(({ tests }) => !tests || tests.includes(fullName))) child.mode = 'skip';
    }
  }
};
