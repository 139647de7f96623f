using Google.Rpc;
using Grpc.Core;
using Tocsin.Server.Endpoints;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

public sealed class FailureTests
{
    [Fact]
    public void ToStatus_WithAField_NamesReasonAndField()
    {
        var failure = new Failure(FailureReason.TermOutOfBounds, "The term is too long.", "term_months")
        {
            Metadata = new Dictionary<string, string> { ["most"] = "36" },
        };

        var status = failure.ToStatus();

        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal("The term is too long.", status.Message);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("tocsin", "TERM_OUT_OF_BOUNDS"), (info.Domain, info.Reason));
        Assert.Equal("36", info.Metadata["most"]);
        var violation = Assert.Single(status.GetDetail<BadRequest>().FieldViolations);
        Assert.Equal(("term_months", "TERM_OUT_OF_BOUNDS"), (violation.Field, violation.Reason));
        Assert.Equal(status.Message, violation.Description);
    }

    [Fact]
    public void ToStatus_WithoutAField_HasNoBadRequest()
    {
        var status = new Failure(FailureReason.StoreUnavailable, "The store is away; try again.").ToStatus();

        Assert.Single(status.Details);
        Assert.Equal("STORE_UNAVAILABLE", status.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public void ToException_EveryReason_CarriesItsCodeAndDetails()
    {
        foreach (var reason in FailureReason.All)
        {
            var exception = new Failure(reason, "Why.", "field").ToException();

            Assert.Equal(reason.Code, exception.StatusCode);
            Assert.Equal("Why.", exception.Status.Detail);
            Assert.Equal(reason.Name, exception.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
        }
    }
}
