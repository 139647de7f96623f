using Tocsin.V1;

namespace Tocsin.Cli.Previewing;

/// <summary>What a server answered to a preview: a report, or why there is none.</summary>
internal sealed class PreviewAnswer
{
    /// <summary>Why the candidate cannot be activated; null when it can.</summary>
    public PreviewRejection? Rejection { get; set; }

    /// <summary>What it came to; null when the candidate was rejected.</summary>
    public PreviewReport? Report { get; set; }

    /// <summary>The borrowers that were listed.</summary>
    public List<PreviewedBorrower> Borrowers { get; } = [];

    /// <summary>The answer as programs read it, with the report or the rejection last; progress is left out.</summary>
    public IEnumerable<PreviewRuleSetResponse> Messages() =>
    [
        .. Borrowers.Select(borrower => new PreviewRuleSetResponse { Borrower = borrower }),
        Rejection is not null
            ? new PreviewRuleSetResponse { Rejection = Rejection } : new PreviewRuleSetResponse { Report = Report },
    ];
}
