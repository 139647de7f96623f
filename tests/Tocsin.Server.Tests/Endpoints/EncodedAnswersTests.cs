using Google.Protobuf;
using Tocsin.Server.Endpoints;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>How answers become bytes: what they are made of is what <see cref="AnswerWriterTests"/> compares.</summary>
public sealed class EncodedAnswersTests
{
    private static readonly RecordingBinder _binder = Bound();

    [Fact]
    public void BindService_EveryMethodOfTheService_IsBound()
    {
        Assert.Equal(DecisionService.Descriptor.Methods.Select(method => method.Name), _binder.Names);
    }

    [Fact]
    public void BindService_AnswerToBeWritten_IsSentAsItsMessageWouldBe()
    {
        var answer = AnswerWriterTests.Sample();
        var message = DecisionWire.Write(answer);

        var unary = _binder.Sent<DecideRequest, DecideResponse>("Decide", new DecideResponse { Encoded = answer });
        var streamed = _binder.Sent<DecideStreamRequest, DecideStreamResponse>("DecideStream", new DecideStreamResponse
        {
            RequestId = "r-1",
            Response = new DecideResponse { Encoded = answer },
        });

        Assert.Equal(message.ToByteArray(), unary);
        Assert.Equal(new DecideStreamResponse { RequestId = "r-1", Response = message }.ToByteArray(), streamed);
    }

    [Fact]
    public void BindService_OtherAnswers_AreEncodedFromTheirFields()
    {
        var message = DecisionWire.Write(AnswerWriterTests.Sample());
        var fault = new DecideStreamResponse { RequestId = "r-2", Status = new Google.Rpc.Status { Code = 3 } };

        Assert.Equal(message.ToByteArray(), _binder.Sent<DecideRequest, DecideResponse>("Decide", message));
        Assert.Equal(
            fault.ToByteArray(), _binder.Sent<DecideStreamRequest, DecideStreamResponse>("DecideStream", fault));
    }

    private static RecordingBinder Bound()
    {
        var binder = new RecordingBinder();
        EncodedAnswers.BindService(binder, service: null);
        return binder;
    }
}
