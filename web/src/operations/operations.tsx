import { common } from '../texts/common.js';

const Operations = () => (
  <main id="content">
    <h1>{common('operations')}</h1>
  </main>
);

export default Operations;
