// The order board as Marten documents rebuilds without downtime: a new version of a projection, in a table of its own, is built by
// the async daemon beside the one before. That was the fastest of its ways here: a daemon that catches up took longer, and so did
// other sizes of batches. `dotnet order-board.dll CONNECTION FILE` appends the events of FILE, one append a line, says
// `loaded`, and for each line on its input builds a further version and prints what that took.
using System.Diagnostics;
using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Npgsql;

var (connection, file) = (args[0], args[1]);
uint version = 0;
var folded = await Load();
Console.WriteLine("loaded");
while (Console.ReadLine() is not null) Console.WriteLine(JsonSerializer.Serialize(await Build(++version)));

DocumentStore StoreOf(uint version) => DocumentStore.For(options =>
{
    options.Connection(connection);
    options.DisableNpgsqlLogging = true;
    options.Events.StreamIdentity = StreamIdentity.AsString;
    options.Events.AppendMode = EventAppendMode.Quick;
    foreach (var type in new[] { typeof(OrderReceived), typeof(CookingStarted), typeof(CookingCompleted), typeof(CookingRecalled),
        typeof(DeliveryStarted), typeof(DeliveryCompleted), typeof(DeliveryFailed), typeof(OrderCancelled), typeof(Other) })
        options.Events.AddEventType(type);
    options.Projections.Add(new OrderBoard(version), ProjectionLifecycle.Async);
    options.Schema.For<BoardOrder>()
        .Index(x => new { x.Open, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.Status, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.StoreId, x.Open, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.StoreId, x.Status, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.CustomerId, x.Open, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.CustomerId, x.Status, x.ReceivedAt, x.OrderId })
        .Index(x => new { x.StoreId, x.Position })
        .Index(x => x.Position);
});

// Returns how many events the board folds.
async Task<long> Load()
{
    using var store = StoreOf(1);
    await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    long ofTheBoard = 0;
    foreach (var lines in File.ReadLines(file).Chunk(500))
    {
        await using var session = store.LightweightSession();
        foreach (var line in lines)
        {
            using var append = JsonDocument.Parse(line);
            var events = append.RootElement.GetProperty("events").EnumerateArray().Select(EventOf).ToArray();
            ofTheBoard += events.Count(e => e is not Other);
            session.Events.Append(append.RootElement.GetProperty("stream").GetString()!, events);
        }
        await session.SaveChangesAsync();
    }
    return ofTheBoard;
}

object EventOf(JsonElement e)
{
    var data = e.GetProperty("data").Clone();
    var at = e.GetProperty("at").GetString()!;
    return e.GetProperty("type").GetString() switch
    {
        "OrderReceived" => new OrderReceived(data.GetProperty("orderId").GetInt32(), data.GetProperty("storeId").GetInt32(),
            data.GetProperty("customerId").GetString()!, data.GetProperty("lines"), data.GetProperty("total").GetInt64(), at),
        "CookingStarted" => new CookingStarted(at),
        "CookingCompleted" => new CookingCompleted(at),
        "CookingRecalled" => new CookingRecalled(at),
        "DeliveryStarted" => new DeliveryStarted(data.GetProperty("courier").GetString(), at),
        "DeliveryCompleted" => new DeliveryCompleted(at),
        "DeliveryFailed" => new DeliveryFailed(at),
        "OrderCancelled" => new OrderCancelled(at),
        _ => new Other(data),
    };
}

async Task<object> Build(uint version)
{
    using var store = StoreOf(version);
    await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    using var self = Process.GetCurrentProcess();
    var cpu = self.TotalProcessorTime;
    var clock = Stopwatch.StartNew();
    using (var daemon = await store.BuildProjectionDaemonAsync())
        await daemon.RebuildProjectionAsync(OrderBoard.Called, CancellationToken.None);
    clock.Stop();
    self.Refresh();
    await using var session = store.QuerySession();
    var documents = await session.Query<BoardOrder>().CountAsync();
    if (version > 2) await Drop(version - 2);
    return new
    {
        count = folded,
        documents,
        perSecond = folded / clock.Elapsed.TotalSeconds,
        cpuMicroseconds = (self.TotalProcessorTime - cpu).TotalMicroseconds / folded,
    };
}

// The one before stays, as it would while it is still asked; the one before that goes.
async Task Drop(uint version)
{
    await using var open = new NpgsqlConnection(connection);
    await open.OpenAsync();
    var table = version == 1 ? "mt_doc_boardorder" : $"mt_doc_boardorder_{version}";
    await using var drop = new NpgsqlCommand($"drop table if exists {table} cascade", open);
    await drop.ExecuteNonQueryAsync();
}
