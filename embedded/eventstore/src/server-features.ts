import type { Server, ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import type { EngineVersion } from './engine-version.js';
import { PersistentSubscriptionsService, ServerFeaturesService, StreamsService, features } from './grpc/generated.js';

/** What each engine says that it is. */
const VERSIONS: Readonly<Record<EngineVersion, string>> = { '24.2': '24.2.0', '25.0': '25.0.1' };

/** What the client asks the server for before it uses it. It looks the names up in lower case. */
const SUPPORTED: readonly { service: ServiceDefinition; features: string[] }[] = [
  { service: StreamsService, features: [] },
  { service: PersistentSubscriptionsService, features: ['stream', 'all'] },
];

const supportedMethods = () =>
  SUPPORTED.flatMap(({ service, features: names }) =>
    Object.values(service).map(({ path }) => {
      const [, serviceName = '', methodName = ''] = path.toLowerCase().split('/');
      const method = new features.SupportedMethod();
      method.setServiceName(serviceName);
      method.setMethodName(methodName);
      method.setFeaturesList(names);
      return method;
    }),
  );

/** event_store.client.server_features.ServerFeatures */
export const addServerFeaturesService = (server: Server, engine: EngineVersion): void => {
  const response = new features.SupportedMethods();
  response.setEventStoreServerVersion(VERSIONS[engine]);
  response.setMethodsList(supportedMethods());
  const getSupportedMethods: UntypedHandleCall = (_call: unknown, callback: (error: null, response: unknown) => void) =>
    callback(null, response);
  server.addService(ServerFeaturesService, { getSupportedMethods });
};
