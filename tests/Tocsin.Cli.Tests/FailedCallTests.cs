using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Tocsin.Cli.Tests;

public sealed class FailedCallTests
{
    private static readonly Uri _server = new("http://127.0.0.1:5050");

    // The exit code is given as its number, because that is what scripts rely on.
    [Theory]
    [InlineData(StatusCode.InvalidArgument, 2)]
    [InlineData(StatusCode.FailedPrecondition, 2)]
    [InlineData(StatusCode.Aborted, 2)]
    [InlineData(StatusCode.PermissionDenied, 2)]
    [InlineData(StatusCode.Unavailable, 4)]
    [InlineData(StatusCode.DeadlineExceeded, 4)]
    [InlineData(StatusCode.NotFound, 5)]
    [InlineData(StatusCode.Internal, 6)]
    [InlineData(StatusCode.Unimplemented, 6)]
    public void EachStatusHasItsExitCode(StatusCode code, int exitCode) =>
        Assert.Equal(exitCode, (int)FailedCall.Describe(Error(code, "SOME_REASON", "It failed."), _server).ExitCode);

    [Fact]
    public void SaysWhatToDoAboutAKnownReason()
    {
        var failure = FailedCall.Describe(Error(StatusCode.NotFound, "PRODUCT_UNKNOWN", "No product 'x'."), _server);
        Assert.Equal("No product 'x'; 'tocsin rules show' lists the products.", failure.Message);
        Assert.Equal("PRODUCT_UNKNOWN", failure.Reason);
    }

    [Fact]
    public void NamesEachFieldThatWasRefused()
    {
        var badRequest = new BadRequest();
        badRequest.FieldViolations.Add(new BadRequest.Types.FieldViolation
        {
            Field = "term_months",
            Description = "It is from 1 to 600.",
        });
        var failure = FailedCall.Describe(Error(StatusCode.InvalidArgument, "", "Refused.", badRequest), _server);
        Assert.Equal("Refused; term_months: It is from 1 to 600.", failure.Message);
        Assert.Equal("INVALID_ARGUMENT", failure.Reason);
    }

    [Fact]
    public void TellsAServerThatIsNotReadyFromOneThatIsNotThere()
    {
        var failure = FailedCall.Describe(Error(StatusCode.Unavailable, "STORE_UNAVAILABLE", "No store."), _server);
        Assert.Equal("STORE_UNAVAILABLE", failure.Reason);
        Assert.StartsWith("No store;", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALateAnswerNamesTheOptionThatAllowsMoreTime()
    {
        var late = new RpcException(new Grpc.Core.Status(StatusCode.DeadlineExceeded, ""));
        Assert.Contains("--timeout", FailedCall.Describe(late, _server).Message, StringComparison.Ordinal);
    }

    private static RpcException Error(StatusCode code, string reason, string message, BadRequest? badRequest = null)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message };
        if (reason.Length > 0) status.Details.Add(Any.Pack(new ErrorInfo { Reason = reason, Domain = "tocsin" }));
        if (badRequest is not null) status.Details.Add(Any.Pack(badRequest));
        return status.ToRpcException();
    }
}
