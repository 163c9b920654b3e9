import { ofKind, type Container, type Labels, type Manifest } from './manifests.js';
import { textOf } from './repository.js';

/** What a container is told, wherever it comes from; a value that only the cluster knows is said to be so. */
export const environmentOf = ({ env = [], envFrom = [] }: Container, manifests: readonly Manifest[]): Labels => {
  const maps = ofKind(manifests, 'ConfigMap').filter(({ metadata }) =>
    envFrom.some(({ configMapRef }) => configMapRef.name === metadata.name),
  );
  return {
    ...Object.fromEntries(maps.flatMap(({ data }) => Object.entries(data))),
    ...Object.fromEntries(env.map(({ name, value = 'from the cluster' }) => [name, value])),
  };
};

/** The same as the process reads it: in the place of a file with a secret, the example that the README gives for it. */
export const readByTheProcess = (environment: Labels): Labels =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      const variable = name.replace(/_FILE$/, '');
      return [variable, name === variable ? value : exampleOf(variable)];
    }),
  );

const exampleOf = (variable: string): string => {
  const [, example] = new RegExp(`\`${variable}\` +\\| \`([^\`]+)\``).exec(textOf('deploy/kubernetes/README.md')) ?? [];
  return example ?? exampleOf('MONGODB_URL');
};
