import { describe, expect, it } from '@jest/globals';
import { startEventStore } from '../server.js';
import { startCluster } from '../testing/cluster.js';
import { connect, event, inTemporaryDirectory, numbers, onServer } from '../testing/eventstore.js';
import { freePorts } from '@doremi/start';

describe('The folder of a server', () => {
  it('that is no node of a cluster is none for a node', async () => {
    await inTemporaryDirectory(async (dataDir) => {
      await onServer(dataDir, (client) => client.appendToStream('stream', event(0)));
      const [port] = (await freePorts(1)) as [number];
      const node = startEventStore({ port, dataDir, cluster: { members: [`127.0.0.1:${port}`] } });
      await expect(node).rejects.toThrow('the folder is of a server that is no node of a cluster');
      expect(await onServer(dataDir, (client) => numbers(client.readStream('stream')))).toEqual([0]);
    });
  });

  it('that is a node of a cluster, of one too, is for a node alone', async () => {
    const cluster = await startCluster({ size: 1, isInProcess: true });
    const [node] = cluster.nodes;
    const client = connect(node!.port);
    await client.appendToStream('stream', event(0));
    await client.dispose();
    await node!.end('SIGTERM');
    const single = startEventStore({ port: 0, dataDir: node!.folder });
    await expect(single).rejects.toThrow('the folder is of a node of a cluster');
    await node!.start();
    await cluster.inStep();
    const again = connect(node!.port);
    expect(await numbers(again.readStream('stream'))).toEqual([0]);
    await again.dispose();
    await cluster.end();
  });
});
