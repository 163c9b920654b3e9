import express from 'express';
import { MongoClient } from 'mongodb';
import { listen } from './bare-server.js';

/** The least that answering from MongoDB can be: the same finds on the same collections, sent as they are. */
const client = new MongoClient(process.env.MONGODB_URL ?? '');
const database = client.db();
const storeMenus = database.collection('storeMenus_v1_b1');
const carts = database.collection<{ _id: string }>('carts_v1_b1');
const app = express();

app.get('/stores/:storeId/menus', async (request, response) => {
  const filter = { storeId: Number(request.params.storeId), latest: { $ne: null } };
  response.json(await storeMenus.find(filter).sort({ menuId: 1 }).limit(51).toArray());
});

app.get('/mycart/:cartId', async (request, response) => {
  response.json(await carts.findOne({ _id: request.params.cartId }));
});

listen(app);
