using Tocsin.Journal.Records;

namespace Tocsin.Journal.Recording;

/// <summary>
/// What of a decision stands in the clear beside a sealed part, and stays when the borrower is erased: what the lender
/// answered, and nothing that tells what it read.
/// </summary>
internal static class DecidedSummary
{
    /// <summary>
    /// Outcome, totals and grades of the score, what was granted and requested, the annual rate, and the amount and
    /// term of the offer.
    /// </summary>
    public static DecidedRecord Of(DecidedRecord whole) => new()
    {
        Outcome = whole.Outcome,
        Score = whole.Score is { } score ? Of(score) : null,
        Limit = whole.Limit is { } limit ? Of(limit) : null,
        Price = whole.Price is { HasAnnualRate: true } price ? new PriceRecord { AnnualRate = price.AnnualRate } : null,
        Offer = whole.Offer is { } offer ? Of(offer) : null,
    };

    private static ScoreRecord Of(ScoreRecord whole)
    {
        var score = new ScoreRecord { Grade = whole.Grade, ModelGrade = whole.ModelGrade };
        if (whole.HasPoints) score.Points = whole.Points;
        if (whole.HasLogOdds) score.LogOdds = whole.LogOdds;
        if (whole.HasPd) score.Pd = whole.Pd;
        if (whole.HasDiscriminant) score.Discriminant = whole.Discriminant;
        if (whole.HasModelPd) score.ModelPd = whole.ModelPd;
        return score;
    }

    private static LimitRecord Of(LimitRecord whole)
    {
        var limit = new LimitRecord();
        if (whole.HasGranted) limit.Granted = whole.Granted;
        if (whole.HasRequested) limit.Requested = whole.Requested;
        return limit;
    }

    private static OfferRecord Of(OfferRecord whole)
    {
        var offer = new OfferRecord { Amount = whole.Amount };
        if (whole.HasTermMonths) offer.TermMonths = whole.TermMonths;
        if (whole.HasAnnualRate) offer.AnnualRate = whole.AnnualRate;
        return offer;
    }
}
