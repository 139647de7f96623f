using Tocsin.Server.Endpoints;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>How long a call may wait, from what its header says (gRPC over HTTP/2, "Timeout").</summary>
public sealed class CallPatienceTests
{
    [Theory]
    [InlineData("1H", 3_600_000.0)]
    [InlineData("2M", 120_000.0)]
    [InlineData("3S", 3_000.0)]
    [InlineData("250m", 250.0)]
    [InlineData("1500u", 1.5)]
    [InlineData("2500n", 0.0025)]
    [InlineData("99999999m", 99_999_999.0)]
    public void Read_TimeoutOfGrpc_IsItsSpan(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMicroseconds(milliseconds * 1_000), CallPatience.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("12")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData(" 1S")]
    [InlineData("100000000S")]
    [InlineData("1s")]
    public void Read_AnythingElse_IsNoTimeout(string text) => Assert.Null(CallPatience.Read(text));

    [Theory]
    [InlineData(1_000, 980)]
    [InlineData(40, 20)]
    [InlineData(39, 19.5)]
    [InlineData(2, 1)]
    // Sixty days and 11,000 years, as those send who mean none.
    [InlineData(5_184_000_000, 86_400_000)]
    [InlineData(359_999_996_400_000, 86_400_000)]
    public void Before_Limit_LeavesTheMarginOrHalf(double limit, double patience) => Assert.Equal(
        TimeSpan.FromMilliseconds(patience),
        CallPatience.Before(TimeSpan.FromMilliseconds(limit), TimeSpan.FromMilliseconds(20)));
}
