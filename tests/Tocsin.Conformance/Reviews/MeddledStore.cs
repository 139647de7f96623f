using Tocsin.Core.Features;
using Tocsin.Core.Storage;

namespace Tocsin.Conformance.Reviews;

/// <summary>A store before whose writes of connected views somebody else gets in.</summary>
internal sealed class MeddledStore(IStore inner) : StoreDecorator(inner)
{
    /// <summary>Nobody gets in.</summary>
    public static Func<BorrowerId, Task> Nobody { get; } = _ => Task.CompletedTask;

    /// <summary>What is done before such a write to a borrower; a failure fails the write.</summary>
    public Func<BorrowerId, Task> Before { get; set; } = Nobody;

    public override async ValueTask<IReadOnlyList<FeatureUpdateResult>> ApplyAsync(
        IReadOnlyList<FeatureUpdate> updates, CancellationToken cancellation)
    {
        if (updates[0].Views[0].View == ServerViews.Connected) await Before(updates[0].Borrower);
        return await base.ApplyAsync(updates, cancellation);
    }
}
