using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

/// <summary>
/// Programs switch on reasons: a name or a code that changes breaks them, so both are written down here.
/// </summary>
public sealed partial class FailureReasonTests
{
    private static readonly Dictionary<string, StatusCode> _table = new()
    {
        ["REQUEST_INVALID"] = StatusCode.InvalidArgument,
        ["MESSAGE_MALFORMED"] = StatusCode.InvalidArgument,
        ["BORROWER_ID_INVALID"] = StatusCode.InvalidArgument,
        ["FIELD_TOO_LONG"] = StatusCode.InvalidArgument,
        ["TOO_MANY"] = StatusCode.InvalidArgument,
        ["VIEW_UNKNOWN"] = StatusCode.InvalidArgument,
        ["VIEW_NOT_ACCEPTED"] = StatusCode.InvalidArgument,
        ["VIEW_DUPLICATE"] = StatusCode.InvalidArgument,
        ["EXPOSURE_NOT_KEPT"] = StatusCode.InvalidArgument,
        ["EXPOSURE_ID_INVALID"] = StatusCode.InvalidArgument,
        ["EXPOSURE_DIFFERS"] = StatusCode.InvalidArgument,
        ["FEATURE_NOT_ACCEPTED"] = StatusCode.InvalidArgument,
        ["FEATURE_UNKNOWN"] = StatusCode.InvalidArgument,
        ["FEATURE_VALUE_INVALID"] = StatusCode.InvalidArgument,
        ["OBSERVED_AT_INVALID"] = StatusCode.InvalidArgument,
        ["OBSERVED_AT_IN_FUTURE"] = StatusCode.InvalidArgument,
        ["AMOUNT_INVALID"] = StatusCode.InvalidArgument,
        ["AMOUNT_OUT_OF_BOUNDS"] = StatusCode.InvalidArgument,
        ["CURRENCY_DIFFERS"] = StatusCode.InvalidArgument,
        ["TERM_OUT_OF_BOUNDS"] = StatusCode.InvalidArgument,
        ["PAGE_INVALID"] = StatusCode.InvalidArgument,
        ["CURSOR_INVALID"] = StatusCode.InvalidArgument,
        ["FILTER_INVALID"] = StatusCode.InvalidArgument,
        ["REASON_MISSING"] = StatusCode.InvalidArgument,
        ["PERSON_MISSING"] = StatusCode.InvalidArgument,
        ["LINK_INVALID"] = StatusCode.InvalidArgument,
        ["CONNECTED_UNDEFINED"] = StatusCode.FailedPrecondition,
        ["ORIGINATION_UNDEFINED"] = StatusCode.FailedPrecondition,
        ["UNTIL_INVALID"] = StatusCode.InvalidArgument,
        ["DATE_INVALID"] = StatusCode.InvalidArgument,
        ["LEVEL_INVALID"] = StatusCode.InvalidArgument,
        ["INDICATOR_NOT_BY_HAND"] = StatusCode.InvalidArgument,
        ["ACTION_UNKNOWN"] = StatusCode.InvalidArgument,
        ["DUE_IN_PAST"] = StatusCode.InvalidArgument,
        ["PERIOD_INVALID"] = StatusCode.InvalidArgument,
        ["DECISION_ID_INVALID"] = StatusCode.InvalidArgument,
        ["DECISION_UNKNOWN"] = StatusCode.NotFound,
        ["JOURNAL_UNAVAILABLE"] = StatusCode.Unavailable,
        ["DIGEST_AMBIGUOUS"] = StatusCode.InvalidArgument,
        ["RULE_SET_UNKNOWN"] = StatusCode.NotFound,
        ["ACTIVATION_UNKNOWN"] = StatusCode.NotFound,
        ["SHADOW_UNKNOWN"] = StatusCode.NotFound,
        ["SOURCE_IS_FOLDER"] = StatusCode.FailedPrecondition,
        ["RULE_SET_REJECTED"] = StatusCode.FailedPrecondition,
        ["RULE_SET_ACTIVE"] = StatusCode.FailedPrecondition,
        ["SHADOW_RUNNING"] = StatusCode.FailedPrecondition,
        ["APPROVAL_MISSING"] = StatusCode.FailedPrecondition,
        ["APPROVER_IS_AUTHOR"] = StatusCode.FailedPrecondition,
        ["ACTIVATION_DIFFERS"] = StatusCode.Aborted,
        ["ROLLED_BACK_ALREADY"] = StatusCode.FailedPrecondition,
        ["STORE_RESTORED"] = StatusCode.FailedPrecondition,
        ["UPLOADS_TOO_MANY"] = StatusCode.ResourceExhausted,
        ["PRODUCT_UNKNOWN"] = StatusCode.NotFound,
        ["WORKFLOW_UNKNOWN"] = StatusCode.NotFound,
        ["BORROWER_UNKNOWN"] = StatusCode.NotFound,
        ["EXPOSURE_UNKNOWN"] = StatusCode.NotFound,
        ["WARNING_UNKNOWN"] = StatusCode.NotFound,
        ["OBSERVED_AT_CONFLICT"] = StatusCode.Aborted,
        ["WARNING_REVISION_DIFFERS"] = StatusCode.Aborted,
        ["CONTENDED"] = StatusCode.Aborted,
        ["CLASSIFICATION_UNDEFINED"] = StatusCode.FailedPrecondition,
        ["PRODUCT_DRAFT"] = StatusCode.FailedPrecondition,
        ["EXPOSURES_TOO_MANY"] = StatusCode.FailedPrecondition,
        ["WARNING_CLOSED"] = StatusCode.FailedPrecondition,
        ["BORROWER_CLOSED"] = StatusCode.FailedPrecondition,
        ["BORROWER_NOT_CALM"] = StatusCode.FailedPrecondition,
        ["BORROWER_NOT_ON_WATCHLIST"] = StatusCode.FailedPrecondition,
        ["EXPOSURE_NOT_OPEN"] = StatusCode.FailedPrecondition,
        ["ACTIVATION_NOT_REACHED"] = StatusCode.FailedPrecondition,
        ["CURSOR_EXPIRED"] = StatusCode.OutOfRange,
        ["CURSOR_DIVERGED"] = StatusCode.OutOfRange,
        ["SUBSCRIBER_TOO_SLOW"] = StatusCode.ResourceExhausted,
        ["SUBSCRIBERS_TOO_MANY"] = StatusCode.ResourceExhausted,
        ["REPORT_RUNNING"] = StatusCode.ResourceExhausted,
        ["MESSAGE_TOO_LARGE"] = StatusCode.ResourceExhausted,
        ["RULE_SET_NOT_LOADED"] = StatusCode.Unavailable,
        ["STORE_UNAVAILABLE"] = StatusCode.Unavailable,
        ["LOG_BROKEN"] = StatusCode.Unavailable,
        ["SERVER_STOPPING"] = StatusCode.Unavailable,
        ["INTERNAL"] = StatusCode.Internal,
    };

