import { register } from 'node:module';

/**
 * Lets a process find OpenTelemetry's packages in deploy/tracing, where `npm ci` puts them for this test alone: in an
 * image that wants traces they are beside the others. To be given to node with --import.
 */
const packages = new URL('../../../../deploy/tracing/package.json', import.meta.url).href;
const hooks = `
  export const resolve = (name, context, next) =>
    /^@opentelemetry\\/(sdk-trace-node|resources|exporter-trace-otlp-http)$/.test(name)
      ? next(name, { ...context, parentURL: ${JSON.stringify(packages)} })
      : next(name, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
