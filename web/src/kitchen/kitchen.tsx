import { common } from '../texts/common.js';

const Kitchen = () => (
  <main id="content">
    <h1>{common('kitchen')}</h1>
  </main>
);

export default Kitchen;
