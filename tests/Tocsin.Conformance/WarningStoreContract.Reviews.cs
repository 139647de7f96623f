using System.Globalization;
using Tocsin.Conformance.Reviews;
using Tocsin.Core.Storage;
using Xunit;
using Xunit.Sdk;

namespace Tocsin.Conformance;

/// <summary>Reviews, treatments, erasures and swaps of several instances, in any order of their single calls.</summary>
/// <remarks>
/// The environment variable <c>TOCSIN_MODEL_RUNS</c> says how many runs are played, <c>TOCSIN_MODEL_SEED</c> with which
/// seed the first of them.
/// </remarks>
public abstract partial class WarningStoreContract
{
    private const int DefaultRuns = 300;

    [Fact]
    public async Task Reviews_AnyOrderOfCallsOfSeveralInstances_LoseNoChangeAndMakeNoneTwice()
    {
        var play = new ModelPlay(await OpenInstancesAsync());

        await play.PlayAsync(Setting("TOCSIN_MODEL_SEED", 0), Setting("TOCSIN_MODEL_RUNS", DefaultRuns));

        TestContext.Current.SendDiagnosticMessage($"{play.Steps} steps");
    }

    [Theory]
    [InlineData(nameof(FaultyStore.Blind))]
    [InlineData(nameof(FaultyStore.Timeless))]
    [InlineData(nameof(FaultyStore.Unsettled))]
    [InlineData(nameof(FaultyStore.Hasty))]
    [InlineData(nameof(FaultyStore.Unforgetting))]
    public async Task Reviews_StoreWithAFault_AreFoundWrong(string fault)
    {
        var play = new ModelPlay(await OpenInstancesAsync()) { Below = FaultOf(fault) };

        await Assert.ThrowsAsync<XunitException>(() => play.PlayAsync(0, DefaultRuns));
    }

    [Theory]
    [InlineData(nameof(FaultyStore.Resending))]
    [InlineData(nameof(FaultyStore.Lagging))]
    public async Task Reviews_CallerWithAFault_AreFoundWrong(string fault)
    {
        var play = new ModelPlay(await OpenInstancesAsync()) { Above = FaultOf(fault) };

        await Assert.ThrowsAsync<XunitException>(() => play.PlayAsync(0, DefaultRuns));
    }

    private static Func<IStore, IStore> FaultOf(string fault) =>
        typeof(FaultyStore).GetMethod(fault)!.CreateDelegate<Func<IStore, IStore>>();

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
