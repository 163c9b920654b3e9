import { fileURLToPath } from 'node:url';
import { loadSync, type Options, type PackageDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import { protoPath as healthProto } from 'grpc-health-check';

/** Beside `src` and `dist` alike. */
const PROTOS = fileURLToPath(new URL('../../proto', import.meta.url));

const load = (files: readonly string[], options: Options): PackageDefinition =>
  loadSync([...files], { includeDirs: [PROTOS], ...options });

/**
 * A service of a file under `proto/`. Fields have their JSON names; ids are numbers, since they are small; what a message
 * does not have is missing, and not empty; a list is always there.
 */
export const serviceOf = (file: string, name: string): ServiceDefinition => {
  const service = load([file], { longs: Number, enums: String, arrays: true })[name];
  if (!service || 'format' in service) throw new Error(`${file} has no service ${name}`);
  return service;
};

/** What is told of the files to whoever asks, with health: fields have the names that the files give them. */
export const describedBy = (files: readonly string[]): PackageDefinition =>
  load([...files, healthProto], { keepCase: true });
