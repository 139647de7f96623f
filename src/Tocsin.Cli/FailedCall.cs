using Grpc.Core;
using Tocsin.Client;

namespace Tocsin.Cli;

/// <summary>Says in one line why a call failed and what to do about it.</summary>
internal static class FailedCall
{
    private static readonly Dictionary<string, string> _advice = new(StringComparer.Ordinal)
    {
        ["PRODUCT_UNKNOWN"] = "'tocsin rules show' lists the products",
        ["WORKFLOW_UNKNOWN"] = "'tocsin rules show' lists the workflows",
        ["BORROWER_UNKNOWN"] = "'tocsin borrowers list' lists the borrowers",
        ["WARNING_UNKNOWN"] = "'tocsin warnings list' lists the warnings",
        ["DECISION_UNKNOWN"] = "each instance has its own journal: name the one that decided with --server",
        ["VIEW_UNKNOWN"] = "'tocsin rules show' lists the views",
        ["FEATURE_UNKNOWN"] = "'tocsin rules show' lists the features",
        ["WARNING_REVISION_DIFFERS"] = "'tocsin warnings show' gives its present revision",
        ["OBSERVED_AT_CONFLICT"] = "'--correction' replaces what is stored for that moment",
        ["RULE_SET_UNKNOWN"] = "'tocsin rules list' lists the published rule sets",
        ["ACTIVATION_UNKNOWN"] = "'tocsin rules status' lists the activations",
        ["ROLLED_BACK_ALREADY"] = "'tocsin rules status' lists activations; --to names one",
        ["STORE_RESTORED"] = "start the instances again, one after the other",
        ["UPLOADS_TOO_MANY"] = "try again in a moment",
        ["ACTIVATION_DIFFERS"] = "'tocsin rules status' shows what is active now",
        ["RULE_SET_NOT_LOADED"] =
            "a server that starts reads its rules first: try again, or 'tocsin rules check' its rules folder",
        ["STORE_UNAVAILABLE"] = "try again when the server's store answers",
    };

    /// <summary>The failure of a call, for people, with the exit code that it means.</summary>
    public static CommandFailedException Describe(RpcException failure, Uri server)
    {
        var error = TocsinError.From(failure);
        if (failure.Status.DebugException is HttpRequestException || IsUnreachable(error))
        {
            return new CommandFailedException(ExitCode.Unavailable,
                $"No Tocsin server answers at {server}. Start one with 'dotnet run --project src/Tocsin.Server', "
                + $"or name another with --server or {GlobalOptions.ServerVariable}.", "SERVER_UNREACHABLE");
        }

        if (error is { Code: StatusCode.DeadlineExceeded, Reason: "" })
        {
            return new CommandFailedException(ExitCode.Unavailable,
                $"{server} did not answer in time; --timeout allows more.", "DEADLINE_EXCEEDED");
        }

        return new CommandFailedException(CodeOf(error.Code), Sentence(error), NameOf(error));
    }

    /// <summary>What was refused, in words, with every field that was refused and what to do.</summary>
    public static string Sentence(TocsinError error)
    {
        var message = error.Message.Length > 0 ? error.Message.TrimEnd('.') : "The server gave no message";
        // Where the message says it already, the field's name is enough.
        var fields = error.Violations.Select(violation => violation.Value.TrimEnd('.') == message
            ? $"field {violation.Key}" : $"{violation.Key}: {violation.Value.TrimEnd('.')}");
        var advice = _advice.TryGetValue(error.Reason, out var text) ? [text] : Array.Empty<string>();
        return string.Join("; ", [message, .. fields, .. advice]) + ".";
    }

    /// <summary>The stable reason; the status code's name when the server gave none.</summary>
    public static string NameOf(TocsinError error) =>
        error.Reason.Length > 0 ? error.Reason : Values.EnumText.Of(error.Code).ToUpperInvariant();

    private static bool IsUnreachable(TocsinError error) =>
        error is { Code: StatusCode.Unavailable, Reason: "" };

    private static ExitCode CodeOf(StatusCode code) => code switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => ExitCode.Unavailable,
        StatusCode.NotFound => ExitCode.NotFound,
        StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss => ExitCode.Failed,
        StatusCode.Unimplemented => ExitCode.Failed,
        _ => ExitCode.Refused,
    };
}