    [Fact]
    public void All_HasEachReasonOnceWithItsCode()
    {
        Assert.Equal(
            _table.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            FailureReason.All.Select(reason => KeyValuePair.Create(reason.Name, reason.Code))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void All_HasEveryField()
    {
        var fields = typeof(FailureReason).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<FailureReason>().ToList();

        Assert.NotEmpty(fields);
        Assert.Equal(fields, FailureReason.All);
    }

    [Fact]
    public void Names_SayTheirField()
    {
        foreach (var field in typeof(FailureReason).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Assert.Equal(Spelled(field.Name), ((FailureReason)field.GetValue(null)!).Name);
        }
    }

    [Fact]
    public void Contract_MentionsOnlyReasonsThatExist()
    {
        var folder = Path.Combine(ProjectFolder.Root, "protos");
        var texts = Directory.EnumerateFiles(folder, "*.proto", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();
        var declared = texts.SelectMany(text => Declared().Matches(text)).Select(match => match.Groups[1].Value);
        var codes = Enum.GetNames<StatusCode>().Select(Spelled);
        var known = declared.Concat(codes).Concat(_table.Keys).ToHashSet();
        var mentioned = texts.SelectMany(text => Comment().Matches(text))
            .SelectMany(comment => Mentioned().Matches(comment.Value)).Select(match => match.Value).ToHashSet();

        Assert.Contains("CURSOR_EXPIRED", mentioned);
        Assert.DoesNotContain(mentioned, name => !known.Contains(name));
    }

    private static string Spelled(string name) => Capital().Replace(name, "_$0").TrimStart('_').ToUpperInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();

    [GeneratedRegex(@"^\s*([A-Z][A-Z0-9_]+) = \d+;", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Z]+(?:_[A-Z]+)+\b")]
    private static partial Regex Mentioned();
}
