using Tocsin.Cli.Reports;
using Tocsin.Core.Monitoring;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>Makes a report on a model of journaled decisions, which are read twice.</summary>
/// <param name="read">Reads the decisions from their beginning; tells of problems where it is told to.</param>
/// <param name="product">The product.</param>
/// <param name="rules">The model whose rules are at hand; null to take it from its answers.</param>
/// <param name="months">The horizon in place of the score's; null for that of the score.</param>
/// <param name="now">The moment up to which outcomes were recorded.</param>
internal sealed class JournalModel(
    Func<bool, IAsyncEnumerable<JournaledDecision>> read, string product, MonitoredModel? rules, int? months,
    DateTimeOffset now)
{
    private readonly JournalSurvey _survey = new();
    private long _read;
    private long _foreign;
    private long _otherRules;

    /// <summary>Reads the decisions and makes the report.</summary>
    /// <param name="options">How it is made.</param>
    /// <param name="stored">What is compared with; null for nothing.</param>
    /// <param name="onCount">Is told how many were read.</param>
    public async Task<JournalModelResult> RunAsync(
        ModelReportOptions options, ModelBaseline? stored, Action<long> onCount)
    {
        var last = "";
        // Whether a decision counts depends on later ones.
        await foreach (var decision in read(true))
        {
            onCount(++_read);
            last = decision.Answer.DecisionId;
            if (decision.Answer.Product == product) _survey.Note(decision);
            else _foreign++;
        }

        var model = rules ?? _survey.ToModel(product);
        var bins = new BinNames(model);
        var tally = new ModelTally(model);
        await foreach (var decision in read(false))
        {
            if (decision.Answer.Product == product && _survey.Counts(decision))
            {
                if (decision.Answer.RuleSet?.Digest != model.RuleSetDigest) _otherRules++;
                tally.Add(Read(decision, bins));
            }

            // What was journaled since the first reading was not surveyed.
            if (decision.Answer.DecisionId == last) break;
        }

        var made = tally.ToBaseline(options);
        var own = stored is not null ? options : options with { Bins = made.Bins, BinnedMeasure = made.Measure };
        return new JournalModelResult(
            _read, _foreign, _survey.Repeated, _survey.RuleSets, _otherRules, months, _survey.HasOutcomes,
            new ReportPart("all", tally.ToReport(own, stored)), made);
    }

    private ScoredDecision Read(JournaledDecision decision, BinNames bins)
    {
        var answer = decision.Answer;
        var read = new ScoredDecision(
            JournalSurvey.NumberOf(decision), answer.AsOf?.ToDateTimeOffset() ?? default,
            RealisedOutcome.Read(answer.Outcome))
        {
            RequestId = answer.RequestId,
            Borrower = decision.BorrowerId,
            Reasons = [.. answer.Reasons.Select(reason => reason.Code).Distinct()],
            Defaulted = RealisedOutcome.Defaulted(decision, months, now),
            FinalOutcome = _survey.HasOutcomes ? RealisedOutcome.Final(decision) : null,
        };
        if (answer.Score is not { } score) return read;
        return read with
        {
            Score = score.HasPoints ? score.Points : score.HasDiscriminant ? score.Discriminant : null,
            Pd = score.HasProbabilityOfDefault ? score.ProbabilityOfDefault : null,
            Grade = score.Grade,
            Characteristics = [.. score.Characteristics.Select(bins.Of)],
        };
    }
}
