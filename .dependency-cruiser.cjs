/** The architecture rules, enforced in `npm run lint`; CONTRIBUTING.md says why each exists. */
const services = '^(command-api|policies|projections|query-api|gateway)/';
const pure = '^shared/(event-sourcing|domain)/src/';
const tests = '\\.spec\\.ts$|/testing/|/src/testing\\.ts$';
const aPackage = '(?:shared|embedded)/[^/]+|[^/]+';

/** What a package of shared may import of ours, besides itself. */
const layers = {
  'event-sourcing': [],
  domain: ['event-sourcing'],
  'event-store': ['event-sourcing'],
  'read-models': ['event-sourcing'],
  redis: ['event-sourcing'],
  'personal-data': ['event-sourcing', 'domain', 'read-models'],
  http: ['event-sourcing', 'domain'],
  process: ['event-sourcing', 'domain', 'http'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'deciders-are-pure',
      comment: 'A decider (and its state) imports only the domain, event-sourcing and other deciders.',
      severity: 'error',
      from: { path: '\\.(decider|state)\\.ts$' },
      to: { pathNot: [pure, '/[^/]+\\.(decider|state)\\.ts$'] },
    },
    {
      name: 'folds-are-pure',
      comment: 'A projection file (directly under projections/src) imports only the domain and event-sourcing.',
      severity: 'error',
      from: {
        path: '^projections/src/[^/]+\\.ts$',
        pathNot: '^projections/src/(main|cli|all-projections|index|testing)\\.ts$|\\.spec\\.ts$',
      },
      to: { pathNot: pure },
    },
    {
      name: 'policies-are-pure',
      comment: 'A policy (when-….ts) imports only the domain, event-sourcing and, as types, commands of the deciders.',
      severity: 'error',
      from: { path: '^policies/src/when-[^/]+\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: [pure, '^policies/src/policy\\.ts$', '^command-api/src/index\\.ts$'] },
    },
    {
      name: 'policies-know-commands-as-types',
      comment: 'What a policy (when-….ts) takes from the command API is gone when it runs.',
      severity: 'error',
      from: { path: '^policies/src/when-[^/]+\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { path: '^command-api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-domain-is-pure',
      comment: 'The pure core knows no I/O.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { pathNot: [pure, '^node:crypto$', '^crypto$'] },
    },
    ...Object.entries(layers).map(([name, below]) => ({
      name: `${name}-knows-what-is-below`,
      comment: `Of ours, shared/${name} imports ${below.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `^shared/${name}/src/`, pathNot: tests },
      to: {
        path: '^(shared|command-api|policies|projections|query-api|gateway|embedded|start|tools|bench)/',
        pathNot: `^shared/(${[name, ...below].join('|')})/`,
      },
    })),
    {
      name: 'the-engine-is-a-product',
      comment:
        'The projection engine knows no event and no process of ours: only event-sourcing, event-store and read-models. Its specs may start stand-ins.',
      severity: 'error',
      from: { path: '^shared/projection-engine/' },
      to: {
        path: '^(shared|command-api|policies|projections|query-api|gateway|start|tools|bench)/',
        pathNot: '^shared/(projection-engine|event-sourcing|event-store|read-models)/',
      },
    },
    {
      name: 'packages-are-used-through-their-index',
      comment: 'Across packages only what an index names is imported; in tests also what `./testing` names.',
      severity: 'error',
      from: { path: `^(${aPackage})/src/` },
      to: { path: `^(${aPackage})/src/`, pathNot: ['^$1/src/', '/src/(index|settings|testing)\\.ts$'] },
    },
    {
      name: 'testing-is-for-tests',
      comment: '`./testing` is not built: nothing that runs may need it.',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: '/src/testing\\.ts$|/testing/' },
    },
    ...[
      ['event-store', '@eventstore/db-client'],
      ['event-store', '@kurrent/bridge'],
      ['read-models', 'mongodb'],
      ['redis', 'ioredis'],
    ].map(([owner, client]) => ({
      name: `only-${owner}-knows-${client}`,
      comment: `${client} is imported in shared/${owner} alone (and by the stand-in that imitates its server, and benchmarks that compare with it).`,
      severity: 'error',
      from: { pathNot: `^(shared/${owner}|embedded|bench)/` },
      to: { path: `node_modules/${client}/` },
    })),
    {
      name: 'services-never-import-each-other',
      comment: 'They meet in events, in HTTP and in shared.',
      severity: 'error',
      from: { path: '^(command-api|projections|query-api|gateway)/' },
      to: { path: services, pathNot: '^$1/' },
    },
    {
      name: 'policies-issue-commands',
      comment:
        'They do it as the command API does, with what it decides and appends with; of the others they know nothing.',
      severity: 'error',
      from: { path: '^policies/' },
      to: { path: '^(projections|query-api|gateway|start|tools)/' },
    },
    {
      name: 'pages-speak-http',
      comment: 'What runs in a browser knows the public interface by its document, and nothing else of ours.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: tests },
      to: { path: '^(shared|embedded|command-api|policies|projections|query-api|gateway|start|tools)/' },
    },
    {
      name: 'shared-imports-no-service',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(command-api|policies|projections|query-api|gateway|start|tools)/' },
    },
    {
      name: 'start-starts-and-nothing-else',
      comment: 'What tries, checks and measures a system that runs is in tools.',
      severity: 'error',
      from: { path: '^start/' },
      to: { path: '^(tools|bench)/' },
    },
    {
      name: 'stand-ins-stay-outside',
      comment: 'Only tests and the start scripts may use what stands in.',
      severity: 'error',
      from: { pathNot: `^(embedded|start|tools|bench)/|${tests}` },
      to: { path: '^embedded/' },
    },
    {
      name: 'contracts-are-given-their-engine',
      comment:
        'What is held to a contract gets its engine from testing/: a stand-in, or in `npm run test:engines` the one that is named. Specs of nodes start their own.',
      severity: 'error',
      from: {
        path: '^(embedded/(eventstore|mongo|redis)|shared/(event-store|read-models|redis))/.*\\.spec\\.ts$',
        pathNot: '/testing/|^embedded/eventstore/src/cluster/',
      },
      to: { path: '^embedded/(eventstore|mongo|redis)/src/(server|main)\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: {
      path: '^((shared|embedded)/[^/]+|command-api|policies|projections|query-api|gateway|start|tools|bench|web)/dist/|^web/e2e/',
    },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@doremi/source', 'import', 'require', 'node', 'default'],
    },
  },
};
