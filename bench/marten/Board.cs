using System.Text.Json;
using JasperFx.Events;
using Marten.Events.Aggregation;

/// <summary>The order board's document, as ours is; the position is what live streams look for.</summary>
public class BoardOrder
{
    public string Id { get; set; } = "";
    public int OrderId { get; set; }
    public int StoreId { get; set; }
    public string CustomerId { get; set; } = "";
    public string Status { get; set; } = "";
    public bool Open { get; set; }
    public JsonElement Lines { get; set; }
    public long Total { get; set; }
    public string? Courier { get; set; }
    public string ReceivedAt { get; set; } = "";
    public string? CookingAt { get; set; }
    public string? ReadyAt { get; set; }
    public string? DeliveringAt { get; set; }
    public string? ClosedAt { get; set; }
    public long Position { get; set; }
}

// The events that the board folds, and one type for all others: nobody reads what is in those.
public record OrderReceived(int OrderId, int StoreId, string CustomerId, JsonElement Lines, long Total, string At);
public record CookingStarted(string At);
public record CookingCompleted(string At);
public record CookingRecalled(string At);
public record DeliveryStarted(string? Courier, string At);
public record DeliveryCompleted(string At);
public record DeliveryFailed(string At);
public record OrderCancelled(string At);
public record Other(JsonElement Data);

/// <summary>The order board's fold in Marten's words. A version of its own has tables of its own, beside those of the one before.</summary>
public partial class OrderBoard : SingleStreamProjection<BoardOrder, string>
{
    public const string Called = "OrderBoard";

    public OrderBoard(uint version)
    {
        Name = Called;
        Version = version;
        Options.BatchSize = 5_000;
        Options.MaximumHopperSize = 20_000;
        IncludeType<OrderReceived>();
        IncludeType<CookingStarted>();
        IncludeType<CookingCompleted>();
        IncludeType<CookingRecalled>();
        IncludeType<DeliveryStarted>();
        IncludeType<DeliveryCompleted>();
        IncludeType<DeliveryFailed>();
        IncludeType<OrderCancelled>();
    }

    public override BoardOrder? Evolve(BoardOrder? order, string id, IEvent e)
    {
        if (e.Data is OrderReceived received) order = Received(id, received);
        if (order is null) return null;
        order.Position = e.Sequence;
        switch (e.Data)
        {
            case CookingStarted { At: var at }: order.Status = "COOKING"; order.CookingAt = at; break;
            case CookingCompleted { At: var at }: order.Status = "READY"; order.ReadyAt = at; break;
            case CookingRecalled: order.Status = "COOKING"; order.ReadyAt = null; break;
            case DeliveryStarted { Courier: var courier, At: var at }:
                order.Status = "DELIVERING"; order.Courier = courier; order.DeliveringAt = at; break;
            case DeliveryCompleted { At: var at }: order.Status = "COMPLETED"; order.Open = false; order.ClosedAt = at; break;
            case DeliveryFailed: order.Status = "DELIVERY_FAILED"; break;
            case OrderCancelled { At: var at }: order.Status = "CANCELLED"; order.Open = false; order.ClosedAt = at; break;
        }
        return order;
    }

    private static BoardOrder Received(string id, OrderReceived e) => new()
    {
        Id = id, OrderId = e.OrderId, StoreId = e.StoreId, CustomerId = e.CustomerId, Status = "RECEIVED", Open = true,
        Lines = e.Lines, Total = e.Total, ReceivedAt = e.At,
    };
}
