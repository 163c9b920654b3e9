import { common } from '../texts/common.js';

const Shop = () => (
  <main id="content">
    <h1>{common('shop')}</h1>
  </main>
);

export default Shop;
