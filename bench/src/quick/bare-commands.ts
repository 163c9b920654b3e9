import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { IsNumber, Max, Min, validate } from 'class-validator';
import express from 'express';
import { listen } from './bare-server.js';

/** The least that setting a price can be: validate the body, append one event of the size of ours, answer. */
class PriceRequest {
  @IsNumber({ maxDecimalPlaces: 2 }) @Min(0) @Max(10_000_000) price!: number;
}

const client = EventStoreDBClient.connectionString(process.env.EVENTSTORE_URL ?? '');
const app = express();
app.use(express.json());

app.put('/stores/:storeId/menus/:menuId/price', async (request, response) => {
  const body = Object.assign(new PriceRequest(), request.body as object);
  const errors = await validate(body, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) return void response.status(400).json({ errors });
  const { storeId, menuId } = request.params;
  const commandId = randomUUID();
  const event = jsonEvent({
    type: 'BarePriceSet',
    data: { storeId: Number(storeId), menuId: Number(menuId), price: body.price * 100 },
    metadata: {
      $correlationId: randomUUID(),
      $causationId: commandId,
      commandId,
      actor: { sub: 'anonymous', roles: ['admin', 'store', 'customer', 'operator'] },
      occurredAt: new Date().toISOString(),
      schemaVersion: 1,
    },
  });
  const { position } = await client.appendToStream(`bare-${storeId}.${menuId}`, event);
  response.json({
    storeId: Number(storeId),
    menuId: Number(menuId),
    price: body.price,
    position: String(position?.commit),
  });
});

listen(app);
