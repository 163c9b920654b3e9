import { common } from '../texts/common.js';

const Office = () => (
  <main id="content">
    <h1>{common('office')}</h1>
  </main>
);

export default Office;
