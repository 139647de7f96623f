using Tocsin.Server.Settings;
using Xunit;

namespace Tocsin.Server.Tests.Settings;

public sealed class ServerSettingsTests
{
    [Fact]
    public void CheckAndResolve_Defaults_AreRightAndLieInTheHome()
    {
        var home = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "home"));
        var settings = new ServerSettings();

        Assert.Empty(settings.CheckAndResolve(home));

        Assert.Equal(Path.Combine(home, "data"), settings.Data.Folder);
        Assert.Equal(Path.Combine(home, "rules"), settings.Rules.Folder);
        Assert.True(System.Net.IPAddress.IsLoopback(settings.Server.GrpcEndPoint.Address));
        Assert.True(System.Net.IPAddress.IsLoopback(settings.Server.HttpEndPoint.Address));
    }

    [Fact]
    public void CheckAndResolve_AbsoluteFolder_StaysAsItIs()
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "elsewhere"));
        var settings = new ServerSettings { Data = { Folder = folder } };

        Assert.Empty(settings.CheckAndResolve(Path.GetTempPath()));

        Assert.Equal(folder, settings.Data.Folder);
    }

    [Theory]
    [InlineData("0.0.0.0:5050", true)]
    [InlineData("[::1]:5050", true)]
    [InlineData("[::]:0", true)]
    [InlineData("::1", false)]
    [InlineData("::1:5050", false)]
    [InlineData("[::1]", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.1:", false)]
    [InlineData("localhost:5050", false)]
    [InlineData("", false)]
    public void CheckAndResolve_Address_NeedsAnAddressAndAPort(string address, bool isRight)
    {
        var settings = new ServerSettings { Server = { Grpc = address } };

        var faults = settings.CheckAndResolve(Path.GetTempPath());

        Assert.Equal(isRight, faults.Count == 0);
        Assert.All(faults, fault => Assert.StartsWith("Server:Grpc is '", fault, StringComparison.Ordinal));
    }
}
