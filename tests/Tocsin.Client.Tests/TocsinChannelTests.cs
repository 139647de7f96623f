using Grpc.Net.Client;
using Xunit;

namespace Tocsin.Client.Tests;

public sealed class TocsinChannelTests
{
    [Fact]
    public void KeepsConnectionsAliveAndOpensMoreWhenStreamsRunOut()
    {
        GrpcChannelOptions? seen = null;
        using var channel = TocsinChannel.Create(new Uri("http://127.0.0.1:5050"), options => seen = options);
        var handler = Assert.IsType<SocketsHttpHandler>(seen!.HttpHandler);
        Assert.True(handler.EnableMultipleHttp2Connections);
        Assert.Equal(TimeSpan.FromSeconds(30), handler.KeepAlivePingDelay);
        Assert.Equal(TocsinChannel.MaximumReceivedBytes, seen.MaxReceiveMessageSize);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("somewhere")]
    public void TakesOnlyHttpAddresses(string address)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        Assert.Throws<ArgumentException>(() => TocsinChannel.Create(uri));
    }
}
