using Tocsin.Core.Features;
using Tocsin.Core.Rules;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads the fields that requests have in common.</summary>
internal static class RequestFields
{
    /// <summary>The longest request id, purpose or other short field.</summary>
    public const int MaximumShortField = 64;

    /// <summary>The longest reason a person gives.</summary>
    public const int MaximumReason = 500;

    /// <summary>The borrower.</summary>
    /// <exception cref="FailureException">It is no borrower id.</exception>
    public static BorrowerId Borrower(string text, string field = "borrower_id") =>
        BorrowerId.TryParse(text, out var borrower) ? borrower : throw new FailureException(
            FailureReason.BorrowerIdInvalid,
            "A borrower id has 1 to 64 characters of A-Z a-z 0-9 . _ : - and is no identity-card number.", field);

    /// <summary>The exposure; none when the text is empty.</summary>
    /// <exception cref="FailureException">It is no exposure id.</exception>
    public static ExposureId Exposure(string text, FieldPlace? place = null)
    {
        if (text.Length == 0) return default;
        return ExposureId.TryParse(text, out var exposure) ? exposure : throw new FailureException(
            FailureReason.ExposureIdInvalid, "An exposure id has 1 to 64 characters of A-Z a-z 0-9 . _ : -.",
            place?.ToString() ?? "exposure_id");
    }

    /// <summary>The borrower of a warning's id.</summary>
    /// <exception cref="FailureException">There cannot be such a warning.</exception>
    public static BorrowerId BorrowerOf(string warningId)
    {
        var slash = warningId.IndexOf('/', StringComparison.Ordinal);
        var isOne = BorrowerId.TryParse(slash > 0 ? warningId[..slash] : "", out var borrower);
        return isOne ? borrower : throw UnknownWarning();
    }

    /// <summary>What is said of a warning nobody knows.</summary>
    public static FailureException UnknownWarning() =>
        new(FailureReason.WarningUnknown, "There is no such warning.", "warning_id");

    /// <summary>A text of at most <see cref="MaximumShortField"/> characters.</summary>
    /// <exception cref="FailureException">It is longer.</exception>
    public static string Short(string text, string field) =>
        text.Length <= MaximumShortField ? text : throw new FailureException(
            FailureReason.FieldTooLong, $"{field} has at most {MaximumShortField} characters.", field);

    /// <summary>
    /// What a caller sent, to be shown back: never more than a line of it, since it travels in headers.
    /// </summary>
    public static string Shown(string text) =>
        text.Length <= MaximumShortField ? text : text[..MaximumShortField] + "…";

    /// <summary>The reason a person gives.</summary>
    /// <exception cref="FailureException">There is none, or it is too long.</exception>
    public static string Reason(string text) => text.Trim().Length is > 0 and <= MaximumReason
        ? TextFolding.Fold(text.Trim())
        : throw new FailureException(
            FailureReason.ReasonMissing, $"Say why, in 1 to {MaximumReason} characters.", "reason");

    /// <summary>Somebody's name with the lender.</summary>
    /// <exception cref="FailureException">There is none, or it is too long.</exception>
    public static string Person(string text, string field) => text.Trim().Length is > 0 and <= MaximumShortField
        ? TextFolding.Fold(text.Trim())
        : throw new FailureException(
            FailureReason.PersonMissing, $"Say who, in 1 to {MaximumShortField} characters.", field);

    /// <summary>
    /// Now, to the microsecond, which is what a journal keeps: a decision must be judged as of what is kept of it.
    /// </summary>
    public static DateTimeOffset Now(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The size of a page.</summary>
    /// <exception cref="FailureException">It is out of bounds.</exception>
    public static int PageSize(int size) => size switch
    {
        0 => 100,
        >= 1 and <= 1_000 => size,
        _ => throw new FailureException(FailureReason.PageInvalid, "page_size is 1 to 1,000.", "page_size"),
    };

    /// <summary>The borrower after which a page starts; null for the first page.</summary>
    /// <exception cref="FailureException">The token is none of ours.</exception>
    public static BorrowerId? PageToken(string token)
    {
        if (token.Length == 0) return null;
        return BorrowerId.TryParse(token, out var borrower) ? borrower : throw new FailureException(
            FailureReason.PageInvalid, "page_token is none that a list gave.", "page_token");
    }

    /// <summary>The rule set that answers.</summary>
    /// <exception cref="FailureException">None does yet, or a later one is asked for.</exception>
    public static ActivatedRuleSet Rules(ActiveRuleSet active, long atLeast = 0)
    {
        var rules = active.Current ?? throw new FailureException(
            FailureReason.RuleSetNotLoaded, "No rule set is active yet; try again.");
        if (atLeast < 0)
        {
            throw new FailureException(
                FailureReason.RequestInvalid, "at_least_activation must not be negative.", "at_least_activation");
        }

        if (rules.Number >= atLeast) return rules;
        throw new FailureException(new Failure(
            FailureReason.ActivationNotReached,
            $"This instance answers with activation {rules.Number}; {atLeast} was asked for.", "at_least_activation")
        {
            Metadata = new Dictionary<string, string>
            {
                ["activation"] = rules.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        });
    }
}
