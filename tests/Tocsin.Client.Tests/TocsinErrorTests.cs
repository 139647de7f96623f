using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace Tocsin.Client.Tests;

public sealed class TocsinErrorTests
{
    [Fact]
    public void ReadsReasonAndMetadata()
    {
        var error = TocsinError.From(Scripts.Error(StatusCode.NotFound, "PRODUCT_UNKNOWN"));
        Assert.Equal(StatusCode.NotFound, error.Code);
        Assert.Equal("PRODUCT_UNKNOWN", error.Reason);
        Assert.Equal("PRODUCT_UNKNOWN happened.", error.Message);
        Assert.Equal("x", error.Metadata["thing"]);
        Assert.Empty(error.Violations);
    }

    [Fact]
    public void HasNoReasonWhenTheFailureCarriesNone()
    {
        var error = TocsinError.From(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "refused")));
        Assert.Equal("", error.Reason);
        Assert.Empty(error.Metadata);
    }

    [Fact]
    public void HasNoReasonWhenTheDetailsAreNotOurs()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [1, 2, 3] } };
        var error = TocsinError.From(new RpcException(new Grpc.Core.Status(StatusCode.Internal, "odd"), trailers));
        Assert.Equal("", error.Reason);
        Assert.Equal("odd", error.Message);
    }

    [Fact]
    public void ReadsTheFieldsOfARefusedItem()
    {
        var badRequest = new BadRequest();
        badRequest.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = "f", Description = "bad" });
        var status = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument, Message = "no" };
        status.Details.Add(Any.Pack(badRequest));
        var error = TocsinError.From(status);
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal([new("f", "bad")], error.Violations);
    }
}
