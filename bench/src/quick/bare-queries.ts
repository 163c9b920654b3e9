import express from 'express';
import { cartsModel, storeMenusModel } from '@doremi/domain';
import { MongoClient } from 'mongodb';
import { listen } from './bare-server.js';

/**
 * The least that answering from MongoDB can be: the same finds on the same collections, sent as they are. What is not found is
 * 404, so that nobody is measured beside an empty answer.
 */
const client = new MongoClient(process.env.MONGODB_URL ?? '');
const database = client.db();
const firstBuildOf = ({ name, version }: { name: string; version: number }): string => `${name}_v${version}_b1`;
const storeMenus = database.collection(firstBuildOf(storeMenusModel));
const carts = database.collection<{ _id: string }>(firstBuildOf(cartsModel));
const app = express();

app.get('/stores/:storeId/menus', async (request, response) => {
  const filter = { storeId: Number(request.params.storeId), latest: { $ne: null } };
  const found = await storeMenus.find(filter).sort({ place: 1, menuId: 1 }).limit(51).toArray();
  response.status(found.length > 0 ? 200 : 404).json(found);
});

app.get('/mycart/:cartId', async (request, response) => {
  const found = await carts.findOne({ _id: request.params.cartId });
  response.status(found ? 200 : 404).json(found);
});

listen(app);
