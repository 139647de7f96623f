using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Tocsin.Server.Endpoints;

/// <summary>Why one call, or one request of a stream, failed: a reason, a sentence, and what it is about.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Message">What is wrong and what to do, in a sentence.</param>
/// <param name="Field">The request's field at fault; empty when none is.</param>
internal sealed record Failure(FailureReason Reason, string Message, string Field = "")
{
    /// <summary>The domain of our reasons.</summary>
    public const string Domain = "tocsin";

    /// <summary>Facts for programs, by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The status as a message of a stream carries it.</summary>
    public Google.Rpc.Status ToStatus()
    {
        var info = new ErrorInfo { Domain = Domain, Reason = Reason.Name };
        foreach (var (name, value) in Metadata) info.Metadata.Add(name, value);
        var status = new Google.Rpc.Status
        {
            Code = (int)Reason.Code, Message = Message, Details = { Any.Pack(info) },
        };
        if (Field.Length == 0) return status;
        var violation = new BadRequest.Types.FieldViolation
        {
            Field = Field, Description = Message, Reason = Reason.Name,
        };
        status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { violation } }));
        return status;
    }

    /// <summary>The status as a call ends with it.</summary>
    public RpcException ToException() => ToStatus().ToRpcException();
}

/// <summary>Ends a call with a failure; caught where answers are made.</summary>
internal sealed class FailureException(Failure failure) : Exception(failure.Message)
{
    /// <summary>A failure of a reason.</summary>
    public FailureException(FailureReason reason, string message, string field = "")
        : this(new Failure(reason, message, field)) { }

    /// <summary>The failure.</summary>
    public Failure Failure { get; } = failure;
}
