/** The rules of the house, enforced in `npm run lint`; CONTRIBUTING.md says why each exists. */
const services = '^(command-api|policies|projections|query-api|gateway)/';
const pureCore = ['^shared/src/(events|kernel|read-models)/', '/[^/]+\\.(decider|state)\\.ts$'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'deciders-are-pure',
      comment: 'A decider (and its state) imports only events, the kernel and other deciders.',
      severity: 'error',
      from: { path: '\\.(decider|state)\\.ts$' },
      to: { pathNot: pureCore },
    },
    {
      name: 'folds-are-pure',
      comment: 'A projection file (directly under projections/src) imports only events, the kernel and read models.',
      severity: 'error',
      from: { path: '^projections/src/[^/]+\\.ts$', pathNot: '^projections/src/(main|cli|all)\\.ts$|\\.spec\\.ts$' },
      to: { pathNot: '^shared/src/(events|kernel|read-models)/' },
    },
    {
      name: 'policies-are-pure',
      comment:
        'A policy (when-….ts) imports only events, the kernel, read models and the command types of the deciders.',
      severity: 'error',
      from: { path: '^policies/src/when-[^/]+\\.ts$', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: [...pureCore, '^policies/src/policy\\.ts$'] },
    },
    {
      name: 'kernel-and-events-are-pure',
      comment: 'The pure core knows no I/O.',
      severity: 'error',
      from: { path: '^shared/src/(events|kernel|read-models)/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^shared/src/(events|kernel|read-models)/', '^node:crypto$', '^crypto$'] },
    },
    {
      name: 'only-engines-know-the-clients',
      comment:
        'Engine clients are imported in shared/engines alone (and by the stand-ins that imitate their servers, and benchmarks that compare with them).',
      severity: 'error',
      from: { pathNot: '^(shared/src/engines|embedded|bench)/' },
      to: { path: 'node_modules/(@eventstore/db-client|mongodb|ioredis)/' },
    },
    {
      name: 'the-engine-is-a-product',
      comment:
        'The projection engine knows no event and no process of ours: only event-sourcing, event-store and read-models. Its specs may start stand-ins.',
      severity: 'error',
      from: { path: '^shared/src/projection-engine/' },
      to: {
        path: '^(shared|command-api|policies|projections|query-api|gateway|start|tools|bench)/',
        pathNot: '^shared/src/(projection-engine|kernel|engines)/(?!(redis|actor|money)\\.ts$)',
      },
    },
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
      from: { pathNot: '^(embedded|start|tools|bench)/|\\.spec\\.ts$|/testing/' },
      to: { path: '^embedded/' },
    },
    {
      name: 'contracts-are-given-their-engine',
      comment:
        'What is held to a contract gets its engine from testing/: a stand-in, or in `npm run test:engines` the one that is named. Specs of nodes start their own.',
      severity: 'error',
      from: {
        path: '^(embedded/(eventstore|mongo|redis)|shared/src/engines)/.*\\.spec\\.ts$',
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
      path: '^(shared|command-api|policies|projections|query-api|gateway|start|tools|bench|embedded/[^/]+)/dist/',
    },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@doremi/source', 'import', 'require', 'node', 'default'],
    },
  },
};
