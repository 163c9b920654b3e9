import module from 'node:module';

interface Newer {
  readonly setSourceMapsSupport?: (enabled: boolean, of: { readonly nodeModules: boolean }) => void;
}

// As --enable-source-maps does it, but not for packages: reading the maps of all of them takes a tenth of a start. Node 20
// has no choice.
const { setSourceMapsSupport } = module as Newer;
if (setSourceMapsSupport) setSourceMapsSupport(true, { nodeModules: false });
else process.setSourceMapsEnabled(true);
