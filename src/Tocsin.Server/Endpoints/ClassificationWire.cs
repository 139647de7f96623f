using Tocsin.Core;
using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.V1;
using CoreAnswer = Tocsin.Core.Classification.TableAnswer;
using CoreClassification = Tocsin.Core.Classification.ExposureClassification;
using WireAnswer = Tocsin.V1.TableAnswer;
using WireClassification = Tocsin.V1.ExposureClassification;
using WireRow = Tocsin.V1.TableRow;
using WireUpgrade = Tocsin.V1.CategoryUpgrade;

namespace Tocsin.Server.Endpoints;

/// <summary>Reads what is to be classified from the wire, and writes how it is.</summary>
internal static class ClassificationWire
{
    /// <summary>The most exposures that one request names.</summary>
    public const int MaximumExposures = 64;

    /// <summary>What is to be classified.</summary>
    /// <exception cref="FailureException">An exposure's id is none, stands twice, or there are too many.</exception>
    public static ClassificationRequest Read(ClassifyExposuresRequest request, bool usesDrafts)
    {
        if (request.ExposureIds.Count > MaximumExposures)
        {
            throw new FailureException(
                FailureReason.TooMany, $"A request names at most {MaximumExposures} exposures.", "exposure_ids");
        }

        var exposures = request.ExposureIds.Select((text, i) => ReadExposure(text, $"exposure_ids[{i}]")).ToList();
        if (exposures.Distinct().Count() < exposures.Count)
            throw new FailureException(FailureReason.RequestInvalid, "An exposure is named twice.", "exposure_ids");
        return new ClassificationRequest
        {
            Exposures = exposures,
            WithRenewal = request.WithRenewal,
            UsesDrafts = usesDrafts,
        };
    }

    /// <summary>Refuses an exposure that the borrower does not have.</summary>
    /// <exception cref="FailureException">One of them is not open.</exception>
    public static void CheckKnown(IReadOnlyList<ExposureId> asked, BorrowerExposures exposures)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (exposures.Open.Contains(asked[i])) continue;
            throw new FailureException(
                FailureReason.ExposureUnknown, $"The borrower has no open exposure {asked[i]}.", $"exposure_ids[{i}]");
        }
    }

    /// <summary>The answer, without what every answer has.</summary>
    public static ClassifyExposuresResponse Write(BorrowerClassification classified, BorrowerProfile borrower) => new()
    {
        Exposures = { classified.Exposures.Select(Write) },
        Size = classified.Size is { } size ? Write(size, borrower) : null,
    };

    private static ExposureId ReadExposure(string text, string field) =>
        RequestFields.Exposure(text, new FieldPlace(field)) is { IsNone: false } exposure
            ? exposure
            : throw new FailureException(FailureReason.ExposureIdInvalid, "An exposure id is empty.", field);

    private static WireClassification Write(CoreClassification exposure) => new()
    {
        ExposureId = exposure.Exposure.Value,
        Category = exposure.Category?.Code ?? "",
        CategoryTitle = DecisionWire.Write(exposure.Category?.Title ?? BilingualText.Empty),
        Complete = exposure.IsComplete,
        Possible = { exposure.Possible.Select(result => result.Code) },
        Needed = { Needed(exposure.Missing, exposure.Profile) },
        CategoryBooked = exposure.Booked?.Code ?? "",
        Upgrade = (WireUpgrade)exposure.Upgrade,
        RaisedByContagion = exposure.IsRaisedByOthers,
        CategoryAnswer = Write(exposure.CategoryAnswer, exposure.Profile),
        Stage = exposure.Stage is { } stage ? Write(stage, exposure.Profile) : null,
        Renewal = exposure.Renewal is { } renewal ? Write(renewal, exposure.Profile) : null,
    };

    private static WireAnswer Write(CoreAnswer answer, BorrowerProfile profile)
    {
        var written = WriteResult(answer, profile);
        if (answer.WithDrafts?.Result is not { } result || result == answer.Result) return written;
        written.ResultWithDrafts = result.Code;
        written.CompleteWithDrafts = answer.WithDrafts.IsComplete && !answer.IsOfPart;
        return written;
    }

    private static WireAnswer WriteResult(CoreAnswer answer, BorrowerProfile profile) => new()
    {
        Table = answer.Table.Name,
        Result = answer.Result?.Code ?? "",
        Title = DecisionWire.Write(answer.Result?.Title ?? BilingualText.Empty),
        Complete = answer.IsComplete,
        Possible = { answer.Possible.Select(result => result.Code) },
        Needed = { Needed(answer.Missing, profile) },
        Rows = { answer.Rows.Select(row => Write(row, answer.Table, profile)) },
        Draft = answer.Table.IsDraft,
    };

    private static WireRow Write(RowOutcome row, DecisionTable table, BorrowerProfile profile) => new()
    {
        Rule = row.Row.Rule.Name,
        Result = row.Row.Result.Code,
        Outcome = DecisionWire.Write(row.Outcome),
        Title = DecisionWire.Write(row.Row.Title),
        Counts = row.Counts,
        Draft = table.IsDraft || row.Row.IsDraft,
        Source = row.Row.Source.Length > 0 ? row.Row.Source : table.Source,
        Values =
        {
            row.Row.Rule.Reads.Where(slot => slot.Feature is not { IsPersonal: true })
                .Select(slot => ExplanationWire.Write(ReadInput.Of(slot, profile))),
        },
    };

    // What rules read besides features nobody can send.
    private static IEnumerable<NeededFeature> Needed(IEnumerable<AbsentInput> missing, BorrowerProfile profile) =>
        missing.Where(input => input.Slot.Feature is not null)
            .Select(input => DecisionWire.WriteNeeded(input, profile.Layout.Catalogue));
}
